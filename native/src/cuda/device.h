// The GPU that is used, and CUDA's errors as ours.
#pragma once

#include <cuda_runtime_api.h>

#include <cstddef>
#include <string>

namespace mvjpeg::cuda {

// Throws Error with CUDA's own words: MVJPEG_OUT_OF_MEMORY where memory ran out, otherwise
// MVJPEG_DEVICE_ERROR.
void check(cudaError_t status, const char* what);

struct Device {
  int index = 0;
  int multiprocessors = 0;
  size_t shared_per_block = 0;  // bytes that a kernel may ask for
  size_t shared_per_multiprocessor = 0;
  size_t shared_reserved = 0;  // of each block, by CUDA itself
  std::string description;
};

// The first GPU that the library has code for, ready to use; throws Error with the reason why there
// is none.
const Device& device();

// Makes the device current for the calling thread, and afterwards the one that was current before.
class DeviceScope {
 public:
  explicit DeviceScope(const Device& device);
  ~DeviceScope();
  DeviceScope(const DeviceScope&) = delete;
  DeviceScope& operator=(const DeviceScope&) = delete;

 private:
  int previous_ = 0;
  int index_;
};

}  // namespace mvjpeg::cuda
