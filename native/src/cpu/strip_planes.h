// The planes of a strip and its halo, and how they are filled from what a job has: interleaved
// pixels or planes. Nothing else knows one from the other.
#pragma once

#include <cstring>

#include "isa.h"

namespace mvjpeg::cpu {
namespace {

struct StripPlanes {
  static constexpr ptrdiff_t kLumaPitch = 2 * kPatchWidth;
  static constexpr ptrdiff_t kChromaPitch = kPatchWidth;

  alignas(64) uint8_t y[2 * kPatchHeight][kLumaPitch];
  alignas(64) uint8_t u[kPatchHeight][kChromaPitch];
  alignas(64) uint8_t v[kPatchHeight][kChromaPitch];
  uint8_t pixels[2][4 * kLumaPitch];  // two source rows with their ends repeated

  // Moves the last `count` of the `kept` first rows, half-resolution ones, up by `by`.
  void move_up(int by, int kept, int count) {
    const int to = kept - count;
    const auto rows = static_cast<size_t>(count);
    std::memcpy(y[2 * to], y[2 * (to + by)], 2 * rows * sizeof *y);
    std::memcpy(u[to], u[to + by], rows * sizeof *u);
    std::memcpy(v[to], v[to + by], rows * sizeof *v);
  }
};

// Rows of samples of some bytes each: interleaved pixels, or a plane.
struct Raster {
  const uint8_t* data;
  ptrdiff_t row_stride;
  int sample_bytes, width, height;
};

// Samples [x0, x0 + count) of row y of the extended raster: its own where it has them, or a copy
// with its ends repeated.
const uint8_t* extended_row(const Raster& raster, int x0, int y, int count, uint8_t* copy) {
  const auto at = [&](int x) { return static_cast<ptrdiff_t>(x) * raster.sample_bytes; };
  const int first = clamp_int(x0, 0, raster.width - 1);
  const int last = clamp_int(x0 + count - 1, 0, raster.width - 1);
  const int inside = last - first + 1;
  const uint8_t* samples =
      raster.data + clamp_int(y, 0, raster.height - 1) * raster.row_stride + at(first);
  if (inside == count) return samples;
  const int before = clamp_int(-x0, 0, count - inside);
  const auto put = [&](int x, int from, int n) {
    std::memcpy(copy + at(x), samples + at(from), static_cast<size_t>(at(n)));
  };
  for (int x = 0; x < before; ++x) put(x, 0, 1);
  put(before, 0, inside);
  for (int x = before + inside; x < count; ++x) put(x, inside - 1, 1);
  return copy;
}

// A place in half-resolution samples, and the row of a strip's planes that takes its first row.
struct Patch {
  int i0, j0, width, height;
  int row;
};

template <typename Colour>
void convert_pixels(const mvjpeg_picture& picture, const Patch& patch, StripPlanes& p) {
  const Raster raster = {picture.data, picture.row_stride, picture.pixel_stride, picture.width,
                         picture.height};
  Colour colour(picture);
  // Beside the picture, pairs of pixels inside, and beside it again: only what lies beside is
  // copied.
  const int x0 = 2 * patch.i0;
  const int count = 2 * patch.width;
  const int left = clamp_int(-x0, 0, count);
  const int right = left + (clamp_int(picture.width - x0, left, count) - left) / 2 * 2;
  const int parts[] = {0, left, right, count};
  for (int j = 0; j < patch.height; ++j) {
    const int to = patch.row + j;
    for (int k = 0; k < 3; ++k) {
      const int from = parts[k];
      const int pixels = parts[k + 1] - from;
      if (pixels == 0) continue;
      const uint8_t* rows[2];
      for (int row = 0; row < 2; ++row) {
        rows[row] =
            extended_row(raster, x0 + from, 2 * (patch.j0 + j) + row, pixels, p.pixels[row]);
      }
      colour.convert(rows[0], rows[1], pixels / 2, p.y[2 * to] + from, p.y[2 * to + 1] + from,
                     p.u[to] + from / 2, p.v[to] + from / 2);
    }
  }
}

void copy_row(const Raster& plane, int x0, int y, int count, uint8_t* out) {
  const uint8_t* row = extended_row(plane, x0, y, count, out);
  if (row != out) std::memcpy(out, row, static_cast<size_t>(count));
}

void copy_planes(const mvjpeg_planes& planes, const Patch& patch, StripPlanes& p) {
  const Raster y = {planes.y, planes.stride_y, 1, planes.width, planes.height};
  const Raster u = {planes.u, planes.stride_u, 1, planes.width / 2, planes.height / 2};
  const Raster v = {planes.v, planes.stride_v, 1, planes.width / 2, planes.height / 2};
  for (int j = 0; j < patch.height; ++j) {
    const int from = patch.j0 + j;
    const int to = patch.row + j;
    for (int row = 0; row < 2; ++row) {
      copy_row(y, 2 * patch.i0, 2 * from + row, 2 * patch.width, p.y[2 * to + row]);
    }
    copy_row(u, patch.i0, from, patch.width, p.u[to]);
    copy_row(v, patch.i0, from, patch.width, p.v[to]);
  }
}

template <typename Colour>
void load(const mvjpeg_job& job, const Patch& patch, StripPlanes& p) {
  if (job.picture.data != nullptr) {
    convert_pixels<Colour>(job.picture, patch, p);
  } else {
    copy_planes(job.decoded, patch, p);
  }
}

}  // namespace
}  // namespace mvjpeg::cpu
