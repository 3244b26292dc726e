// The CUDA library's host side on a fake CUDA runtime: the choice of the GPU, transfers of any
// stride from any memory, batches, what overlaps, contexts shared by threads, errors on the way,
// and nothing left behind.
#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <thread>
#include <utility>

#include "../src/cuda/cuda_abi.h"
#include "fake_cuda_runtime.h"
#include "random_picture.h"

namespace {

using namespace mvjpeg::test;

struct Message {
  char text[512] = "";

  void expect(int32_t status, int32_t wanted, const char* part) const {
    CHECK(status == wanted && std::strstr(text, part) != nullptr,
          "status %d with '%s', expected %d with '%s'", status, text, wanted, part);
  }
};

void probe_says(int32_t device, const char* part, int32_t wanted = MVJPEG_UNAVAILABLE) {
  Message message;
  message.expect(mvjpeg_cuda_probe(device, message.text, sizeof message.text), wanted, part);
}

void names_the_reason_for_no_gpu() {
  fake_machine.driver = 0;
  probe_says(-1, "no NVIDIA driver");
  fake_machine.driver = 12040;
  probe_says(-1, "is for CUDA 12.4; CUDA 13.0 is needed");
  fake_machine.driver = 13000;
  fake_machine.gpus = 0;
  probe_says(-1, "CUDA's own words");
  fake_machine.gpus = 1;
  fake_machine.capability[0] = 61;
  probe_says(-1, "GPU 0 has compute capability 6.1; at least 7.5");
  fake_machine.capability[0] = 89;
  fake_machine.has_code = false;
  probe_says(-1, "GPU 0: an emulated GPU, compute capability 8.9");
  fake_machine.has_code = true;
  char cut[8];
  CHECK(mvjpeg_cuda_probe(-1, cut, sizeof cut) == MVJPEG_OK && std::strcmp(cut, "0: an e") == 0,
        "%s", cut);
}

class Handle {
 public:
  explicit Handle(const RandomModel* model, int device = -1) {
    Message message;
    message.expect(mvjpeg_cuda_create(device, model != nullptr ? model->tensors().data() : nullptr,
                                      model != nullptr ? model->tensors().size() : 0, &handle_,
                                      message.text, sizeof message.text),
                   MVJPEG_OK, "");
  }
  ~Handle() { mvjpeg_cuda_destroy(handle_); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  // Null where the answer is not MVJPEG_OK.
  void* submit(const std::vector<mvjpeg_job>& jobs, const mvjpeg_device_memory* memory = nullptr,
               int32_t wanted = MVJPEG_OK, const char* part = "") const {
    Message message;
    void* ticket = nullptr;
    message.expect(mvjpeg_cuda_submit(handle_, jobs.data(), jobs.size(), memory, &ticket,
                                      message.text, sizeof message.text),
                   wanted, part);
    CHECK((ticket != nullptr) == (wanted == MVJPEG_OK), "a ticket with status %d", wanted);
    return ticket;
  }

  void wait(void* ticket, int32_t wanted = MVJPEG_OK, const char* part = "") const {
    Message message;
    message.expect(mvjpeg_cuda_wait(handle_, ticket, message.text, sizeof message.text), wanted,
                   part);
  }

  std::vector<uint8_t> run(const RandomPicture& picture) const {
    return picture.run([&](const mvjpeg_job& job) { wait(submit({job})); });
  }

  // The submit must be refused.
  void refuses(const mvjpeg_job& job, const mvjpeg_device_memory* memory, int32_t wanted,
               const char* part) const {
    submit({job}, memory, wanted, part);
  }

  double seconds() const { return mvjpeg_cuda_kernel_seconds(handle_); }

 private:
  void* handle_ = nullptr;
};

// Pictures under way.
class Batch {
 public:
  Batch(const Handle& handle, const mvjpeg_kernel* scalar, std::mt19937& random, int count,
        int side)
      : handle_(handle), out_(static_cast<size_t>(count)) {
    std::vector<mvjpeg_job> jobs;
    for (int n = 0; n < count; ++n) {
      pictures_.emplace_back(random, side);
      expected_.push_back(pictures_.back().run(scalar, 1));
      jobs.push_back(pictures_.back().job(out_[static_cast<size_t>(n)]));
    }
    ticket_ = handle.submit(jobs);
  }

