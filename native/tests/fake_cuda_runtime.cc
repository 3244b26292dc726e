#include "fake_cuda_runtime.h"

#include <cstdlib>
#include <deque>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <utility>

#include "../src/cuda/kernels.h"
#include "emulated_launches.h"

namespace mvjpeg::test {

FakeMachine fake_machine;

namespace {

struct Allocation {
  size_t bytes;
  cudaMemoryType type;
  int device;
};

// Work in order; each piece has a number, from 1 on.
struct Queue {
  explicit Queue(int on_device) : device(on_device) {}

  const int device;
  std::deque<std::function<void()>> work;
  size_t queued = 0;
  size_t done = 0;
};

std::mutex mutex;             // of all that follows
std::recursive_mutex engine;  // held by who runs a stream's work; taken before `mutex`
std::map<const uint8_t*, Allocation> allocations;
std::vector<FakeCall> calls;
thread_local int current_device = 0;

// From the environment, for tests in other languages:
// MVJPEG_FAKE_CUDA="gpus=2 memory=100000 loss=3".
[[maybe_unused]] const bool configured = [] {
  const char* text = std::getenv("MVJPEG_FAKE_CUDA");
  std::istringstream settings(text != nullptr ? text : "");
  for (std::string setting; settings >> setting;) {
    const size_t equals = setting.find('=');
    CHECK(equals != std::string::npos, "MVJPEG_FAKE_CUDA: %s", setting.c_str());
    const std::string name = setting.substr(0, equals);
    const int value = std::atoi(setting.c_str() + equals + 1);
    if (name == "gpus") fake_machine.gpus = value;
    if (name == "memory") fake_machine.memory_left = static_cast<size_t>(value);
    if (name == "loss") fake_machine.waits_until_loss = value;
  }
  return true;
}();

cudaError_t allocate(void** memory, size_t bytes, cudaMemoryType type) {
  if (fake_machine.lost != cudaSuccess) return fake_machine.lost;
  const std::lock_guard lock(mutex);
  if (bytes > fake_machine.memory_left) return cudaErrorMemoryAllocation;
  fake_machine.memory_left -= bytes;
  ++fake_machine.resources;
  if (type == cudaMemoryTypeDevice) ++fake_machine.memory_on[current_device];
  auto* bytes_at = static_cast<uint8_t*>(::operator new(bytes));
  std::memset(bytes_at, 0xA5, bytes);
  allocations[bytes_at] = {bytes, type, current_device};
  *memory = bytes_at;
  return cudaSuccess;
}

// A lost GPU's memory is gone, too, but cudaFree answers with the loss.
cudaError_t release(void* memory, cudaMemoryType type) {
  const std::lock_guard lock(mutex);
  const auto found = allocations.find(static_cast<uint8_t*>(memory));
  CHECK(found != allocations.end() && found->second.type == type, "freed what was not allocated");
  fake_machine.memory_left += found->second.bytes;
  --fake_machine.resources;
  if (type == cudaMemoryTypeDevice) --fake_machine.memory_on[found->second.device];
  allocations.erase(found);
  ::operator delete(memory);
  return fake_machine.lost;
}

// Under `mutex`. Null for memory that CUDA knows nothing of.
const Allocation* allocation_of(const void* address) {
  const auto* byte = static_cast<const uint8_t*>(address);
  auto next = allocations.upper_bound(byte);
  if (next == allocations.begin()) return nullptr;
  const auto found = std::prev(next);
  return byte < found->first + found->second.bytes ? &found->second : nullptr;
}

bool all_on(int device, const void* first, size_t bytes) {
  const std::lock_guard lock(mutex);
  const Allocation* begin = allocation_of(first);
  const Allocation* end = allocation_of(static_cast<const uint8_t*>(first) + bytes - 1);
  return begin != nullptr && begin == end && begin->type == cudaMemoryTypeDevice &&
         begin->device == device;
}

bool page_locked(const void* first, size_t bytes) {
  const std::lock_guard lock(mutex);
  const Allocation* begin = allocation_of(first);
  const Allocation* end = allocation_of(static_cast<const uint8_t*>(first) + bytes - 1);
  return begin != nullptr && begin == end && begin->type == cudaMemoryTypeHost;
}

bool on_any_device(const void* address) {
  const std::lock_guard lock(mutex);
  const Allocation* found = allocation_of(address);
  return found != nullptr && found->type == cudaMemoryTypeDevice;
}

// Runs a stream's work up to a number.
void run(Queue& queue, size_t number) {
  const std::lock_guard running(engine);
  while (true) {
    std::function<void()> work;
    {
      const std::lock_guard lock(mutex);
      if (queue.done >= number || queue.work.empty()) return;
      work = std::move(queue.work.front());
      queue.work.pop_front();
    }
    work();
    const std::lock_guard lock(mutex);
    ++queue.done;
  }
}

}  // namespace

std::vector<FakeCall> take_fake_calls() {
  const std::lock_guard lock(mutex);
  return std::exchange(calls, {});
}

}  // namespace mvjpeg::test

