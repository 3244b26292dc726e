// What a pipeline of pictures on the GPU reaches of the bandwidth of bare copies:
// `cuda_pipeline LIBRARY [width height channels depth]`, MVJPEG_REPEATS pictures. Copies go both
// ways at a time, as in the pipeline: a picture's pixels up, its planes down.
#include <cuda_runtime_api.h>

#include <chrono>
#include <cstring>
#include <memory>
#include <thread>
#include <utility>

#include "random_picture.h"

namespace {

using namespace mvjpeg::test;

constexpr int kAhead = 3;  // pictures under way: one goes up, one is computed, one comes down
constexpr int kThreads = 4;
constexpr double kTarget = 0.8;

void require(cudaError_t status) { CHECK(status == cudaSuccess, "%s", cudaGetErrorString(status)); }

struct PageLocked {
  static uint8_t* allocate(size_t bytes) {
    void* memory = nullptr;
    require(cudaHostAlloc(&memory, bytes, cudaHostAllocDefault));
    return static_cast<uint8_t*>(memory);
  }
  static void release(uint8_t* memory) { require(cudaFreeHost(memory)); }
};

struct OnDevice {
  static uint8_t* allocate(size_t bytes) {
    void* memory = nullptr;
    require(cudaMalloc(&memory, bytes));
    return static_cast<uint8_t*>(memory);
  }
  static void release(uint8_t* memory) { require(cudaFree(memory)); }
};

struct Pageable {
  static uint8_t* allocate(size_t bytes) { return new uint8_t[bytes](); }
  static void release(uint8_t* memory) { delete[] memory; }
};

template <typename Memory>
class Bytes {
 public:
  explicit Bytes(size_t size) : memory_(Memory::allocate(size)) {}
  ~Bytes() { Memory::release(memory_); }
  Bytes(const Bytes&) = delete;
  Bytes& operator=(const Bytes&) = delete;
  uint8_t* data() const { return memory_; }

 private:
  uint8_t* memory_;
};

struct Size {
  int width, height;

  size_t up() const { return static_cast<size_t>(width) * height * 3; }
  size_t down() const { return static_cast<size_t>(width) * height / 2 * 3; }
};

// A picture and its planes.
template <typename Memory>
class Slot {
 public:
  explicit Slot(const Size& size) : size_(size), source_(size.up()), planes_(size.down()) {
    std::mt19937 random(1);
    for (size_t k = 0; k < size.up(); ++k) source_.data()[k] = static_cast<uint8_t>(random());
  }

  mvjpeg_job job() const {
    const int w = size_.width;
    const size_t luma = static_cast<size_t>(w) * size_.height;
    uint8_t* y = planes_.data();
    return {{source_.data(), w * 3, 3, 0, 1, 2, w, size_.height},
            {},
            {y, y + luma, y + luma + luma / 4, w, w / 2, w / 2, w, size_.height},
            32};
  }

  std::vector<uint8_t> planes() const { return {planes_.data(), planes_.data() + size_.down()}; }

