#include "device.h"

#include "../error.h"
#include "kernels.h"

namespace mvjpeg::cuda {
namespace {

constexpr int kOldest = 75;  // compute capability x 10 of Turing, the first with int8 tensor cores

[[noreturn]] void unavailable(const std::string& reason) {
  throw Error(MVJPEG_UNAVAILABLE, reason);
}

// CUDA numbers version 13.0 as 13000.
std::string version_text(int version) {
  return std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
}

std::string capability_text(int capability) {
  return std::to_string(capability / 10) + "." + std::to_string(capability % 10);
}

std::string words(cudaError_t status) {
  return std::string(cudaGetErrorString(status)) + " (" + cudaGetErrorName(status) + ")";
}

void require(cudaError_t status, const std::string& what) {
  if (status == cudaSuccess) return;
  cudaGetLastError();  // forget it: the next call is judged on its own
  unavailable(what + ": " + words(status));
}

int attribute(cudaDeviceAttr name, int index) {
  int value = 0;
  require(cudaDeviceGetAttribute(&value, name, index), "GPU attribute");
  return value;
}

int capability_of(int index) {
  return 10 * attribute(cudaDevAttrComputeCapabilityMajor, index) +
         attribute(cudaDevAttrComputeCapabilityMinor, index);
}

int find_device(int count) {
  for (int index = 0; index < count; ++index) {
    if (capability_of(index) >= kOldest) return index;
  }
  unavailable("the GPU has compute capability " + capability_text(capability_of(0)) +
              "; at least " + capability_text(kOldest) + " is needed");
}

Device open_device() {
  int driver = 0;
  require(cudaDriverGetVersion(&driver), "NVIDIA driver");
  if (driver == 0) unavailable("no NVIDIA driver");
  if (driver / 1000 < CUDART_VERSION / 1000) {
    unavailable("the NVIDIA driver is for CUDA " + version_text(driver) + "; CUDA " +
                version_text(CUDART_VERSION / 1000 * 1000) + " is needed");
  }
  int count = 0;
  require(cudaGetDeviceCount(&count), "no usable GPU");
  if (count == 0) unavailable("no GPU");

  Device device;
  device.index = find_device(count);
  const DeviceScope scope(device);
  device.multiprocessors = attribute(cudaDevAttrMultiProcessorCount, device.index);
  const auto bytes = [&](cudaDeviceAttr name) {
    return static_cast<size_t>(attribute(name, device.index));
  };
  device.shared_per_block = bytes(cudaDevAttrMaxSharedMemoryPerBlockOptin);
  device.shared_per_multiprocessor = bytes(cudaDevAttrMaxSharedMemoryPerMultiprocessor);
  device.shared_reserved = bytes(cudaDevAttrReservedSharedMemoryPerBlock);
  cudaDeviceProp properties{};
  require(cudaGetDeviceProperties(&properties, device.index), "GPU properties");
  device.description = std::string(properties.name) + ", compute capability " +
                       capability_text(capability_of(device.index)) + ", " +
                       std::to_string(device.multiprocessors) +
                       " multiprocessors, driver for CUDA " + version_text(driver);
  require(prepare_kernels(static_cast<int>(device.shared_per_block)), device.description);
  return device;
}

}  // namespace

void check(cudaError_t status, const char* what) {
  if (status == cudaSuccess) return;
  cudaGetLastError();
  throw Error(status == cudaErrorMemoryAllocation ? MVJPEG_OUT_OF_MEMORY : MVJPEG_DEVICE_ERROR,
              std::string(what) + ": " + words(status));
}

const Device& device() {
  static const Device instance = open_device();
  return instance;
}

DeviceScope::DeviceScope(const Device& device) : index_(device.index) {
  check(cudaGetDevice(&previous_), "cudaGetDevice");
  check(cudaSetDevice(index_), "cudaSetDevice");
}

DeviceScope::~DeviceScope() {
  if (previous_ != index_) cudaSetDevice(previous_);
}

}  // namespace mvjpeg::cuda