using namespace mvjpeg::test;

struct CUstream_st {
  std::shared_ptr<Queue> queue;
};
struct CUevent_st {
  std::shared_ptr<Queue> queue;
  size_t number = 0;
};

namespace {

// Null is the default stream of the current device.
std::shared_ptr<Queue> queue_of(cudaStream_t stream) {
  static const std::shared_ptr<Queue> defaults[FakeMachine::kMaxGpus] = {
      std::make_shared<Queue>(0), std::make_shared<Queue>(1)};
  return stream == nullptr ? defaults[current_device] : stream->queue;
}

cudaError_t put(cudaStream_t stream, std::function<void()> work) {
  const std::shared_ptr<Queue> queue = queue_of(stream);
  CHECK(queue->device == current_device, "a stream of GPU %d while GPU %d is current",
        queue->device, current_device);
  const std::lock_guard lock(mutex);
  queue->work.push_back(std::move(work));
  ++queue->queued;
  return cudaSuccess;
}

void note(FakeCall::Kind kind, cudaStream_t stream) {
  const std::lock_guard lock(mutex);
  calls.push_back({kind, stream});
}

cudaError_t copy(void* to, size_t to_pitch, const void* from, size_t from_pitch, size_t width,
                 size_t height, cudaMemcpyKind kind, cudaStream_t stream) {
  if (fake_machine.lost != cudaSuccess) return fake_machine.lost;
  if (fake_machine.copy_error != cudaSuccess) return fake_machine.copy_error;
  const size_t to_bytes = to_pitch * (height - 1) + width;
  const size_t from_bytes = from_pitch * (height - 1) + width;
  CHECK(to_pitch >= width && from_pitch >= width, "a pitch is shorter than a row");
  if (kind == cudaMemcpyHostToDevice) {
    CHECK(all_on(current_device, to, to_bytes), "an upload to what is not this GPU's memory");
    CHECK(!on_any_device(from), "an upload from a GPU's memory");
    note(FakeCall::kUpload, stream);
  } else {
    CHECK(kind == cudaMemcpyDeviceToHost, "a copy of kind %d", static_cast<int>(kind));
    CHECK(all_on(current_device, from, from_bytes),
          "a download of what is not in this GPU's memory");
    CHECK(page_locked(to, to_bytes), "a download that has to wait for the host");
    note(FakeCall::kDownload, stream);
  }
  return put(stream, [=] {
    for (size_t y = 0; y < height; ++y) {
      std::memcpy(static_cast<uint8_t*>(to) + y * to_pitch,
                  static_cast<const uint8_t*>(from) + y * from_pitch, width);
    }
  });
}

void check_planes(const mvjpeg::cuda::Planes& p) {
  const auto lies = [](const uint8_t* plane, ptrdiff_t pitch, int width, int height) {
    return all_on(current_device, plane, static_cast<size_t>((height - 1) * pitch + width));
  };
  CHECK(lies(p.y, p.pitch_y, 2 * p.width, 2 * p.height) &&
            lies(p.u, p.pitch_u, p.width, p.height) && lies(p.v, p.pitch_v, p.width, p.height),
        "a plane outside of the GPU's memory");
}

// What all frames read and write lies on the stream's device.
void check_frames(const mvjpeg::cuda::Batch& batch) {
  CHECK(batch.count >= 1 && batch.count <= MVJPEG_MAX_BATCH, "%d frames", batch.count);
  for (int n = 0; n < batch.count; ++n) {
    const auto& [source, destination, grid, qp] = batch.frames[n];
    const mvjpeg::cuda::Pixels& pixels = source.pixels;
    if (pixels.data != nullptr) {
      const uint8_t* last_row = pixels.data + (pixels.height - 1) * pixels.pitch;
      CHECK(all_on(current_device, pixels.data, 1) && all_on(current_device, last_row, 1),
            "a picture outside of the GPU's memory");
    } else {
      check_planes(source.planes);
    }
    check_planes(destination);
  }
}

template <typename Work>
cudaError_t launch(const mvjpeg::cuda::Batch& batch, cudaStream_t stream, const Work& work) {
  if (fake_machine.lost != cudaSuccess) return fake_machine.lost;
  check_frames(batch);
  note(FakeCall::kKernel, stream);
  return put(stream, [=] {
    EmulatedGpu<M16N8K32> gpu(Order::kForward, 1);
    work(gpu);
  });
}

}  // namespace

