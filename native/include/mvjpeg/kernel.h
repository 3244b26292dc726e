// C ABI of the mvjpeg kernel: interleaved 8-bit pixels or I420 planes -> (network) -> I420 planes,
// in one pass.
// The arithmetic is docs/kernel.md; every target gives identical bytes. No function throws or calls
// back.
#ifndef MVJPEG_KERNEL_H
#define MVJPEG_KERNEL_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define MVJPEG_API __declspec(dllexport)
#else
#define MVJPEG_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

enum mvjpeg_status {
  MVJPEG_OK = 0,
  MVJPEG_INVALID_ARGUMENT = 1,  // a size, stride, QP or pointer is out of range
  MVJPEG_INVALID_MODEL = 2,     // a tensor is missing, misshapen or could overflow
  MVJPEG_UNAVAILABLE = 3,       // this machine cannot run the target asked for
  MVJPEG_OUT_OF_MEMORY = 4,
  MVJPEG_DEVICE_ERROR = 5,  // the GPU failed; the message carries CUDA's own words
  MVJPEG_DEVICE_LOST = 6,   // it failed so that this process cannot use it again
};

enum mvjpeg_dtype { MVJPEG_I8 = 0, MVJPEG_I16 = 1, MVJPEG_I32 = 2, MVJPEG_F32 = 3 };

// A model tensor, row-major. Names, types and shapes: docs/kernel.md, "Model tensors". Copied by
// mvjpeg_kernel_create.
typedef struct mvjpeg_tensor {
  const char* name;
  const void* data;
  int32_t dtype;  // mvjpeg_dtype
  int32_t rank;   // 1..4
  int64_t shape[4];
} mvjpeg_tensor;

// Interleaved 8-bit source. Sample c of pixel (x, y) is data[y * row_stride + x * pixel_stride +
// c], c one of the three offsets; gray has three equal offsets; bytes that no offset names (alpha)
// are ignored. row_stride may be negative.
typedef struct mvjpeg_picture {
  const uint8_t* data;
  ptrdiff_t row_stride;      // bytes
  int32_t pixel_stride;      // bytes, 1..4
  int32_t red, green, blue;  // byte offsets inside a pixel, 0..pixel_stride-1
  int32_t width, height;     // pixels, 1..MVJPEG_MAX_SIDE; together at most MVJPEG_MAX_PIXELS
} mvjpeg_picture;

// I420. As a picture's destination it has the coded size: even, not smaller than the picture; the
// rest is filled by edge replication.
typedef struct mvjpeg_planes {
  uint8_t *y, *u, *v;
  ptrdiff_t stride_y, stride_u, stride_v;  // bytes, at least a row of the plane
  int32_t width, height;                   // of Y, samples
} mvjpeg_planes;

#define MVJPEG_MAX_SIDE 65535
#define MVJPEG_MAX_PIXELS (1 << 28)  // width times height
#define MVJPEG_MAX_QP 51
#define MVJPEG_MAX_BATCH 64  // pictures of one submit

// One picture of a batch. Its source is either pixels, and then `decoded.y` is NULL, or planes of
// the destination's size, which are only read, and then `picture.data` is NULL.
typedef struct mvjpeg_job {
  mvjpeg_picture picture;
  mvjpeg_planes decoded;
  mvjpeg_planes planes;  // destination
  int32_t qp;            // 0..MVJPEG_MAX_QP
} mvjpeg_job;

// For callers who hold a batch in the memory of the GPU that the kernel runs on: it is read and
// written in place. There `y` and `stride_y` must be even.
typedef struct mvjpeg_device_memory {
  int32_t pictures;  // not 0: all sources are the GPU's (device or managed memory)
  int32_t planes;    // not 0: all destination planes are
  // A cudaStream_t of that GPU, NULL for the default stream. The batch begins when what the stream
  // holds is done; what is put into it after the submit begins when the GPU is done with the batch.
  void* stream;
} mvjpeg_device_memory;

