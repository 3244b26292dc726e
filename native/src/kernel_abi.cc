// The C ABI: checks every argument, then hands over; no exception leaves.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>

#include "error.h"
#include "kernel.h"

struct mvjpeg_kernel {
  std::shared_ptr<const mvjpeg::Kernel> implementation;
};

struct mvjpeg_ticket {
  std::shared_ptr<const mvjpeg::Kernel> kernel;  // a ticket may outlive its kernel's handle
  void* batch;
};

namespace {

using mvjpeg::Error;

thread_local std::string last_error;

template <typename Call>
int32_t guarded(const Call& call) noexcept {
  try {
    call();
    return MVJPEG_OK;
  } catch (const Error& e) {
    last_error = e.what();
    return e.status();
  } catch (const std::bad_alloc&) {
    last_error.clear();  // nothing more may be allocated; the status says it
    return MVJPEG_OUT_OF_MEMORY;
  } catch (const std::exception& e) {
    last_error = e.what();
    return MVJPEG_DEVICE_ERROR;
  }
}

void check_range(const char* name, int64_t value, int64_t low, int64_t high) {
  if (value < low || value > high) {
    throw Error(MVJPEG_INVALID_ARGUMENT, std::string(name) + " " + std::to_string(value) +
                                             " is outside " + std::to_string(low) + ".." +
                                             std::to_string(high));
  }
}

void check_even(const char* name, int32_t value) {
  if (value % 2 == 0) return;
  throw Error(MVJPEG_INVALID_ARGUMENT,
              std::string(name) + " " + std::to_string(value) + " is not even");
}

void check_pointer(const char* name, const void* pointer) {
  if (pointer == nullptr) throw Error(MVJPEG_INVALID_ARGUMENT, std::string(name) + " is null");
}

void check_picture(const mvjpeg_picture& p) {
  check_pointer("picture data", p.data);
  check_range("picture width", p.width, 1, MVJPEG_MAX_SIDE);
  check_range("picture height", p.height, 1, MVJPEG_MAX_SIDE);
  check_range("pixels", static_cast<int64_t>(p.width) * p.height, 1, MVJPEG_MAX_PIXELS);
  check_range("pixel stride", p.pixel_stride, 1, 4);
  check_range("red offset", p.red, 0, p.pixel_stride - 1);
  check_range("green offset", p.green, 0, p.pixel_stride - 1);
  check_range("blue offset", p.blue, 0, p.pixel_stride - 1);
  const int64_t row = static_cast<int64_t>(p.width) * p.pixel_stride;
  if (p.height > 1 && std::llabs(p.row_stride) < row) {
    throw Error(MVJPEG_INVALID_ARGUMENT, "row stride " + std::to_string(p.row_stride) +
                                             " is shorter than a row of " + std::to_string(row) +
                                             " bytes");
  }
}

// At least of a size.
void check_planes(const mvjpeg_planes& planes, int width, int height) {
  check_pointer("Y plane", planes.y);
  check_pointer("U plane", planes.u);
  check_pointer("V plane", planes.v);
  check_range("coded width", planes.width, width, MVJPEG_MAX_SIDE + 15);
  check_range("coded height", planes.height, height, MVJPEG_MAX_SIDE + 15);
  check_range("coded samples", static_cast<int64_t>(planes.width) * planes.height, 1,
              2LL * MVJPEG_MAX_PIXELS);
  check_even("coded width", planes.width);
  check_even("coded height", planes.height);
  check_range("Y stride", planes.stride_y, planes.width, PTRDIFF_MAX);
  check_range("U stride", planes.stride_u, planes.width / 2, PTRDIFF_MAX);
  check_range("V stride", planes.stride_v, planes.width / 2, PTRDIFF_MAX);
}

// Runs a check, whose message then begins with what it is about.
template <typename Check>
void about(const std::string& what, const Check& check) {
  try {
    check();
  } catch (const Error& e) {
    throw Error(e.status(), what + ": " + e.what());
  }
}

std::string size_of(const mvjpeg_planes& planes) {
  return std::to_string(planes.width) + "x" + std::to_string(planes.height);
}

void check_decoded(const mvjpeg_planes& source, const mvjpeg_planes& planes) {
  about("source", [&] { check_planes(source, 2, 2); });
  check_planes(planes, 2, 2);
  if (planes.width != source.width || planes.height != source.height) {
    throw Error(MVJPEG_INVALID_ARGUMENT,
                "coded size " + size_of(planes) + " is not the source's, " + size_of(source));
  }
}

void check_job(const mvjpeg_job& job) {
  if (job.picture.data == nullptr && job.decoded.y != nullptr) {
    check_decoded(job.decoded, job.planes);
  } else {
    check_picture(job.picture);
    check_planes(job.planes, job.picture.width, job.picture.height);
    if (job.decoded.y != nullptr) {
      throw Error(MVJPEG_INVALID_ARGUMENT, "the source is both a picture and planes");
    }
  }
  check_range("QP", job.qp, 0, MVJPEG_MAX_QP);
}

// Of several pictures it names the one that is wrong.
void check_jobs(std::span<const mvjpeg_job> jobs) {
  if (jobs.size() == 1) return check_job(jobs[0]);
  for (size_t n = 0; n < jobs.size(); ++n) {
    about("picture " + std::to_string(n), [&] { check_job(jobs[n]); });
  }
}

void check_threads(int32_t threads) { check_range("threads", threads, 1, 256); }

// A picture alone, to its end.
void run(const mvjpeg::Kernel& kernel, const mvjpeg_job& job, int32_t threads) {
  check_job(job);
  check_threads(threads);
  void* batch = kernel.submit({&job, 1}, threads, nullptr);
  if (batch != nullptr) kernel.wait(batch);
}

void copy_text(const std::string& text, char* to, size_t capacity) {
  if (to == nullptr || capacity == 0) return;
  const size_t length = std::min(text.size(), capacity - 1);
  std::memcpy(to, text.data(), length);
  to[length] = '\0';
}

}  // namespace