  void finish() {
    handle_.wait(ticket_);
    for (size_t n = 0; n < out_.size(); ++n) {
      CHECK(out_[n] == expected_[n], "picture %zu of %zu: %s", n, out_.size(),
            pictures_[n].describe().c_str());
    }
  }

 private:
  const Handle& handle_;
  std::vector<RandomPicture> pictures_;
  std::vector<std::vector<uint8_t>> expected_, out_;
  void* ticket_;
};

// Memory of the fake runtime.
class Memory {
 public:
  enum Kind { kDevice, kPageLocked };

  Memory(Kind kind, size_t bytes, int gpu = 0) : kind_(kind) {
    CHECK(cudaSetDevice(gpu) == cudaSuccess, "no GPU %d", gpu);
    void* memory = nullptr;
    CHECK((kind == kDevice ? cudaMalloc(&memory, bytes) : cudaHostAlloc(&memory, bytes, 0)) ==
              cudaSuccess,
          "no memory");
    CHECK(cudaSetDevice(0) == cudaSuccess, "no GPU 0");
    data_ = static_cast<uint8_t*>(memory);
  }
  Memory(Memory&& other) noexcept
      : kind_(other.kind_), data_(std::exchange(other.data_, nullptr)) {}
  ~Memory() {
    if (data_ != nullptr) kind_ == kDevice ? cudaFree(data_) : cudaFreeHost(data_);
  }

  uint8_t* data() const { return data_; }

 private:
  Kind kind_;
  uint8_t* data_;
};

// A picture whose samples and planes are moved to other memory.
class Moved {
 public:
  Moved(const RandomPicture& picture, Memory::Kind source, Memory::Kind planes)
      : job_(picture.job(out_)),
        source_(source, picture.source().size()),
        planes_(planes, out_.size()) {
    std::memcpy(source_.data(), picture.source().data(), picture.source().size());
    std::memcpy(planes_.data(), out_.data(), out_.size());
    in_source_ = with_source_at(job_, picture.source().data(), source_.data());
    in_planes_ = job_;
    const auto move = [&](uint8_t* plane) { return planes_.data() + (plane - out_.data()); };
    mvjpeg_planes& p = in_planes_.planes;
    p.y = move(p.y);
    p.u = move(p.u);
    p.v = move(p.v);
    in_both_ = in_source_;
    in_both_.planes = p;
  }

  const mvjpeg_job& in_host() const { return job_; }
  const mvjpeg_job& in_source() const { return in_source_; }
  const mvjpeg_job& in_planes() const { return in_planes_; }
  const mvjpeg_job& in_both() const { return in_both_; }
  const Memory& planes_memory() const { return planes_; }

  // What was written to the host's planes, and to the moved ones.
  const std::vector<uint8_t>& host() const { return out_; }
  std::vector<uint8_t> moved() const { return {planes_.data(), planes_.data() + out_.size()}; }

