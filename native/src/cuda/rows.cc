#include "rows.h"

#include <algorithm>

namespace mvjpeg::cuda {

RowSet RowSet::of_source(const mvjpeg_job& job) {
  RowSet set;
  const mvjpeg_picture& p = job.picture;
  if (p.data == nullptr) {
    set.add({"source Y plane", "source U plane", "source V plane"}, job.decoded);
    return set;
  }
  // The bytes after the last pixel's last sample may be somebody else's.
  const int last_sample = std::max({p.red, p.green, p.blue});
  const auto row = static_cast<size_t>(p.width - 1) * p.pixel_stride + last_sample + 1;
  set.add("picture data", p.data, p.row_stride, row, p.height);
  return set;
}

RowSet RowSet::of_destination(const mvjpeg_job& job) {
  RowSet set;
  set.add({"Y plane", "U plane", "V plane"}, job.planes);
  return set;
}

void RowSet::add(const char* name, const uint8_t* data, ptrdiff_t stride, size_t row, int count) {
  const size_t at = count_ == 0 ? 0 : bytes();
  rows_[count_++] = {name, data, stride, row, count, at};
}

void RowSet::add(const char* const (&names)[3], const mvjpeg_planes& planes) {
  const auto luma = static_cast<size_t>(planes.width);
  add(names[0], planes.y, planes.stride_y, luma, planes.height);
  add(names[1], planes.u, planes.stride_u, luma / 2, planes.height / 2);
  add(names[2], planes.v, planes.stride_v, luma / 2, planes.height / 2);
}

}  // namespace mvjpeg::cuda