extern "C" {

cudaError_t cudaDriverGetVersion(int* version) {
  *version = fake_machine.driver;
  return cudaSuccess;
}
cudaError_t cudaGetDeviceCount(int* count) {
  *count = fake_machine.gpus;
  return fake_machine.gpus > 0 ? cudaSuccess : cudaErrorNoDevice;
}
cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int device) {
  switch (attribute) {
    case cudaDevAttrComputeCapabilityMajor:
      *value = fake_machine.capability[device] / 10;
      return cudaSuccess;
    case cudaDevAttrComputeCapabilityMinor:
      *value = fake_machine.capability[device] % 10;
      return cudaSuccess;
    case cudaDevAttrMaxSharedMemoryPerBlockOptin:
      *value = 101376;
      return cudaSuccess;
    case cudaDevAttrMaxSharedMemoryPerMultiprocessor:
      *value = 102400;
      return cudaSuccess;
    case cudaDevAttrReservedSharedMemoryPerBlock:
      *value = 1024;
      return cudaSuccess;
    default:
      *value = 1;
      return cudaSuccess;
  }
}
cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int) {
  std::strcpy(properties->name, "an emulated GPU");
  return cudaSuccess;
}
cudaError_t cudaGetDevice(int* device) {
  *device = current_device;
  return cudaSuccess;
}
cudaError_t cudaSetDevice(int device) {
  CHECK(device >= 0 && device < fake_machine.gpus, "GPU %d of %d", device, fake_machine.gpus);
  current_device = device;
  return fake_machine.lost;
}
cudaError_t cudaGetLastError() { return fake_machine.lost; }
const char* cudaGetErrorName(cudaError_t) { return "cudaErrorName"; }
const char* cudaGetErrorString(cudaError_t status) {
  return status == cudaErrorMemoryAllocation ? "out of memory" : "CUDA's own words";
}