 private:
  std::vector<uint8_t> out_;
  mvjpeg_job job_, in_source_{}, in_planes_{}, in_both_{};
  Memory source_, planes_;
};

RandomPicture for_device(RandomPicture picture) {
  picture.make_y_stride_even();
  return picture;
}

RandomPicture for_device(std::mt19937& random, int side) {
  return for_device(RandomPicture(random, side));
}

void gives_the_scalar_bytes(const RandomModel* model, int pictures, int side) {
  const KernelPtr scalar = create("scalar", model);
  const Handle handle(model);
  std::mt19937 random(11);
  for (int n = 0; n < pictures; ++n) Batch(handle, scalar.get(), random, 1, side).finish();
  CHECK(handle.seconds() == 0.25, "%f s of kernels", handle.seconds());
}

void uploads_in_slices() {
  constexpr size_t kSlices = size_t{9} << 20;  // of 4 MiB
  const KernelPtr scalar = create("scalar", nullptr);
  const Handle handle(nullptr);
  std::mt19937 random(12);
  for (int sliced = 0; sliced < 6;) {
    const Format format = sliced < 4 ? Format::kPixels : Format::kPlanes;
    const RandomPicture picture(random, format == Format::kPixels ? 2500 : 5000, format);
    if (picture.source().size() < kSlices) continue;
    CHECK(handle.run(picture) == picture.run(scalar.get(), 1), "%s", picture.describe().c_str());
    ++sliced;
  }
}

int count(const std::vector<FakeCall>& calls, FakeCall::Kind kind) {
  return static_cast<int>(std::count_if(calls.begin(), calls.end(),
                                        [&](const FakeCall& call) { return call.kind == kind; }));
}

// One upload, one launch for all gates' layers each, one for everything else, one download. The
// fake runtime counts the gates' launches as one.
void runs_a_batch_at_once() {
  const RandomModel model(16, 1, 21);
  const RandomModel sparse(24, 2, 22, true);  // QPs of no effect: some pictures are only converted
  std::mt19937 random(22);
  for (const RandomModel* network : {&model, &sparse}) {
    const KernelPtr scalar = create("scalar", network);
    const Handle handle(network);
    Batch(handle, scalar.get(), random, 1, 40).finish();
    for (const int pictures : {2, 7, MVJPEG_MAX_BATCH}) {
      take_fake_calls();
      Batch(handle, scalar.get(), random, pictures, 40).finish();
      const std::vector<FakeCall> calls = take_fake_calls();
      const int kernels = network == &model ? 2 : 3;
      CHECK(count(calls, FakeCall::kUpload) == 1 && count(calls, FakeCall::kKernel) <= kernels &&
                count(calls, FakeCall::kDownload) == 1 && count(calls, FakeCall::kWait) == 1,
            "%zu calls for a batch", calls.size());
    }
  }
}

// The second picture's upload, kernels and download are queued before the first one is waited for,
// in another stream.
void overlaps_successive_pictures() {
  const RandomModel model(16, 1, 23);
  const KernelPtr scalar = create("scalar", &model);
  const Handle handle(&model);
  std::mt19937 random(23);
  take_fake_calls();
  Batch first(handle, scalar.get(), random, 1, 60);
  Batch second(handle, scalar.get(), random, 1, 60);
  const std::vector<FakeCall> queued = take_fake_calls();
  first.finish();
  const std::vector<FakeCall> waited = take_fake_calls();
  second.finish();
  const FakeCall::Kind order[] = {FakeCall::kUpload, FakeCall::kKernel, FakeCall::kKernel,
                                  FakeCall::kDownload};
  CHECK(queued.size() == 8, "%zu calls for two pictures", queued.size());
  for (size_t n = 0; n < 8; ++n) {
    CHECK(queued[n].kind == order[n % 4], "call %zu is of kind %d", n, queued[n].kind);
    CHECK(queued[n].stream == queued[n / 4 * 4].stream, "a picture has two streams");
  }
  CHECK(queued[0].stream != queued[4].stream, "two pictures share a stream");
  CHECK(waited.size() == 1 && waited[0].kind == FakeCall::kWait &&
            waited[0].stream == queued[0].stream,
        "the first wait is for more than the first picture");
}

// A caller may hold more tickets than there are contexts, and wait for them in any order.
void gives_out_any_number_of_tickets() {
  const KernelPtr scalar = create("scalar", nullptr);
  const Handle handle(nullptr);
  std::mt19937 random(24);
  std::vector<std::unique_ptr<Batch>> batches;
  for (int n = 0; n < 11; ++n) {
    batches.push_back(std::make_unique<Batch>(handle, scalar.get(), random, 1 + n % 3, 60));
  }
  std::shuffle(batches.begin(), batches.end(), random);
  for (const auto& batch : batches) batch->finish();
}

void keeps_its_memory() {
  const Handle handle(nullptr);
  const Handle other(nullptr);
  std::mt19937 random(13);
  const RandomPicture picture(random, 60);
  handle.run(picture);
  const int kept = fake_machine.resources;
  const size_t left = fake_machine.memory_left;
  CHECK(kept > 0, "nothing was kept for the next call");
  handle.run(picture);
  other.run(picture);
  CHECK(kept == fake_machine.resources && left == fake_machine.memory_left,
        "memory was taken again");
}

// Threads that hold a ticket while they submit the next one, through two kernels.
void serves_more_threads_than_contexts() {
  const RandomModel model(16, 1, 3);
  const KernelPtr scalar = create("scalar", &model);
  const KernelPtr plain = create("scalar", nullptr);
  const Handle handle(&model);
  const Handle converter(nullptr);
  std::vector<std::jthread> threads;
  for (uint32_t seed = 0; seed < 9; ++seed) {
    threads.emplace_back([&, seed] {
      std::mt19937 random(seed);
      std::unique_ptr<Batch> ahead;
      for (int n = 0; n < 5; ++n) {
        const bool network = (seed + static_cast<uint32_t>(n)) % 2 == 0;
        auto next =
            std::make_unique<Batch>(network ? handle : converter,
                                    network ? scalar.get() : plain.get(), random, 1 + n % 2, 50);
        if (ahead) ahead->finish();
        ahead = std::move(next);
      }
      ahead->finish();
    });
  }
}

void transfers_page_locked_memory_as_it_lies() {
  const RandomModel model(24, 1, 31);
  const KernelPtr scalar = create("scalar", &model);
  std::mt19937 random(31);
  for (int n = 0; n < 12; ++n) {
    const RandomPicture picture(random, 90);
    const std::vector<uint8_t> expected = picture.run(scalar.get(), 1);
    const Moved moved(picture, Memory::kPageLocked, Memory::kPageLocked);
    const Handle handle(&model);  // without a context yet
    const int before = fake_machine.resources;
    handle.wait(handle.submit({moved.in_both()}));
    CHECK(moved.moved() == expected, "%s", picture.describe().c_str());
    // Device memory, three events and a stream; page-locked memory for pictures that are bottom-up.
    const int staging =
        moved.in_both().picture.row_stride < 0 && moved.in_both().picture.height > 1;
    CHECK(fake_machine.resources - before == 5 + staging, "%d resources",
          fake_machine.resources - before);
    // Staged pictures beside others.
    const Moved second(picture, Memory::kPageLocked, Memory::kPageLocked);
    const Moved third(picture, Memory::kPageLocked, Memory::kPageLocked);
    handle.wait(
        handle.submit({third.in_source(), second.in_planes(), third.in_both(), second.in_host()}));
    for (const Moved* at : {&second, &third}) {
      CHECK(at->host() == expected && at->moved() == expected, "%s", picture.describe().c_str());
    }
  }
}

void works_in_device_memory() {
  const RandomModel model(16, 2, 32);
  const KernelPtr scalar = create("scalar", &model);
  const Handle handle(&model);
  std::mt19937 random(32);
  for (int n = 0; n < 16; ++n) {
    const RandomPicture picture = for_device(random, 90);
    const std::vector<uint8_t> expected = picture.run(scalar.get(), 1);
    Moved moved(picture, Memory::kDevice, Memory::kDevice);
    const mvjpeg_device_memory both{1, 1, nullptr};
    const mvjpeg_device_memory source{1, 0, nullptr};
    const mvjpeg_device_memory planes{0, 1, nullptr};
    take_fake_calls();
    switch (n % 3) {
      case 0:
        handle.wait(handle.submit({moved.in_both()}, &both));
        break;
      case 1:
        handle.wait(handle.submit({moved.in_source()}, &source));
        break;
      default:
        handle.wait(handle.submit({moved.in_planes()}, &planes));
    }
    const std::vector<FakeCall> calls = take_fake_calls();
    CHECK((n % 3 == 1 ? moved.host() : moved.moved()) == expected, "%s",
          picture.describe().c_str());
    CHECK(count(calls, FakeCall::kUpload) == (n % 3 == 2) &&
              count(calls, FakeCall::kDownload) == (n % 3 == 1),
          "copies of what lies in device memory");
  }
}

// The caller fills the source and takes the planes away in a stream of its own, and waits for that
// stream or for the ticket first.
void keeps_the_order_of_the_callers_stream() {
  const RandomModel model(16, 1, 33);
  const KernelPtr scalar = create("scalar", &model);
  const Handle handle(&model);
  std::mt19937 random(33);
  cudaStream_t own = nullptr;
  CHECK(cudaStreamCreateWithFlags(&own, cudaStreamNonBlocking) == cudaSuccess, "no stream");
  for (int n = 0; n < 6; ++n) {
    const cudaStream_t stream = n % 2 == 0 ? own : nullptr;
    const RandomPicture picture = for_device(random, 90);
    const std::vector<uint8_t>& pixels = picture.source();
    std::vector<uint8_t> out;
    const mvjpeg_job job = picture.job(out);
    const Memory source(Memory::kDevice, pixels.size());
    const Memory planes(Memory::kDevice, out.size());
    const Memory result(Memory::kPageLocked, out.size());
    mvjpeg_job there = with_source_at(job, pixels.data(), source.data());
    there.planes.y = planes.data();
    there.planes.u = planes.data() + (job.planes.u - job.planes.y);
    there.planes.v = planes.data() + (job.planes.v - job.planes.y);
    const mvjpeg_device_memory memory{1, 1, stream};

    cudaMemcpyAsync(source.data(), pixels.data(), pixels.size(), cudaMemcpyHostToDevice, stream);
    void* ticket = handle.submit({there}, &memory);
    const bool ticket_first = n % 3 == 0;
    if (ticket_first) handle.wait(ticket);
    cudaMemcpyAsync(result.data(), planes.data(), out.size(), cudaMemcpyDeviceToHost, stream);
    CHECK(cudaStreamSynchronize(stream) == cudaSuccess, "the stream failed");
    const std::vector<uint8_t> expected = picture.run(scalar.get(), 1);
    CHECK(std::equal(expected.begin(), expected.end(), result.data()), "%s",
          picture.describe().c_str());
    if (!ticket_first) handle.wait(ticket);
  }
  cudaStreamDestroy(own);
}

void refuses_memory_of_the_wrong_kind() {
  const Handle handle(nullptr);
  std::mt19937 random(34);
  const RandomPicture picture = for_device(RandomPicture(random, 60, Format::kPixels));
  const RandomPicture planar = for_device(RandomPicture(random, 60, Format::kPlanes));
  const Moved device(picture, Memory::kDevice, Memory::kDevice);
  const Moved host(picture, Memory::kPageLocked, Memory::kPageLocked);
  const Moved decoded(planar, Memory::kDevice, Memory::kDevice);
  const mvjpeg_device_memory both{1, 1, nullptr};
  const mvjpeg_device_memory source{1, 0, nullptr};
  const mvjpeg_device_memory planes{0, 1, nullptr};
  const int32_t bad = MVJPEG_INVALID_ARGUMENT;
  handle.refuses(device.in_source(), nullptr, bad, "picture data is in a GPU's memory");
  handle.refuses(device.in_planes(), nullptr, bad, "Y plane is in a GPU's memory");
  handle.refuses(device.in_host(), &source, bad, "picture data is not in a GPU's memory");
  handle.refuses(device.in_host(), &planes, bad, "Y plane is not in a GPU's memory");
  handle.refuses(host.in_both(), &both, bad, "picture data is not in a GPU's memory");
  handle.refuses(decoded.in_source(), nullptr, bad, "source Y plane is in a GPU's memory");
  handle.refuses(decoded.in_host(), &source, bad, "source Y plane is not in a GPU's memory");
  mvjpeg_job scattered = decoded.in_source();
  scattered.decoded.v = decoded.in_host().decoded.v;
  handle.refuses(scattered, &source, bad, "source V plane is not in a GPU's memory");
  handle.refuses(scattered, nullptr, bad, "source Y plane is in a GPU's memory");
  scattered = decoded.in_host();
  scattered.decoded.v = decoded.in_source().decoded.v;
  handle.refuses(scattered, nullptr, bad, "source V plane is in a GPU's memory");
  mvjpeg_job odd = device.in_both();
  ++odd.planes.stride_y;
  odd.planes.height = 2;
  handle.refuses(odd, &both, bad, "Y stride");
  odd = device.in_both();
  ++odd.planes.y;
  handle.refuses(odd, &both, bad, "Y plane's address");
  mvjpeg_job long_picture = device.in_both();
  long_picture.picture.row_stride = 1 << 20;
  long_picture.picture.height = 100;
  handle.refuses(long_picture, &both, bad, "picture data is not in a GPU's memory");
  handle.run(picture);
}

void uses_the_gpu_that_is_chosen() {
  fake_machine.gpus = 2;
  fake_machine.capability[1] = 90;
  probe_says(-1, "0: an emulated GPU, compute capability 8.9", MVJPEG_OK);
  probe_says(1, "1: an emulated GPU, compute capability 9.0", MVJPEG_OK);
  probe_says(2,
             "there is no GPU 2; CUDA lists 0: an emulated GPU, compute capability 8.9; "
             "1: an emulated GPU, compute capability 9.0");
  fake_machine.capability[0] = 70;
  probe_says(0, "GPU 0 has compute capability 7.0");
  probe_says(-1, "1: an emulated GPU", MVJPEG_OK);
  fake_machine.capability[0] = 89;
  Message list;
  CHECK(mvjpeg_cuda_list(list.text, sizeof list.text) == MVJPEG_OK &&
            std::count(list.text, list.text + std::strlen(list.text), '\n') == 1,
        "%s", list.text);

  const RandomModel model(16, 1, 35);
  const KernelPtr scalar = create("scalar", &model);
  std::mt19937 random(35);
  {
    const Handle first(&model, 0);
    const Handle second(&model, 1);
    for (int n = 0; n < 4; ++n) {
      Batch(first, scalar.get(), random, 2, 60).finish();
      Batch(second, scalar.get(), random, 2, 60).finish();
    }
    CHECK(fake_machine.memory_on[0] == 2 && fake_machine.memory_on[1] == 2,
          "a network and a context on each GPU, not %d and %d", fake_machine.memory_on[0].load(),
          fake_machine.memory_on[1].load());
    int current = -1;
    cudaGetDevice(&current);
    CHECK(current == 0, "the caller's GPU is now %d", current);
    const RandomPicture picture = for_device(RandomPicture(random, 60, Format::kPixels));
    const Moved moved(picture, Memory::kDevice, Memory::kDevice);
    const mvjpeg_device_memory both{1, 1, nullptr};
    second.refuses(moved.in_both(), &both, MVJPEG_INVALID_ARGUMENT,
                   "picture data is not in the memory of GPU 1");
  }
  fake_machine.gpus = 1;
}

void recovers_from_errors() {
  const RandomModel model(24, 2, 4);
  const KernelPtr scalar = create("scalar", &model);
  const Handle handle(&model);
  std::mt19937 random(5);
  const RandomPicture picture(random, 60);
  std::vector<uint8_t> out;
  const mvjpeg_job job = picture.job(out);
  for (int n = 0; n < 6; ++n) {  // more often than there are contexts
    fake_machine.copy_error = cudaErrorInvalidValue;
    handle.refuses(job, nullptr, MVJPEG_DEVICE_ERROR, "upload: CUDA's own words");
    fake_machine.copy_error = cudaSuccess;
  }
  CHECK(handle.run(picture) == picture.run(scalar.get(), 1), "after errors");
}

// A picture several times over.
class Copies {
 public:
  Copies(const RandomPicture& picture, size_t count) : out_(count) {
    for (std::vector<uint8_t>& out : out_) jobs_.push_back(picture.job(out));
  }
  const std::vector<mvjpeg_job>& jobs() const { return jobs_; }
  bool all(const std::vector<uint8_t>& expected) const {
    return std::count(out_.begin(), out_.end(), expected) == std::ssize(out_);
  }

