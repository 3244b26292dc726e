#include "device.h"

#include <map>
#include <memory>

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

std::string name_of(int index) {
  cudaDeviceProp properties{};
  require(cudaGetDeviceProperties(&properties, index), "GPU properties");
  return std::string(properties.name) + ", compute capability " +
         capability_text(capability_of(index));
}

int driver_version() {
  int driver = 0;
  require(cudaDriverGetVersion(&driver), "NVIDIA driver");
  return driver;
}

// At least one.
int count_devices() {
  const int driver = driver_version();
  if (driver == 0) unavailable("no NVIDIA driver");
  if (driver / 1000 < CUDART_VERSION / 1000) {
    unavailable("the NVIDIA driver is for CUDA " + version_text(driver) + "; CUDA " +
                version_text(CUDART_VERSION / 1000 * 1000) + " is needed");
  }
  int count = 0;
  require(cudaGetDeviceCount(&count), "no usable GPU");
  if (count == 0) unavailable("no GPU");
  return count;
}

int choose(int wanted) {
  const int count = count_devices();
  if (wanted >= count) {
    unavailable("there is no GPU " + std::to_string(wanted) + "; CUDA lists " + list_devices("; "));
  }
  for (int index = wanted < 0 ? 0 : wanted; index < (wanted < 0 ? count : wanted + 1); ++index) {
    if (capability_of(index) >= kOldest) return index;
  }
  const int index = wanted < 0 ? 0 : wanted;
  unavailable("GPU " + std::to_string(index) + " has compute capability " +
              capability_text(capability_of(index)) + "; at least " + capability_text(kOldest) +
              " is needed");
}

// Errors of which CUDA's documentation says that the process must be ended to use CUDA again, and
// uncorrectable memory errors, which come back too.
bool is_lasting(cudaError_t status) {
  switch (status) {
    case cudaErrorECCUncorrectable:
    case cudaErrorContained:
    case cudaErrorIllegalAddress:
    case cudaErrorLaunchTimeout:
    case cudaErrorAssert:
    case cudaErrorHardwareStackError:
    case cudaErrorIllegalInstruction:
    case cudaErrorMisalignedAddress:
    case cudaErrorInvalidAddressSpace:
    case cudaErrorInvalidPc:
    case cudaErrorLaunchFailure:
    case cudaErrorTensorMemoryLeak:
    case cudaErrorMpsClientTerminated:
    case cudaErrorExternalDevice:
      return true;
    default:
      return false;
  }
}

mvjpeg_status status_of(cudaError_t status) {
  if (status == cudaErrorMemoryAllocation) return MVJPEG_OUT_OF_MEMORY;
  return is_lasting(status) ? MVJPEG_DEVICE_LOST : MVJPEG_DEVICE_ERROR;
}

}  // namespace

void check(cudaError_t status, const char* what) {
  if (status == cudaSuccess) return;
  cudaGetLastError();
  throw Error(status_of(status), std::string(what) + ": " + words(status));
}

Device::Device(int device_index) : index(device_index) {
  const DeviceScope scope(*this);
  const auto bytes = [&](cudaDeviceAttr name) {
    return static_cast<size_t>(attribute(name, index));
  };
  shared_per_block = bytes(cudaDevAttrMaxSharedMemoryPerBlockOptin);
  shared_per_multiprocessor = bytes(cudaDevAttrMaxSharedMemoryPerMultiprocessor);
  shared_reserved = bytes(cudaDevAttrReservedSharedMemoryPerBlock);
  description = std::to_string(index) + ": " + name_of(index) + ", " +
                std::to_string(attribute(cudaDevAttrMultiProcessorCount, index)) +
                " multiprocessors, driver for CUDA " + version_text(driver_version());
  require(prepare_kernels(static_cast<int>(shared_per_block)), "GPU " + description);
}

void Device::require_working() const {
  const std::lock_guard lock(mutex_);
  if (!lost_.empty()) throw Error(MVJPEG_DEVICE_LOST, lost_);
}

void Device::lose(const std::string& reason) const {
  const std::lock_guard lock(mutex_);
  if (lost_.empty()) lost_ = reason;
}

const Device& open_device(int wanted) {
  static std::mutex mutex;
  static std::map<int, std::unique_ptr<Device>> opened;
  const std::lock_guard lock(mutex);
  const int index = choose(wanted);
  std::unique_ptr<Device>& device = opened[index];
  if (!device) device = std::make_unique<Device>(index);
  device->require_working();
  return *device;
}

std::string list_devices(const char* separator) {
  std::string list;
  const int count = count_devices();
  for (int index = 0; index < count; ++index) {
    list += (index > 0 ? separator : "") + std::to_string(index) + ": " + name_of(index);
  }
  return list;
}

DeviceScope::DeviceScope(const Device& device) : index_(device.index) {
  check(cudaGetDevice(&previous_), "cudaGetDevice");
  check(cudaSetDevice(index_), "cudaSetDevice");
}

DeviceScope::~DeviceScope() {
  if (previous_ != index_) cudaSetDevice(previous_);
}

}  // namespace mvjpeg::cuda
