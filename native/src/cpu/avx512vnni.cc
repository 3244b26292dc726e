#include <immintrin.h>

#include "passes.h"

namespace mvjpeg::cpu {
namespace {

// vpdpbusd: four uint8 x int8 products per lane, summed into int32 without saturation.
struct Avx512Vnni {
  using Activation = uint8_t;

  template <Output kOutput, int kVectors, int kBlock>
  static void block(const PackedConvolution& c, const Activation* in, void* out,
                    const Activation* skip, const ptrdiff_t* offsets, ptrdiff_t p, const float* m) {
    __m512i acc[kBlock][kVectors];
#pragma GCC unroll 2
    for (int v = 0; v < kVectors; ++v) {
      const __m512i bias = _mm512_loadu_si512(c.bias + 16 * v);
#pragma GCC unroll 24
      for (int b = 0; b < kBlock; ++b) acc[b][v] = bias;
    }
    const auto* weight = static_cast<const __m512i*>(c.weight);
    const int groups = c.in / 4;
    for (int tap = 0; tap < c.taps; ++tap) {
      const Activation* a = in + (p + offsets[tap]) * c.in;
      for (int k = 0; k < groups; ++k, weight += kVectors) {
        __m512i w[kVectors];
#pragma GCC unroll 2
        for (int v = 0; v < kVectors; ++v) w[v] = _mm512_load_si512(weight + v);
#pragma GCC unroll 24
        for (int b = 0; b < kBlock; ++b) {
          int32_t four;
          __builtin_memcpy(&four, a + b * c.in + 4 * k, sizeof four);
          const __m512i x = _mm512_set1_epi32(four);
#pragma GCC unroll 2
          for (int v = 0; v < kVectors; ++v) acc[b][v] = _mm512_dpbusd_epi32(acc[b][v], x, w[v]);
        }
      }
    }
#pragma GCC unroll 2
    for (int v = 0; v < kVectors; ++v) {
      const __m512 scale = _mm512_loadu_ps(m + 16 * v);
      const __m512 low = _mm512_set1_ps(kOutput == Output::kActivation ? 0.0F : -kSignedLimit);
      const __m512 high = _mm512_set1_ps(kOutput == Output::kActivation ? 255.0F : kSignedLimit);
      const auto mask = static_cast<__mmask16>(c.out - 16 * v >= 16 ? 0xFFFF : 0x00FF);
#pragma GCC unroll 24
      for (int b = 0; b < kBlock; ++b) {
        __m512i sum = acc[b][v];
        if (skip != nullptr) {
          const __m512i s =
              _mm512_cvtepu8_epi32(_mm_maskz_loadu_epi8(mask, skip + (p + b) * c.out + 16 * v));
          sum = _mm512_add_epi32(sum, _mm512_mullo_epi32(s, _mm512_loadu_si512(c.skip + 16 * v)));
        }
        const __m512 scaled = _mm512_mul_ps(_mm512_cvtepi32_ps(sum), scale);
        const __m512i rounded = _mm512_cvtps_epi32(_mm512_min_ps(_mm512_max_ps(scaled, low), high));
        if constexpr (kOutput == Output::kActivation) {
          _mm512_mask_cvtepi32_storeu_epi8(static_cast<Activation*>(out) + (p + b) * c.out + 16 * v,
                                           mask, rounded);
        } else {
          auto* branch = reinterpret_cast<__m128i*>(static_cast<int16_t*>(out) + (p + b) * kPacked);
          __m128i packed = _mm256_castsi256_si128(_mm512_cvtepi32_epi16(rounded));
          if constexpr (kOutput == Output::kAddSigned)
            packed = _mm_add_epi16(packed, _mm_loadu_si128(branch));
          _mm_storeu_si128(branch, packed);
        }
      }
    }
  }

  template <Output kOutput, int kVectors, int kBlock>
  static void line(const PackedConvolution& c, const Activation* in, void* out,
                   const Activation* skip, const ptrdiff_t* offsets, ptrdiff_t samples,
                   const float* m) {
    for (ptrdiff_t p = 0; p < samples; p += kBlock)
      block<kOutput, kVectors, kBlock>(c, in, out, skip, offsets, p, m);
  }

  template <Output kOutput>
  static void convolve(const PackedConvolution& c, const Activation* in, void* out,
                       const Activation* skip, ptrdiff_t pitch, ptrdiff_t samples, int qp) {
    const float* m = c.requant + qp * c.lanes;
    ptrdiff_t offsets[9] = {};
    if (c.taps == 9) {
      for (int tap = 0; tap < 9; ++tap) offsets[tap] = (tap / 3 * pitch + tap % 3) * c.dilation;
    }
    if constexpr (kOutput == Output::kActivation) {
      if (c.lanes == 32) {
        line<kOutput, 2, 12>(c, in, out, skip, offsets, samples, m);
        return;
      }
    }
    line<kOutput, 1, 24>(c, in, out, skip, offsets, samples, m);
  }
};

}  // namespace

extern const Isa kAvx512Vnni = make_isa<Avx512Vnni>(
    "avx512vnni", {.group = 4, .lane_multiple = 16, .weight_bytes = 1, .activation_bytes = 1}, [] {
      return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
             __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
             __builtin_cpu_supports("avx512vnni") != 0;
    });

}  // namespace mvjpeg::cpu
