// What the CUDA library exports to the kernel library, which opens it at run time.
#pragma once

#include "mvjpeg/kernel.h"

extern "C" {

// Describes the GPU that `device` chooses (as for mvjpeg_cuda_open), or says why there is none
// (MVJPEG_UNAVAILABLE) or no longer one (MVJPEG_DEVICE_LOST).
MVJPEG_API int32_t mvjpeg_cuda_probe(int32_t device, char* message, size_t capacity);

// Lists the GPUs, a line for each.
MVJPEG_API int32_t mvjpeg_cuda_list(char* message, size_t capacity);

// `tensors` as for mvjpeg_kernel_create. On failure `message` says why.
MVJPEG_API int32_t mvjpeg_cuda_create(int32_t device, const mvjpeg_tensor* tensors,
                                      size_t tensor_count, void** handle, char* message,
                                      size_t capacity);

// After the last ticket's wait.
MVJPEG_API void mvjpeg_cuda_destroy(void* handle);

// Starts a batch, as mvjpeg_submit. Arguments are already checked, but for where memory lies.
// Thread-safe.
MVJPEG_API int32_t mvjpeg_cuda_submit(const void* handle, const mvjpeg_job* jobs, size_t count,
                                      const mvjpeg_device_memory* device, void** ticket,
                                      char* message, size_t capacity);

// Waits for a batch and frees its ticket. Thread-safe.
MVJPEG_API int32_t mvjpeg_cuda_wait(const void* handle, void* ticket, char* message,
                                    size_t capacity);

// Seconds that the GPU worked on the batch that was waited for last, without transfers.
MVJPEG_API double mvjpeg_cuda_kernel_seconds(const void* handle);
}
