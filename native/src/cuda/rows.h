// The caller's pixels and planes, as rows of bytes.
#pragma once

#include <cstddef>
#include <cstdint>

#include "mvjpeg/kernel.h"

namespace mvjpeg::cuda {

// Rows of bytes in the caller's memory.
struct Rows {
  const char* name;  // for messages
  const uint8_t* data;
  ptrdiff_t stride;  // bytes, of either sign
  size_t row;        // bytes that belong to the caller
  int count;
  size_t at;  // where they begin in a copy without gaps

  size_t bytes() const { return row * static_cast<size_t>(count); }
};

// A picture, or planes. The library's own copy of them has no gaps.
class RowSet {
 public:
  static RowSet of_source(const mvjpeg_job& job);
  static RowSet of_destination(const mvjpeg_job& job);

  const Rows* begin() const { return rows_; }
  const Rows* end() const { return rows_ + count_; }

  // Of a copy without gaps.
  size_t bytes() const { return end()[-1].at + end()[-1].bytes(); }

 private:
  void add(const char* name, const uint8_t* data, ptrdiff_t stride, size_t row, int count);
  void add(const char* const (&names)[3], const mvjpeg_planes& planes);

  Rows rows_[3]{};
  int count_ = 0;
};

}  // namespace mvjpeg::cuda
