// The CPU side of CUDA: opens the CUDA library when asked to, so that nothing depends on a driver.
#include <dlfcn.h>

#include <mutex>
#include <string>

#include "../error.h"
#include "../kernel.h"
#include "cuda_abi.h"

namespace mvjpeg::cuda {
namespace {

constexpr size_t kMessage = 512;

struct Library {
  bool tried = false;
  int32_t status = MVJPEG_UNAVAILABLE;
  std::string description = "the CUDA library was not opened";
  decltype(&mvjpeg_cuda_create) create = nullptr;
  decltype(&mvjpeg_cuda_destroy) destroy = nullptr;
  decltype(&mvjpeg_cuda_process) process = nullptr;
};

std::mutex mutex;

Library& library() {
  static Library instance;
  return instance;
}

template <typename Function>
bool resolve(void* handle, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(handle, name));
  return function != nullptr;
}

void load(Library& lib, const char* path) {
  lib.tried = true;
  // Never closed: the CUDA runtime inside does not survive it.
  void* handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    const char* reason = dlerror();
    lib.description = reason != nullptr ? reason : "dlopen failed";
    return;
  }
  decltype(&mvjpeg_cuda_probe) probe = nullptr;
  if (!resolve(handle, "mvjpeg_cuda_probe", probe) ||
      !resolve(handle, "mvjpeg_cuda_create", lib.create) ||
      !resolve(handle, "mvjpeg_cuda_destroy", lib.destroy) ||
      !resolve(handle, "mvjpeg_cuda_process", lib.process)) {
    lib.description = std::string(path) + " is not mvjpeg's CUDA library";
    return;
  }
  char message[kMessage] = "";
  lib.status = probe(message, sizeof message);
  lib.description = message;
}

mvjpeg_status status_of(int32_t status) { return static_cast<mvjpeg_status>(status); }

class CudaKernel final : public Kernel {
 public:
  CudaKernel(const Library& lib, std::span<const mvjpeg_tensor> tensors) : library_(lib) {
    char message[kMessage] = "";
    const int32_t status =
        library_.create(tensors.data(), tensors.size(), &handle_, message, sizeof message);
    if (status != MVJPEG_OK) throw Error(status_of(status), message);
  }
  ~CudaKernel() override { library_.destroy(handle_); }
  CudaKernel(const CudaKernel&) = delete;
  CudaKernel& operator=(const CudaKernel&) = delete;

  const char* target() const override { return "cuda"; }

  void process(const mvjpeg_picture& picture, int qp, const mvjpeg_planes& planes,
               int) const override {
    char message[kMessage] = "";
    const int32_t status =
        library_.process(handle_, &picture, qp, &planes, message, sizeof message);
    if (status != MVJPEG_OK) throw Error(status_of(status), message);
  }

 private:
  const Library& library_;
  void* handle_ = nullptr;
};

}  // namespace

const char* open(const char* path) {
  const std::lock_guard lock(mutex);
  Library& lib = library();
  if (!lib.tried) load(lib, path);
  if (lib.status != MVJPEG_OK) throw Error(status_of(lib.status), lib.description);
  return lib.description.c_str();
}

std::unique_ptr<Kernel> create(std::span<const mvjpeg_tensor> tensors) {
  const std::lock_guard lock(mutex);
  const Library& lib = library();
  if (lib.status != MVJPEG_OK) throw Error(status_of(lib.status), lib.description);
  return std::make_unique<CudaKernel>(lib, tensors);
}

}  // namespace mvjpeg::cuda
