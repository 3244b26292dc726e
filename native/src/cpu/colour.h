// Interleaved pixels to 4:2:0, as the compiler makes it.
#pragma once

#include <cstdint>
#include <cstring>

#include "isa.h"

namespace mvjpeg::cpu {
namespace {

template <int kStride>
void deinterleave(const uint8_t* pixels, int count, uint8_t* c0, uint8_t* c1, uint8_t* c2,
                  uint8_t* c3) {
  for (int x = 0; x < count; ++x) {
    c0[x] = pixels[x * kStride];
    if constexpr (kStride > 1) c1[x] = pixels[x * kStride + 1];
    if constexpr (kStride > 2) c2[x] = pixels[x * kStride + 2];
    if constexpr (kStride > 3) c3[x] = pixels[x * kStride + 3];
  }
}

// As one load of 16 bits, which spares vectors the shuffles.
uint16_t pair_sum(const uint8_t* pair) {
  uint16_t both;
  std::memcpy(&both, pair, sizeof both);
  return static_cast<uint16_t>((both & 255) + (both >> 8));
}

// Targets' Colour: converts the pixels of a picture, two rows at a time.
class PlainColour {
 public:
  explicit PlainColour(const mvjpeg_picture& picture) : picture_(picture) {}

  // `width` half-resolution samples, at most kPatchWidth.
  void convert(const uint8_t* top, const uint8_t* bottom, int width, uint8_t* y_top,
               uint8_t* y_bottom, uint8_t* __restrict u, uint8_t* __restrict v) {
    const Rgb above = convert_luma(top, 2 * width, channel_[0], y_top);
    const Rgb below = convert_luma(bottom, 2 * width, channel_[1], y_bottom);
    for (int i = 0; i < width; ++i) {
      const int r4 = pair_sum(above.r + 2 * i) + pair_sum(below.r + 2 * i);
      const int g4 = pair_sum(above.g + 2 * i) + pair_sum(below.g + 2 * i);
      const int b4 = pair_sum(above.b + 2 * i) + pair_sum(below.b + 2 * i);
      u[i] = static_cast<uint8_t>(chroma_u(r4, g4, b4));
      v[i] = static_cast<uint8_t>(chroma_v(r4, g4, b4));
    }
  }

 private:
  struct Rgb {
    const uint8_t *r, *g, *b;
  };

  Rgb convert_luma(const uint8_t* pixels, int count, uint8_t (*c)[2 * kPatchWidth],
                   uint8_t* __restrict y) const {
    switch (picture_.pixel_stride) {
      case 1:
        deinterleave<1>(pixels, count, c[0], c[1], c[2], c[3]);
        break;
      case 2:
        deinterleave<2>(pixels, count, c[0], c[1], c[2], c[3]);
        break;
      case 3:
        deinterleave<3>(pixels, count, c[0], c[1], c[2], c[3]);
        break;
      default:
        deinterleave<4>(pixels, count, c[0], c[1], c[2], c[3]);
        break;
    }
    const Rgb rgb = {c[picture_.red], c[picture_.green], c[picture_.blue]};
    for (int x = 0; x < count; ++x) y[x] = static_cast<uint8_t>(luma(rgb.r[x], rgb.g[x], rgb.b[x]));
    return rgb;
  }

  const mvjpeg_picture& picture_;
  uint8_t channel_[2][4][2 * kPatchWidth];  // two rows, deinterleaved
};

}  // namespace
}  // namespace mvjpeg::cpu
