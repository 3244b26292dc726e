#pragma once

#include <memory>
#include <span>

#include "model.h"
#include "mvjpeg/kernel.h"

namespace mvjpeg {

// A device with a network loaded, or without one a plain converter. Arguments of process are
// checked by the ABI.
class Kernel {
 public:
  virtual ~Kernel() = default;
  virtual const char* target() const = 0;
  virtual void process(const mvjpeg_picture& picture, int qp, const mvjpeg_planes& planes,
                       int threads) const = 0;
};

namespace cpu {

// Names of the instruction sets that this machine runs, slowest first, comma-separated.
const char* targets();

// `target` is one of those names or "cpu"; `model` may be null.
std::unique_ptr<Kernel> create(const char* target, const Model* model);

}  // namespace cpu

namespace cuda {

// Opens the library once; returns the GPU's description, throws Error(MVJPEG_UNAVAILABLE) with the
// reason why there is none.
const char* open(const char* path);

// `tensors` are those of a checked model, or empty.
std::unique_ptr<Kernel> create(std::span<const mvjpeg_tensor> tensors);

}  // namespace cuda

}  // namespace mvjpeg
