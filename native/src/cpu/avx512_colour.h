// Interleaved pixels to 4:2:0 with AVX-512 and VNNI, 16 of two rows at a time, to the bit as
// luma(), chroma_u() and chroma_v() of arithmetic.h have it.
#pragma once

#include <immintrin.h>

#include <cstdint>

#include "colour.h"

namespace mvjpeg::cpu {
namespace {

// For pixels of 3 and 4 bytes; gray ones are left to the compiler.
class Avx512Colour {
 public:
  explicit Avx512Colour(const mvjpeg_picture& p) : picture_(p), stride_(p.pixel_stride) {
    if (stride_ < 3) return;
    alignas(16) int8_t single[16], pairs[16];
    for (int x = 0; x < 4; ++x) {
      const int colours[] = {p.red, p.green, p.blue, p.green};
      for (int k = 0; k < 4; ++k) single[4 * x + k] = static_cast<int8_t>(stride_ * x + colours[k]);
    }
    for (int x = 0; x < 2; ++x) {
      for (int k = 0; k < 8; ++k) {
        pairs[8 * x + k] =
            k < 6 ? single[8 * x + 4 * (k & 1) + k / 2] : int8_t{-1};  // nothing: zero
      }
    }
    single_ = everywhere(single);
    pairs_ = everywhere(pairs);
  }

  // Converts `width` half-resolution samples of two rows.
  void convert(const uint8_t* top, const uint8_t* bottom, int width, uint8_t* y_top,
               uint8_t* y_bottom, uint8_t* u, uint8_t* v) const {
    if (stride_ < 3) {
      PlainColour(picture_).convert(top, bottom, width, y_top, y_bottom, u, v);
      return;
    }
    for (int i = 0; i < width; i += 8) {
      const int count = width - i < 8 ? width - i : 8;
      const __mmask16 luma = mask(2 * count);
      const __mmask16 chroma = mask(count);
      _mm_prefetch(top + 2 * picture_.row_stride + 2 * i * stride_, _MM_HINT_T0);
      _mm_prefetch(bottom + 2 * picture_.row_stride + 2 * i * stride_, _MM_HINT_T0);
      const __m512i above = load(top + 2 * i * stride_, 2 * count);
      const __m512i below = load(bottom + 2 * i * stride_, 2 * count);
      _mm_mask_storeu_epi8(y_top + 2 * i, luma, luma_of(above));
      _mm_mask_storeu_epi8(y_bottom + 2 * i, luma, luma_of(below));
      const __m128i uv = chroma_of(above, below);
      _mm_mask_storeu_epi8(u + i, chroma, uv);
      _mm_mask_storeu_epi8(v + i, chroma, _mm_unpackhi_epi64(uv, uv));
    }
  }

 private:
  static __m512i everywhere(const int8_t* bytes) {
    return _mm512_broadcast_i32x4(_mm_load_si128(reinterpret_cast<const __m128i*>(bytes)));
  }

  static __mmask16 mask(int count) { return static_cast<__mmask16>((1U << count) - 1); }

  // Four pixels in each 128-bit lane; nothing behind the last one is read.
  __m512i load(const uint8_t* pixels, int count) const {
    const int bytes = count * stride_;
    const __m512i packed =
        _mm512_maskz_loadu_epi8(bytes == 64 ? ~0ULL : (1ULL << bytes) - 1, pixels);
    if (stride_ == 4) return packed;
    const __m512i spread = _mm512_set_epi32(11, 11, 10, 9, 8, 8, 7, 6, 5, 5, 4, 3, 2, 2, 1, 0);
    return _mm512_permutexvar_epi32(spread, packed);
  }

  // Coefficients in 1/65536 are 256 * high + low, since vpdpbusd takes 8 bits; green's is above
  // what they hold and is there twice.
  __m128i luma_of(__m512i pixels) const {
    const __m512i rgbg = _mm512_shuffle_epi8(pixels, single_);
    const __m512i high = _mm512_set1_epi32(bytes(77, 75, 29, 75));
    const __m512i low = _mm512_set1_epi32(bytes(-117, 70, 47, 0));
    const __m512i fine = _mm512_dpbusd_epi32(_mm512_set1_epi32(32768), rgbg, low);
    const __m512i coarse = _mm512_dpbusd_epi32(_mm512_setzero_si512(), rgbg, high);
    return _mm512_cvtepi32_epi8(
        _mm512_srli_epi32(_mm512_add_epi32(_mm512_slli_epi32(coarse, 8), fine), 16));
  }

  // Red, green and blue of two neighbours, and a zero, of 16 bits each.
  __m512i pair_sums(__m512i pixels) const {
    return _mm512_maddubs_epi16(_mm512_shuffle_epi8(pixels, pairs_), _mm512_set1_epi8(1));
  }

  // Eight u and then eight v. Coefficients are negative, since 16 bits hold -32768 and not 32768.
  __m128i chroma_of(__m512i above, __m512i below) const {
    const __m512i sums = _mm512_add_epi16(pair_sums(above), pair_sums(below));
    const __m512i u = _mm512_madd_epi16(sums, _mm512_set1_epi64(words(11058, 21710, -32768)));
    const __m512i v = _mm512_madd_epi16(sums, _mm512_set1_epi64(words(-32768, 27439, 5329)));
    constexpr __mmask16 kOdd = 0xAAAA;
    const __m512i crossed =
        _mm512_shuffle_epi32(_mm512_mask_blend_epi32(kOdd, v, u), _MM_PERM_CDAB);
    const __m512i uv = _mm512_add_epi32(_mm512_mask_blend_epi32(kOdd, u, v), crossed);
    const __m512i rounded =
        _mm512_srai_epi32(_mm512_sub_epi32(_mm512_set1_epi32((128 << 18) + (1 << 17)), uv), 18);
    const __m128i narrow =
        _mm512_cvtusepi32_epi8(_mm512_max_epi32(rounded, _mm512_setzero_si512()));
    return _mm_shuffle_epi8(narrow,
                            _mm_set_epi8(15, 13, 11, 9, 7, 5, 3, 1, 14, 12, 10, 8, 6, 4, 2, 0));
  }

  static constexpr int32_t bytes(int a, int b, int c, int d) {
    return static_cast<int32_t>((a & 255U) | (b & 255U) << 8 | (c & 255U) << 16 | (d & 255U) << 24);
  }
  static constexpr int64_t words(int64_t a, int64_t b, int64_t c) {
    return (a & 0xFFFF) | (b & 0xFFFF) << 16 | (c & 0xFFFF) << 32;
  }

  const mvjpeg_picture& picture_;
  int stride_;
  __m512i single_{}, pairs_{};
};

}  // namespace
}  // namespace mvjpeg::cpu
