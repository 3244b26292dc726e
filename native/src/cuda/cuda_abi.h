// What the CUDA library exports to the kernel library, which opens it at run time.
#pragma once

#include "mvjpeg/kernel.h"

extern "C" {

// Describes the GPU that will be used, or says why there is none (MVJPEG_UNAVAILABLE).
MVJPEG_API int32_t mvjpeg_cuda_probe(char* message, size_t capacity);

// `tensors` as for mvjpeg_kernel_create. On failure `message` says why.
MVJPEG_API int32_t mvjpeg_cuda_create(const mvjpeg_tensor* tensors, size_t tensor_count,
                                      void** handle, char* message, size_t capacity);
MVJPEG_API void mvjpeg_cuda_destroy(void* handle);

// Arguments are already checked. Thread-safe.
MVJPEG_API int32_t mvjpeg_cuda_process(const void* handle, const mvjpeg_picture* picture,
                                       int32_t qp, const mvjpeg_planes* planes, char* message,
                                       size_t capacity);

// Seconds that the GPU worked on the picture that was finished last, without transfers.
MVJPEG_API double mvjpeg_cuda_kernel_seconds(const void* handle);
}