 private:
  std::vector<std::vector<uint8_t>> out_;
  std::vector<mvjpeg_job> jobs_;
};

// The memory of contexts that nobody uses is given up before a batch is.
void makes_room_when_memory_runs_out() {
  const KernelPtr scalar = create("scalar", nullptr);
  const Handle handle(nullptr);
  std::mt19937 random(6);
  const RandomPicture picture(random, 60);
  const std::vector<uint8_t> expected = picture.run(scalar.get(), 1);
  const Copies small(picture, 10);
  const Copies larger(picture, 25);  // more than two contexts have
  const Copies largest(picture, 60);
  void* const tickets[] = {handle.submit(small.jobs()), handle.submit(small.jobs()),
                           handle.submit(small.jobs())};
  for (void* ticket : tickets) handle.wait(ticket);
  const int kept = fake_machine.resources;
  const size_t memory = fake_machine.memory_left.exchange(0);
  handle.wait(handle.submit(larger.jobs()));
  CHECK(larger.all(expected) && fake_machine.resources < kept, "with what idle contexts had");
  handle.submit(largest.jobs(), nullptr, MVJPEG_OUT_OF_MEMORY, "out of memory");
  fake_machine.memory_left += memory;
  handle.wait(handle.submit(largest.jobs()));
  CHECK(largest.all(expected), "with memory again");
}

void refuses_a_broken_model() {
  const RandomModel model(16, 1, 6);
  std::vector<mvjpeg_tensor> tensors = model.tensors();
  tensors[0].shape[1] = 7;
  Message message;
  void* handle = nullptr;
  message.expect(mvjpeg_cuda_create(-1, tensors.data(), tensors.size(), &handle, message.text,
                                    sizeof message.text),
                 MVJPEG_INVALID_MODEL, "wrong shape");
  CHECK(handle == nullptr, "a refused model left a kernel");
}

// The last test: a lost GPU stays lost.
void says_that_the_gpu_is_lost() {
  const KernelPtr scalar = create("scalar", nullptr);
  std::mt19937 random(7);
  {
    const Handle handle(nullptr);
    Batch(handle, scalar.get(), random, 2, 60).finish();
    const RandomPicture picture(random, 60);
    std::vector<uint8_t> first_out;
    std::vector<uint8_t> second_out;
    void* first = handle.submit({picture.job(first_out)});
    void* second = handle.submit({picture.job(second_out)});
    fake_machine.waits_until_loss = 0;
    handle.wait(first, MVJPEG_DEVICE_LOST, "GPU: CUDA's own words");
    handle.wait(second, MVJPEG_DEVICE_LOST, "CUDA's own words");
    std::vector<uint8_t> out;
    handle.refuses(picture.job(out), nullptr, MVJPEG_DEVICE_LOST, "GPU: CUDA's own words");
    void* kernel = nullptr;
    Message message;
    message.expect(mvjpeg_cuda_create(-1, nullptr, 0, &kernel, message.text, sizeof message.text),
                   MVJPEG_DEVICE_LOST, "GPU: CUDA's own words");
    probe_says(-1, "GPU: CUDA's own words", MVJPEG_DEVICE_LOST);
  }
}

}  // namespace

int main() {
  names_the_reason_for_no_gpu();
  const RandomModel small(16, 2, 1);
  const RandomModel large(32, 4, 2);
  const RandomModel sparse(24, 1, 3, true);
  gives_the_scalar_bytes(nullptr, 30, 200);
  uploads_in_slices();
  gives_the_scalar_bytes(&small, 8, 150);
  gives_the_scalar_bytes(&large, 4, 100);
  gives_the_scalar_bytes(&sparse, 24, 100);
  runs_a_batch_at_once();
  overlaps_successive_pictures();
  gives_out_any_number_of_tickets();
  keeps_its_memory();
  serves_more_threads_than_contexts();
  transfers_page_locked_memory_as_it_lies();
  works_in_device_memory();
  keeps_the_order_of_the_callers_stream();
  refuses_memory_of_the_wrong_kind();
  uses_the_gpu_that_is_chosen();
  recovers_from_errors();
  makes_room_when_memory_runs_out();
  refuses_a_broken_model();
  CHECK(fake_machine.resources == 0, "%d resources left", fake_machine.resources.load());
  says_that_the_gpu_is_lost();
  CHECK(fake_machine.resources == 0, "%d resources left on a lost GPU",
        fake_machine.resources.load());
  std::puts("the host side holds on a fake CUDA runtime");
  return 0;
}
