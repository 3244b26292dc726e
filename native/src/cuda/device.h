// The GPUs, and CUDA's errors as ours.
#pragma once

#include <cuda_runtime_api.h>

#include <cstddef>
#include <mutex>
#include <string>

#include "../error.h"

namespace mvjpeg::cuda {

// Throws Error with CUDA's own words: MVJPEG_OUT_OF_MEMORY where memory ran out, MVJPEG_DEVICE_LOST
// where CUDA's documentation says that the process cannot use the GPU again, otherwise
// MVJPEG_DEVICE_ERROR.
void check(cudaError_t status, const char* what);

// A GPU that the library has code for, ready to use until it is lost.
class Device {
 public:
  explicit Device(int index);

  const int index;
  size_t shared_per_block = 0;  // bytes that a kernel may ask for
  size_t shared_per_multiprocessor = 0;
  size_t shared_reserved = 0;  // of each block, by CUDA itself
  std::string description;     // "0: name, compute capability 9.0, ..."

  // Throws Error(MVJPEG_DEVICE_LOST) once it is lost, in the words of the first failure.
  void require_working() const;

  // Runs `call()`; where that shows that the device is lost, this is kept.
  template <typename Call>
  auto watch(const Call& call) const {
    try {
      return call();
    } catch (const Error& e) {
      if (e.status() == MVJPEG_DEVICE_LOST) lose(e.what());
      throw;
    }
  }

 private:
  void lose(const std::string& reason) const;

  mutable std::mutex mutex_;
  mutable std::string lost_;  // why, or empty
};

// GPU `wanted` of those that CUDA lists, or with -1 the first one that the library has code for.
// Throws Error with the reason why there is none.
const Device& open_device(int wanted);

// All that CUDA lists, usable or not: "0: name, compute capability 9.0", joined by `separator`.
std::string list_devices(const char* separator);

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