cudaError_t cudaMalloc(void** memory, size_t bytes) {
  return allocate(memory, bytes, cudaMemoryTypeDevice);
}
cudaError_t cudaFree(void* memory) { return release(memory, cudaMemoryTypeDevice); }
cudaError_t cudaHostAlloc(void** memory, size_t bytes, unsigned) {
  return allocate(memory, bytes, cudaMemoryTypeHost);
}
cudaError_t cudaFreeHost(void* memory) { return release(memory, cudaMemoryTypeHost); }
cudaError_t cudaPointerGetAttributes(cudaPointerAttributes* attributes, const void* address) {
  if (fake_machine.lost != cudaSuccess) return fake_machine.lost;
  const std::lock_guard lock(mutex);
  const Allocation* found = allocation_of(address);
  attributes->type = found != nullptr ? found->type : cudaMemoryTypeUnregistered;
  attributes->device = found != nullptr ? found->device : -2;
  return cudaSuccess;
}

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned flags) {
  if (fake_machine.lost != cudaSuccess) return fake_machine.lost;
  CHECK(flags == cudaStreamNonBlocking, "a stream that waits for others");
  *stream = new CUstream_st{std::make_shared<Queue>(current_device)};
  ++fake_machine.resources;
  return cudaSuccess;
}
cudaError_t cudaStreamSynchronize(cudaStream_t stream) {
  note(FakeCall::kWait, stream);
  if (fake_machine.waits_until_loss >= 0 && fake_machine.waits_until_loss-- == 0) {
    fake_machine.lost = cudaErrorIllegalAddress;
  }
  if (fake_machine.lost != cudaSuccess) return fake_machine.lost;
  const std::shared_ptr<Queue> queue = queue_of(stream);
  run(*queue, SIZE_MAX);
  return cudaSuccess;
}
cudaError_t cudaStreamDestroy(cudaStream_t stream) {
  --fake_machine.resources;
  delete stream;
  return fake_machine.lost;
}
cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned) {
  if (fake_machine.lost != cudaSuccess) return fake_machine.lost;
  if (event->queue == nullptr) return cudaSuccess;
  return put(stream, [queue = event->queue, number = event->number] { run(*queue, number); });
}
cudaError_t cudaMemcpyAsync(void* to, const void* from, size_t bytes, cudaMemcpyKind kind,
                            cudaStream_t stream) {
  return copy(to, bytes, from, bytes, bytes, 1, kind, stream);
}
cudaError_t cudaMemcpy2DAsync(void* to, size_t to_pitch, const void* from, size_t from_pitch,
                              size_t width, size_t height, cudaMemcpyKind kind,
                              cudaStream_t stream) {
  return copy(to, to_pitch, from, from_pitch, width, height, kind, stream);
}

cudaError_t cudaEventCreate(cudaEvent_t* event) {
  if (fake_machine.lost != cudaSuccess) return fake_machine.lost;
  *event = new CUevent_st;
  ++fake_machine.resources;
  return cudaSuccess;
}
cudaError_t cudaEventDestroy(cudaEvent_t event) {
  --fake_machine.resources;
  delete event;
  return fake_machine.lost;
}
cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream) {
  if (fake_machine.lost != cudaSuccess) return fake_machine.lost;
  event->queue = queue_of(stream);
  const std::lock_guard lock(mutex);
  event->number = event->queue->queued;
  return cudaSuccess;
}
cudaError_t cudaEventSynchronize(cudaEvent_t event) {
  if (fake_machine.lost != cudaSuccess) return fake_machine.lost;
  run(*event->queue, event->number);
  return cudaSuccess;
}
cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t, cudaEvent_t end) {
  if (fake_machine.lost != cudaSuccess) return fake_machine.lost;
  const std::lock_guard lock(mutex);
  if (end->queue == nullptr || end->queue->done < end->number) return cudaErrorNotReady;
  *milliseconds = 250;
  return cudaSuccess;
}

}  // extern "C"

namespace mvjpeg::cuda {

cudaError_t prepare_kernels(int) {
  return fake_machine.has_code ? cudaSuccess : cudaErrorNoKernelImageForDevice;
}
cudaError_t launch_conversion(const Batch& batch, cudaStream_t stream) {
  return launch(batch, stream, [=](auto& gpu) { emulate_conversion(gpu, batch, kMaxTile); });
}
cudaError_t launch_gates(const Batch& batch, const Network& network, cudaStream_t stream) {
  return launch(batch, stream, [=](auto& gpu) { emulate_gates(gpu, batch, network); });
}
cudaError_t launch_fused(const Batch& batch, const Network& network, const TilePlan& plan,
                         cudaStream_t stream) {
  return launch(batch, stream, [=](auto& gpu) { emulate_fused(gpu, batch, network, plan); });
}

}  // namespace mvjpeg::cuda
