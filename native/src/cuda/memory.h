// Owners of CUDA's resources.
#pragma once

#include <cuda_runtime_api.h>

#include <cstddef>
#include <cstdint>
#include <utility>

#include "device.h"

namespace mvjpeg::cuda {

struct DeviceAllocator {
  static constexpr const char* kName = "GPU memory";
  static cudaError_t allocate(void** memory, size_t bytes) { return cudaMalloc(memory, bytes); }
  static void release(void* memory) { cudaFree(memory); }
};

struct PinnedAllocator {
  static constexpr const char* kName = "pinned memory";
  static cudaError_t allocate(void** memory, size_t bytes) {
    return cudaHostAlloc(memory, bytes, cudaHostAllocDefault);
  }
  static void release(void* memory) { cudaFreeHost(memory); }
};

// Memory that only grows; growing loses the contents.
template <typename Allocator>
class Buffer {
 public:
  Buffer() = default;
  ~Buffer() { release(); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  uint8_t* data() const { return static_cast<uint8_t*>(memory_); }
  size_t bytes() const { return bytes_; }

  uint8_t* reserve(size_t bytes) {
    if (bytes > bytes_) {
      release();
      check(Allocator::allocate(&memory_, bytes), Allocator::kName);
      bytes_ = bytes;
    }
    return data();
  }

 private:
  void release() {
    if (memory_ != nullptr) Allocator::release(memory_);
    memory_ = nullptr;
    bytes_ = 0;
  }

  void* memory_ = nullptr;
  size_t bytes_ = 0;
};

using DeviceBuffer = Buffer<DeviceAllocator>;
using PinnedBuffer = Buffer<PinnedAllocator>;

// A stream that does not wait for the default stream of anybody else in the process.
class Stream {
 public:
  Stream() { check(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "stream"); }
  ~Stream() {
    cudaStreamSynchronize(stream_);
    cudaStreamDestroy(stream_);
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  operator cudaStream_t() const { return stream_; }
  void synchronize() const { check(cudaStreamSynchronize(stream_), "GPU"); }

 private:
  cudaStream_t stream_ = nullptr;
};

// A point in a stream.
class Event {
 public:
  Event() { check(cudaEventCreate(&event_), "event"); }
  ~Event() { cudaEventDestroy(event_); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  void record(cudaStream_t stream) const { check(cudaEventRecord(event_, stream), "event"); }
  // What is queued in the stream from now on begins after this point.
  void hold_back(cudaStream_t stream) const {
    check(cudaStreamWaitEvent(stream, event_, 0), "event");
  }
  double seconds_since(const Event& start) const {
    float milliseconds = 0;
    check(cudaEventElapsedTime(&milliseconds, start.event_, event_), "event");
    return milliseconds / 1e3;
  }

 private:
  cudaEvent_t event_ = nullptr;
};

}  // namespace mvjpeg::cuda
