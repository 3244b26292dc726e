// Colour conversion and packing: docs/kernel.md, "The picture" and "Planes instead of a picture".
#pragma once

#include "../arithmetic.h"
#include "frame.h"
#include "gpu.h"

namespace mvjpeg::cuda {

// The six planes at one half-resolution position, a byte each.
struct alignas(8) Packed {
  uint32_t y;   // X0..X3 from the low byte on
  uint32_t uv;  // X4, X5, 0, 0
};

MVJPEG_INLINE int byte_of(uint32_t word, int index) {
  return static_cast<int>(word >> (8 * index) & 255U);
}

MVJPEG_INLINE int plane_of(Packed p, int plane) {
  return plane < 4 ? byte_of(p.y, plane) : byte_of(p.uv, plane - 4);
}

// Half-resolution position (i, j) of the extended plane.
MVJPEG_INLINE Packed convert(const Pixels& s, int i, int j) {
  Packed packed{0, 0};
  int r4 = 0;
  int g4 = 0;
  int b4 = 0;
  MVJPEG_UNROLL
  for (int k = 0; k < 4; ++k) {
    const int x = clamp_int(2 * i + (k & 1), 0, s.width - 1);
    const int y = clamp_int(2 * j + (k >> 1), 0, s.height - 1);
    const uint8_t* pixel = s.data + y * s.pitch + static_cast<ptrdiff_t>(x) * s.pixel_stride;
    const int r = pixel[s.red];
    const int g = pixel[s.green];
    const int b = pixel[s.blue];
    packed.y |= static_cast<uint32_t>(luma(r, g, b)) << (8 * k);
    r4 += r;
    g4 += g;
    b4 += b;
  }
  packed.uv = static_cast<uint32_t>(chroma_u(r4, g4, b4) | chroma_v(r4, g4, b4) << 8);
  return packed;
}

// The same of planes, each of which is extended by itself.
MVJPEG_INLINE Packed gather(const Planes& s, int i, int j) {
  Packed packed{0, 0};
  MVJPEG_UNROLL
  for (int k = 0; k < 4; ++k) {
    const int x = clamp_int(2 * i + (k & 1), 0, 2 * s.width - 1);
    const int y = clamp_int(2 * j + (k >> 1), 0, 2 * s.height - 1);
    packed.y |= static_cast<uint32_t>(s.y[y * s.pitch_y + x]) << (8 * k);
  }
  const int x = clamp_int(i, 0, s.width - 1);
  const int y = clamp_int(j, 0, s.height - 1);
  packed.uv = static_cast<uint32_t>(s.u[y * s.pitch_u + x] | s.v[y * s.pitch_v + x] << 8);
  return packed;
}

MVJPEG_INLINE Packed packed_at(const Source& source, int i, int j) {
  return source.pixels.data != nullptr ? convert(source.pixels, i, j) : gather(source.planes, i, j);
}

template <typename Gpu>
MVJPEG_DEVICE void write(const Planes& d, int i, int j, Packed value) {
  uint8_t* y = d.y + 2 * j * d.pitch_y + 2 * i;
  Gpu::store(y, static_cast<uint16_t>(value.y));
  Gpu::store(y + d.pitch_y, static_cast<uint16_t>(value.y >> 16));
  d.u[j * d.pitch_u + i] = static_cast<uint8_t>(value.uv);
  d.v[j * d.pitch_v + i] = static_cast<uint8_t>(value.uv >> 8);
}

}  // namespace mvjpeg::cuda