 private:
  Size size_;
  Bytes<Memory> source_, planes_;
};

template <typename Work>
double seconds(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

class Stream {
 public:
  Stream() { require(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking)); }
  ~Stream() { require(cudaStreamDestroy(stream_)); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  operator cudaStream_t() const { return stream_; }

 private:
  cudaStream_t stream_ = nullptr;
};

// Seconds per picture for its bytes alone.
double copy_seconds(const Size& size, int pictures) {
  const Bytes<PageLocked> up(size.up());
  const Bytes<PageLocked> down(size.down());
  const Bytes<OnDevice> device(size.up() + size.down());
  const Stream upward;
  const Stream downward;
  const auto copy = [&](int times) {
    for (int n = 0; n < times; ++n) {
      require(cudaMemcpyAsync(device.data(), up.data(), size.up(), cudaMemcpyHostToDevice, upward));
      require(cudaMemcpyAsync(down.data(), device.data() + size.up(), size.down(),
                              cudaMemcpyDeviceToHost, downward));
    }
    require(cudaStreamSynchronize(upward));
    require(cudaStreamSynchronize(downward));
  };
  copy(kAhead);
  return seconds([&] { copy(pictures); }) / pictures;
}

// Seconds per picture, each thread with kAhead of them under way. All planes must be `expected`.
template <typename Memory>
double pipeline_seconds(const mvjpeg_kernel* kernel, const Size& size, int pictures, int threads,
                        const std::vector<uint8_t>& expected) {
  std::vector<std::unique_ptr<Slot<Memory>>> slots;
  for (int n = 0; n < threads * kAhead; ++n) slots.push_back(std::make_unique<Slot<Memory>>(size));
  const auto run = [&](int thread, int count) {
    mvjpeg_ticket* tickets[kAhead] = {};
    const auto finish = [&](int n) {
      mvjpeg_ticket* ticket = std::exchange(tickets[n % kAhead], nullptr);
      if (ticket == nullptr) return;
      CHECK(mvjpeg_wait(ticket) == MVJPEG_OK, "%s", mvjpeg_last_error());
    };
    for (int n = 0; n < count + kAhead; ++n) {
      finish(n);
      if (n >= count) continue;
      const mvjpeg_job job = slots[static_cast<size_t>(thread * kAhead + n % kAhead)]->job();
      CHECK(mvjpeg_submit(kernel, &job, 1, 1, nullptr, &tickets[n % kAhead]) == MVJPEG_OK, "%s",
            mvjpeg_last_error());
    }
  };
  const auto run_all = [&](int count) {
    std::vector<std::jthread> workers;
    for (int t = 1; t < threads; ++t) workers.emplace_back(run, t, count);
    run(0, count);
  };
  run_all(kAhead);
  const int each = (pictures + threads - 1) / threads;
  const double total = seconds([&] { run_all(each); });
  for (const auto& slot : slots) CHECK(slot->planes() == expected, "wrong planes");
  return total / (each * threads);
}

void print(const char* what, const Size& size, double time, double copies) {
  std::printf("%-36s %8.3f ms %8.1f MP/s %7.2f GB/s up %7.2f GB/s down  %5.1f %% of copies\n", what,
              time * 1e3, static_cast<double>(size.width) * size.height / time / 1e6,
              static_cast<double>(size.up()) / time / 1e9,
              static_cast<double>(size.down()) / time / 1e9, 100 * copies / time);
}

}  // namespace

int main(int argc, char** argv) {
  CHECK(argc == 2 || argc == 6, "usage: cuda_pipeline LIBRARY [width height channels depth]");
  const Size size{argc > 2 ? std::atoi(argv[2]) : 3840, argc > 2 ? std::atoi(argv[3]) : 2160};
  CHECK(size.width > 0 && size.height > 0 && size.width % 2 == 0 && size.height % 2 == 0,
        "an even size, please");
  const RandomModel model(argc > 2 ? std::atoi(argv[4]) : 32, argc > 2 ? std::atoi(argv[5]) : 2, 7);
  const char* repeats = std::getenv("MVJPEG_REPEATS");
  const int pictures = repeats != nullptr ? std::atoi(repeats) : 400;

  char description[512] = "";
  CHECK(mvjpeg_cuda_open(argv[1], -1, description, sizeof description) == MVJPEG_OK, "%s",
        description);
  std::printf("%s; %d pictures of %dx%d, network of %s channels, depth %s\n", description, pictures,
              size.width, size.height, argc > 2 ? argv[4] : "32", argc > 2 ? argv[5] : "2");

  const KernelPtr kernel = create("cuda", &model);
  const Slot<Pageable> slot(size);
  const mvjpeg_job job = slot.job();
  CHECK(mvjpeg_process(create("cpu", &model).get(), &job.picture, job.qp, &job.planes, 1) ==
            MVJPEG_OK,
        "%s", mvjpeg_last_error());
  const std::vector<uint8_t> expected = slot.planes();

  const double copies = copy_seconds(size, pictures);
  print("bare copies, page-locked", size, copies, copies);
  const double pipeline = pipeline_seconds<PageLocked>(kernel.get(), size, pictures, 1, expected);
  print("pipeline, page-locked, 1 thread", size, pipeline, copies);
  print("pipeline, other memory, 1 thread", size,
        pipeline_seconds<Pageable>(kernel.get(), size, pictures, 1, expected), copies);
  print("pipeline, other memory, 4 threads", size,
        pipeline_seconds<Pageable>(kernel.get(), size, pictures, kThreads, expected), copies);
  std::printf("%s: the pipeline reaches %.1f %% of the copies' bandwidth; the aim is %.0f %%\n",
              copies / pipeline >= kTarget ? "reached" : "missed", 100 * copies / pipeline,
              100 * kTarget);
  return 0;
}