typedef struct mvjpeg_kernel mvjpeg_kernel;
typedef struct mvjpeg_ticket mvjpeg_ticket;

// Message of the calling thread's last failure; valid until its next call. Never NULL.
MVJPEG_API const char* mvjpeg_last_error(void);

// Comma-separated CPU targets that this machine can run, slowest first ("scalar,avx2,avx512vnni").
MVJPEG_API const char* mvjpeg_cpu_targets(void);

// Creates a kernel for a target: a name of mvjpeg_cpu_targets, "cpu" (the best of them, or what the
// environment variable MVJPEG_ISA names) or "cuda" (after mvjpeg_cuda_open). Without tensors the
// kernel only converts to I420, or copies.
MVJPEG_API int32_t mvjpeg_kernel_create(const char* target, const mvjpeg_tensor* tensors,
                                        size_t tensor_count, mvjpeg_kernel** kernel);
MVJPEG_API void mvjpeg_kernel_destroy(mvjpeg_kernel* kernel);

// Name of the target that a kernel runs on.
MVJPEG_API const char* mvjpeg_kernel_target(const mvjpeg_kernel* kernel);

// Processes one picture in host memory at a QP (0..51) on up to `threads` (1..256) threads; a GPU
// ignores `threads`. A kernel may be used from many threads at once. Source and destination must
// not overlap.
MVJPEG_API int32_t mvjpeg_process(const mvjpeg_kernel* kernel, const mvjpeg_picture* picture,
                                  int32_t qp, const mvjpeg_planes* planes, int32_t threads);

// Filters I420 planes in host memory, 8 bits per sample, as mvjpeg_process does with a picture's:
// the network of docs/kernel.md on the planes as they are, each extended by replication of its own
// edges. Both have the same even size, in each direction 2..MVJPEG_MAX_SIDE + 15, together at most
// 2 * MVJPEG_MAX_PIXELS samples of Y. They must not overlap.
MVJPEG_API int32_t mvjpeg_filter(const mvjpeg_kernel* kernel, const mvjpeg_planes* source,
                                 int32_t qp, const mvjpeg_planes* destination, int32_t threads);

// Starts a batch of 1 to MVJPEG_MAX_BATCH pictures and returns with a ticket. A GPU works on while
// the caller does something else, on several batches at a time: one's upload, another's kernels and
// a third one's download overlap. A CPU kernel has finished when the call returns, like
// mvjpeg_process. The structs may go when the call returns; pixels and planes must stay, the planes
// unread, until the wait. Tickets are not limited: where the library's own memory for batches is
// all in use, a submit finishes the oldest one. Page-locked host memory (cudaHostAlloc,
// cudaHostRegister) is transferred as it lies, other memory is copied on the way. `device` is NULL
// for host memory. On failure nothing is under way and *ticket is NULL.
MVJPEG_API int32_t mvjpeg_submit(const mvjpeg_kernel* kernel, const mvjpeg_job* jobs, size_t count,
                                 int32_t threads, const mvjpeg_device_memory* device,
                                 mvjpeg_ticket** ticket);

// Waits until the planes of a batch are written, and frees the ticket whatever the answer. The
// kernel may have been destroyed before.
MVJPEG_API int32_t mvjpeg_wait(mvjpeg_ticket* ticket);

// Opens the CUDA library (a path; once per process, later calls keep the first library) and chooses
// GPU `device` of those that CUDA lists, or with -1 the first one that the library can use.
// Describes it, or the reason why there is none, in `description` (UTF-8, cut at capacity).
MVJPEG_API int32_t mvjpeg_cuda_open(const char* path, int32_t device, char* description,
                                    size_t capacity);

// The GPUs that CUDA lists, a line for each ("0: name, compute capability 9.0"), after
// mvjpeg_cuda_open; an empty text where there is none.
MVJPEG_API int32_t mvjpeg_cuda_devices(char* text, size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
