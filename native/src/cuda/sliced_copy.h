// A transfer in slices: one is on its way while the next is made ready.
#pragma once

#include <cuda_runtime_api.h>

#include <cstddef>
#include <cstdint>

#include "memory.h"

namespace mvjpeg::cuda {

// Copies ranges of bytes between two memories of the same layout, in ascending order.
class SlicedCopy {
 public:
  SlicedCopy(uint8_t* to, const uint8_t* from, cudaMemcpyKind kind, size_t slice,
             const Stream& stream)
      : to_(to), from_(from), kind_(kind), slice_(slice), stream_(stream) {}

  // A range is ready. What lies between it and the range before, unless that was flushed, is
  // copied too.
  void add(size_t at, size_t bytes) {
    if (begin_ == end_) begin_ = at;
    end_ = at + bytes;
    if (end_ - begin_ >= slice_) flush();
  }

  // Queues what is ready.
  void flush() {
    if (end_ > begin_) {
      check(cudaMemcpyAsync(to_ + begin_, from_ + begin_, end_ - begin_, kind_, stream_),
            kind_ == cudaMemcpyHostToDevice ? "upload" : "download");
    }
    begin_ = end_;
  }

 private:
  uint8_t* to_;
  const uint8_t* from_;
  cudaMemcpyKind kind_;
  size_t slice_;
  const Stream& stream_;
  size_t begin_ = 0;
  size_t end_ = 0;
};

}  // namespace mvjpeg::cuda
