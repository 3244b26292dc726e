#pragma once

#include <memory>
#include <span>
#include <string>

#include "model.h"
#include "mvjpeg/kernel.h"

namespace mvjpeg {

// A device with a network loaded, or without one a plain converter. Arguments of submit are
// checked by the ABI.
class Kernel {
 public:
  virtual ~Kernel() = default;
  virtual const char* target() const = 0;

  // Starts a batch; `memory` is null for host memory. Returns what wait() needs, or null where the
  // batch is done.
  virtual void* submit(std::span<const mvjpeg_job> jobs, int threads,
                       const mvjpeg_device_memory* memory) const = 0;
  // Waits for a batch; `ticket` is of this kernel, not null, and gone afterwards.
  virtual void wait(void* ticket) const = 0;
};

namespace cpu {

// Names of the instruction sets that this machine runs, slowest first, comma-separated.
const char* targets();

// `target` is one of those names or "cpu"; `model` may be null.
std::unique_ptr<Kernel> create(const char* target, const Model* model);

}  // namespace cpu

namespace cuda {

// Opens the library once, and GPU `device` (-1: the first usable one); returns its description,
// throws Error with the reason why there is none.
std::string open(const char* path, int device);

// All GPUs, a line for each; empty if there is none or no library.
std::string devices();

// `tensors` are those of a checked model, or empty.
std::unique_ptr<Kernel> create(std::span<const mvjpeg_tensor> tensors);

}  // namespace cuda

}  // namespace mvjpeg
