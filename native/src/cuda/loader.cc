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
  std::string failure = "the CUDA library was not opened";  // empty once it is there
  int32_t device = -1;
  decltype(&mvjpeg_cuda_probe) probe = nullptr;
  decltype(&mvjpeg_cuda_list) list = nullptr;
  decltype(&mvjpeg_cuda_create) create = nullptr;
  decltype(&mvjpeg_cuda_destroy) destroy = nullptr;
  decltype(&mvjpeg_cuda_submit) submit = nullptr;
  decltype(&mvjpeg_cuda_wait) wait = nullptr;
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
    lib.failure = reason != nullptr ? reason : "dlopen failed";
    return;
  }
  if (!resolve(handle, "mvjpeg_cuda_probe", lib.probe) ||
      !resolve(handle, "mvjpeg_cuda_list", lib.list) ||
      !resolve(handle, "mvjpeg_cuda_create", lib.create) ||
      !resolve(handle, "mvjpeg_cuda_destroy", lib.destroy) ||
      !resolve(handle, "mvjpeg_cuda_submit", lib.submit) ||
      !resolve(handle, "mvjpeg_cuda_wait", lib.wait)) {
    lib.failure = std::string(path) + " is not mvjpeg's CUDA library";
    return;
  }
  lib.failure.clear();
}

void require(const Library& lib) {
  if (!lib.failure.empty()) throw Error(MVJPEG_UNAVAILABLE, lib.failure);
}

// Runs `call(message, capacity)`, which answers with a status. Returns the message.
template <typename Call>
std::string checked(const Call& call) {
  char message[kMessage] = "";
  const int32_t status = call(message, sizeof message);
  if (status != MVJPEG_OK) throw Error(static_cast<mvjpeg_status>(status), message);
  return message;
}

class CudaKernel final : public Kernel {
 public:
  CudaKernel(const Library& lib, std::span<const mvjpeg_tensor> tensors) : library_(lib) {
    checked([&](char* message, size_t capacity) {
      return library_.create(library_.device, tensors.data(), tensors.size(), &handle_, message,
                             capacity);
    });
  }
  ~CudaKernel() override { library_.destroy(handle_); }
  CudaKernel(const CudaKernel&) = delete;
  CudaKernel& operator=(const CudaKernel&) = delete;

  const char* target() const override { return "cuda"; }

  void* submit(std::span<const mvjpeg_job> jobs, int,
               const mvjpeg_device_memory* memory) const override {
    void* ticket = nullptr;
    checked([&](char* message, size_t capacity) {
      return library_.submit(handle_, jobs.data(), jobs.size(), memory, &ticket, message, capacity);
    });
    return ticket;
  }

  void wait(void* ticket) const override {
    checked([&](char* message, size_t capacity) {
      return library_.wait(handle_, ticket, message, capacity);
    });
  }

 private:
  const Library& library_;
  void* handle_ = nullptr;
};

}  // namespace

std::string open(const char* path, int device) {
  const std::lock_guard lock(mutex);
  Library& lib = library();
  if (!lib.tried) load(lib, path);
  require(lib);
  lib.device = device;
  return checked(
      [&](char* message, size_t capacity) { return lib.probe(device, message, capacity); });
}

std::string devices() {
  const std::lock_guard lock(mutex);
  const Library& lib = library();
  if (!lib.failure.empty()) return "";
  char list[8 * kMessage] = "";
  return lib.list(list, sizeof list) == MVJPEG_OK ? list : "";
}

std::unique_ptr<Kernel> create(std::span<const mvjpeg_tensor> tensors) {
  const std::lock_guard lock(mutex);
  const Library& lib = library();
  require(lib);
  return std::make_unique<CudaKernel>(lib, tensors);
}

}  // namespace mvjpeg::cuda