extern "C" {

const char* mvjpeg_last_error(void) { return last_error.c_str(); }

const char* mvjpeg_cpu_targets(void) { return mvjpeg::cpu::targets(); }

int32_t mvjpeg_kernel_create(const char* target, const mvjpeg_tensor* tensors, size_t tensor_count,
                             mvjpeg_kernel** kernel) {
  return guarded([&] {
    check_pointer("target", target);
    check_pointer("kernel", kernel);
    *kernel = nullptr;
    mvjpeg::Model model;
    if (tensor_count > 0) {
      check_pointer("tensors", tensors);
      model = mvjpeg::Model::from_tensors({tensors, tensor_count});
    }
    const mvjpeg::Model* loaded = tensor_count > 0 ? &model : nullptr;
    auto handle = std::make_unique<mvjpeg_kernel>();
    handle->implementation = std::strcmp(target, "cuda") == 0
                                 ? mvjpeg::cuda::create({tensors, tensor_count})
                                 : mvjpeg::cpu::create(target, loaded);
    *kernel = handle.release();
  });
}

void mvjpeg_kernel_destroy(mvjpeg_kernel* kernel) { delete kernel; }

const char* mvjpeg_kernel_target(const mvjpeg_kernel* kernel) {
  return kernel == nullptr ? "" : kernel->implementation->target();
}

int32_t mvjpeg_process(const mvjpeg_kernel* kernel, const mvjpeg_picture* picture, int32_t qp,
                       const mvjpeg_planes* planes, int32_t threads) {
  return guarded([&] {
    check_pointer("kernel", kernel);
    check_pointer("picture", picture);
    check_pointer("planes", planes);
    run(*kernel->implementation, {*picture, {}, *planes, qp}, threads);
  });
}

int32_t mvjpeg_filter(const mvjpeg_kernel* kernel, const mvjpeg_planes* source, int32_t qp,
                      const mvjpeg_planes* destination, int32_t threads) {
  return guarded([&] {
    check_pointer("kernel", kernel);
    check_pointer("source", source);
    check_pointer("destination", destination);
    about("source", [&] { check_pointer("Y plane", source->y); });
    run(*kernel->implementation, {{}, *source, *destination, qp}, threads);
  });
}

int32_t mvjpeg_submit(const mvjpeg_kernel* kernel, const mvjpeg_job* jobs, size_t count,
                      int32_t threads, const mvjpeg_device_memory* device, mvjpeg_ticket** ticket) {
  return guarded([&] {
    check_pointer("ticket", ticket);
    *ticket = nullptr;
    check_pointer("kernel", kernel);
    check_pointer("jobs", jobs);
    check_range("pictures of a batch", static_cast<int64_t>(count), 1, MVJPEG_MAX_BATCH);
    check_jobs({jobs, count});
    check_threads(threads);
    auto handle = std::make_unique<mvjpeg_ticket>();
    handle->kernel = kernel->implementation;
    handle->batch = handle->kernel->submit({jobs, count}, threads, device);
    *ticket = handle.release();
  });
}

int32_t mvjpeg_wait(mvjpeg_ticket* ticket) {
  const std::unique_ptr<mvjpeg_ticket> owned(ticket);
  return guarded([&] {
    check_pointer("ticket", ticket);
    if (owned->batch != nullptr) owned->kernel->wait(owned->batch);
  });
}

int32_t mvjpeg_cuda_open(const char* path, int32_t device, char* description, size_t capacity) {
  std::string text;
  const int32_t status = guarded([&] {
    check_pointer("path", path);
    check_range("GPU", device, -1, INT32_MAX);
    text = mvjpeg::cuda::open(path, device);
  });
  copy_text(status == MVJPEG_OK ? text : last_error, description, capacity);
  return status;
}

int32_t mvjpeg_cuda_devices(char* text, size_t capacity) {
  return guarded([&] { copy_text(mvjpeg::cuda::devices(), text, capacity); });
}

}  // extern "C"
