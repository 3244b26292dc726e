// Megapixels per second of each target: `throughput [width height channels depth]`, MVJPEG_REPEATS
// times. MVJPEG_CUDA_LIBRARY adds the GPU: its calls with transfers, and its kernels alone.
// Pictures in a pipeline: cuda_pipeline.
#include <dlfcn.h>

#include <algorithm>
#include <chrono>
#include <sstream>

#include "../src/cuda/cuda_abi.h"
#include "check.h"
#include "random_model.h"

namespace {

// What is measured: pixels to planes, the same through the network, and planes through it.
struct Row {
  const char* name;
  bool network;
  mvjpeg_job job;
};

void print(const char* target, const Row& row, double seconds) {
  std::printf("%-12s %-10s %8.3f ms %8.1f MP/s\n", target, row.name, seconds * 1e3,
              static_cast<double>(row.job.planes.width) * row.job.planes.height / seconds / 1e6);
}

int32_t run(const mvjpeg_kernel* kernel, const mvjpeg_job& job) {
  return job.picture.data != nullptr ? mvjpeg_process(kernel, &job.picture, job.qp, &job.planes, 1)
                                     : mvjpeg_filter(kernel, &job.decoded, job.qp, &job.planes, 1);
}

// I420 without gaps.
mvjpeg_planes planes_in(std::vector<uint8_t>& memory, int width, int height) {
  const size_t luma = static_cast<size_t>(width) * height;
  uint8_t* y = memory.data();
  return {y, y + luma, y + luma + luma / 4, width, width / 2, width / 2, width, height};
}

// What the library itself measures between the first and the last kernel of a call.
class CudaLibrary {
 public:
  explicit CudaLibrary(const char* path) : handle_(dlopen(path, RTLD_NOW | RTLD_LOCAL)) {
    CHECK(handle_ != nullptr, "%s", dlerror());
  }

  double best_kernel_seconds(const std::vector<mvjpeg_tensor>& tensors, const mvjpeg_job& job,
                             int repeats) const {
    char message[512] = "";
    void* kernel = nullptr;
    CHECK(function<decltype(mvjpeg_cuda_create)>("mvjpeg_cuda_create")(
              -1, tensors.data(), tensors.size(), &kernel, message, sizeof message) == MVJPEG_OK,
          "%s", message);
    double best = 1e9;
    for (int n = 0; n < repeats; ++n) {
      void* ticket = nullptr;
      CHECK(function<decltype(mvjpeg_cuda_submit)>("mvjpeg_cuda_submit")(
                kernel, &job, 1, nullptr, &ticket, message, sizeof message) == MVJPEG_OK &&
                function<decltype(mvjpeg_cuda_wait)>("mvjpeg_cuda_wait")(
                    kernel, ticket, message, sizeof message) == MVJPEG_OK,
            "%s", message);
      best = std::min(best, function<decltype(mvjpeg_cuda_kernel_seconds)>(
                                "mvjpeg_cuda_kernel_seconds")(kernel));
    }
    function<decltype(mvjpeg_cuda_destroy)>("mvjpeg_cuda_destroy")(kernel);
    return best;
  }

 private:
  template <typename Signature>
  Signature* function(const char* name) const {
    return reinterpret_cast<Signature*>(dlsym(handle_, name));
  }

  void* handle_;
};

}  // namespace

int main(int argc, char** argv) {
  const int width = argc > 2 ? std::atoi(argv[1]) : 1152;
  const int height = argc > 2 ? std::atoi(argv[2]) : 864;
  const int channels = argc > 4 ? std::atoi(argv[3]) : 32;
  const int depth = argc > 4 ? std::atoi(argv[4]) : 2;
  const char* repeats_text = std::getenv("MVJPEG_REPEATS");
  const int repeats = repeats_text != nullptr ? std::atoi(repeats_text) : 20;

  const mvjpeg::test::RandomModel model(channels, depth, 7);
  std::mt19937 random(1);
  std::vector<uint8_t> source(static_cast<size_t>(width) * height * 3);
  for (uint8_t& sample : source) sample = static_cast<uint8_t>(random());
  std::vector<uint8_t> out(source.size());
  const mvjpeg_picture picture{source.data(), width * 3, 3, 0, 1, 2, width, height};
  const mvjpeg_planes decoded = planes_in(source, width, height);
  const mvjpeg_planes planes = planes_in(out, width, height);
  const Row rows[] = {{"convert", false, {picture, {}, planes, 32}},
                      {"network", true, {picture, {}, planes, 32}},
                      {"filter", true, {{}, decoded, planes, 32}}};

  std::string names = mvjpeg_cpu_targets();
  const char* cuda = std::getenv("MVJPEG_CUDA_LIBRARY");
  if (cuda != nullptr) {
    char description[512] = "";
    CHECK(mvjpeg_cuda_open(cuda, -1, description, sizeof description) == MVJPEG_OK, "%s",
          description);
    std::printf("GPU: %s\n", description);
    names += ",cuda";
  }
  std::istringstream targets(names);
  for (std::string target; std::getline(targets, target, ',');) {
    for (const Row& row : rows) {
      mvjpeg_kernel* kernel = nullptr;
      CHECK(mvjpeg_kernel_create(target.c_str(), model.tensors().data(),
                                 row.network ? model.tensors().size() : 0, &kernel) == MVJPEG_OK,
            "%s", mvjpeg_last_error());
      double best = 1e9;
      for (int n = 0; n < repeats; ++n) {
        const auto start = std::chrono::steady_clock::now();
        CHECK(run(kernel, row.job) == MVJPEG_OK, "%s", mvjpeg_last_error());
        best = std::min(
            best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
      }
      print(target.c_str(), row, best);
      mvjpeg_kernel_destroy(kernel);
    }
  }
  if (cuda != nullptr) {
    const CudaLibrary library(cuda);
    const std::vector<mvjpeg_tensor> none;
    for (const Row& row : rows) {
      const auto& tensors = row.network ? model.tensors() : none;
      print("cuda kernels", row, library.best_kernel_seconds(tensors, row.job, repeats));
    }
  }
  return 0;
}
