// The CUDA library's C ABI; no exception leaves.
#include "cuda_abi.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>
#include <new>

#include "../error.h"
#include "cuda_kernel.h"
#include "device.h"

namespace {

using mvjpeg::Error;
using mvjpeg::cuda::CudaKernel;
using mvjpeg::cuda::Ticket;

void copy_message(const char* text, char* message, size_t capacity) {
  if (message == nullptr || capacity == 0) return;
  const size_t length = std::min(std::strlen(text), capacity - 1);
  std::memcpy(message, text, length);
  message[length] = '\0';
}

template <typename Call>
int32_t guarded(char* message, size_t capacity, const Call& call) noexcept {
  try {
    call();
    return MVJPEG_OK;
  } catch (const Error& e) {
    copy_message(e.what(), message, capacity);
    return e.status();
  } catch (const std::bad_alloc&) {
    copy_message("out of memory", message, capacity);
    return MVJPEG_OUT_OF_MEMORY;
  } catch (const std::exception& e) {
    copy_message(e.what(), message, capacity);
    return MVJPEG_DEVICE_ERROR;
  }
}

}  // namespace

extern "C" {

int32_t mvjpeg_cuda_probe(int32_t device, char* message, size_t capacity) {
  const int32_t status = guarded(message, capacity, [&] {
    copy_message(mvjpeg::cuda::open_device(device).description.c_str(), message, capacity);
  });
  // Whatever is wrong with a GPU that was never used, the caller has to do without it.
  return status == MVJPEG_OK || status == MVJPEG_DEVICE_LOST ? status : MVJPEG_UNAVAILABLE;
}

int32_t mvjpeg_cuda_list(char* message, size_t capacity) {
  return guarded(message, capacity, [&] {
    copy_message(mvjpeg::cuda::list_devices("\n").c_str(), message, capacity);
  });
}

int32_t mvjpeg_cuda_create(int32_t device, const mvjpeg_tensor* tensors, size_t tensor_count,
                           void** handle, char* message, size_t capacity) {
  *handle = nullptr;
  return guarded(message, capacity,
                 [&] { *handle = new CudaKernel(device, std::span(tensors, tensor_count)); });
}

void mvjpeg_cuda_destroy(void* handle) { delete static_cast<CudaKernel*>(handle); }

int32_t mvjpeg_cuda_submit(const void* handle, const mvjpeg_job* jobs, size_t count,
                           const mvjpeg_device_memory* device, void** ticket, char* message,
                           size_t capacity) {
  *ticket = nullptr;
  return guarded(message, capacity, [&] {
    const auto& kernel = *static_cast<const CudaKernel*>(handle);
    *ticket = kernel.submit(std::span(jobs, count), device).release();
  });
}

int32_t mvjpeg_cuda_wait(const void* handle, void* ticket, char* message, size_t capacity) {
  const std::unique_ptr<Ticket> owned(static_cast<Ticket*>(ticket));
  return guarded(message, capacity, [&] { static_cast<const CudaKernel*>(handle)->wait(*owned); });
}

double mvjpeg_cuda_kernel_seconds(const void* handle) {
  return static_cast<const CudaKernel*>(handle)->kernel_seconds();
}

}  // extern "C"
