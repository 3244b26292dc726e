#include "fake_cuda_runtime.h"

#include <functional>
#include <map>
#include <mutex>
#include <vector>

#include "../src/cuda/kernels.h"
#include "emulated_launches.h"

namespace mvjpeg::test {

FakeMachine fake_machine;

namespace {

std::mutex mutex;
std::map<void*, size_t> sizes;

cudaError_t allocate(void** memory, size_t bytes) {
  const std::lock_guard lock(mutex);
  if (bytes > fake_machine.memory_left) return cudaErrorMemoryAllocation;
  fake_machine.memory_left -= bytes;
  ++fake_machine.allocations;
  *memory = ::operator new(bytes);
  std::memset(*memory, 0xA5, bytes);
  sizes[*memory] = bytes;
  return cudaSuccess;
}

cudaError_t release(void* memory) {
  const std::lock_guard lock(mutex);
  const auto found = sizes.find(memory);
  CHECK(found != sizes.end(), "freed what was not allocated");
  fake_machine.memory_left += found->second;
  --fake_machine.allocations;
  sizes.erase(found);
  ::operator delete(memory);
  return cudaSuccess;
}

}  // namespace
}  // namespace mvjpeg::test

struct CUstream_st {
  std::vector<std::function<void()>> work;
};
struct CUevent_st {};

using namespace mvjpeg::test;

extern "C" {

cudaError_t cudaDriverGetVersion(int* version) {
  *version = fake_machine.driver;
  return cudaSuccess;
}
cudaError_t cudaGetDeviceCount(int* count) {
  *count = fake_machine.gpus;
  return fake_machine.gpus > 0 ? cudaSuccess : cudaErrorNoDevice;
}
cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int) {
  switch (attribute) {
    case cudaDevAttrComputeCapabilityMajor:
      *value = fake_machine.capability / 10;
      return cudaSuccess;
    case cudaDevAttrComputeCapabilityMinor:
      *value = fake_machine.capability % 10;
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
  *device = 0;
  return cudaSuccess;
}
cudaError_t cudaSetDevice(int) { return cudaSuccess; }
cudaError_t cudaGetLastError() { return cudaSuccess; }
const char* cudaGetErrorName(cudaError_t) { return "cudaErrorName"; }
const char* cudaGetErrorString(cudaError_t status) {
  return status == cudaErrorMemoryAllocation ? "out of memory" : "CUDA's own words";
}

cudaError_t cudaMalloc(void** memory, size_t bytes) { return allocate(memory, bytes); }
cudaError_t cudaFree(void* memory) { return release(memory); }
cudaError_t cudaHostAlloc(void** memory, size_t bytes, unsigned) { return allocate(memory, bytes); }
cudaError_t cudaFreeHost(void* memory) { return release(memory); }

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned flags) {
  CHECK(flags == cudaStreamNonBlocking, "a stream that waits for others");
  *stream = new CUstream_st;
  return cudaSuccess;
}
cudaError_t cudaStreamSynchronize(cudaStream_t stream) {
  for (const auto& work : stream->work) work();
  stream->work.clear();
  return cudaSuccess;
}
cudaError_t cudaStreamDestroy(cudaStream_t stream) {
  delete stream;
  return cudaSuccess;
}
cudaError_t cudaMemcpyAsync(void* to, const void* from, size_t bytes, cudaMemcpyKind,
                            cudaStream_t stream) {
  if (fake_machine.copies_fail) return cudaErrorIllegalAddress;
  stream->work.emplace_back([=] { std::memcpy(to, from, bytes); });
  return cudaSuccess;
}

cudaError_t cudaEventCreate(cudaEvent_t* event) {
  *event = new CUevent_st;
  return cudaSuccess;
}
cudaError_t cudaEventDestroy(cudaEvent_t event) {
  delete event;
  return cudaSuccess;
}
cudaError_t cudaEventRecord(cudaEvent_t, cudaStream_t) { return cudaSuccess; }
cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t, cudaEvent_t) {
  *milliseconds = 250;
  return cudaSuccess;
}

}  // extern "C"

namespace mvjpeg::cuda {

using Gpu = EmulatedGpu<M16N8K32>;

cudaError_t prepare_kernels(int) {
  return fake_machine.has_code ? cudaSuccess : cudaErrorNoKernelImageForDevice;
}
cudaError_t launch_conversion(const Frame& frame, cudaStream_t stream) {
  stream->work.emplace_back([=] {
    Gpu gpu(Order::kForward, 1);
    emulate_conversion(gpu, frame, kMaxTile);
  });
  return cudaSuccess;
}
cudaError_t launch_gates(const Frame& frame, const Network& network, cudaStream_t stream) {
  stream->work.emplace_back([=] {
    Gpu gpu(Order::kForward, 1);
    emulate_gates(gpu, frame, network);
  });
  return cudaSuccess;
}
cudaError_t launch_fused(const Frame& frame, const Network& network, const TilePlan& plan,
                         cudaStream_t stream) {
  stream->work.emplace_back([=] {
    Gpu gpu(Order::kForward, 1);
    emulate_fused(gpu, frame, network, plan);
  });
  return cudaSuccess;
}

}  // namespace mvjpeg::cuda
