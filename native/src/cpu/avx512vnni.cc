#include <immintrin.h>

#include "passes.h"

namespace mvjpeg::cpu {
namespace {

// vpdpbusd: four uint8 x int8 products per lane, summed into int32 without saturation.
struct Avx512Vnni {
  using Activation = uint8_t;

  template <int kIn, int kVectors, int kBlock>
  static void block(const PackedConvolution& c, const Activation* in, Activation* out,
                    const Activation* skip, const ptrdiff_t* offsets, ptrdiff_t p, const float* m) {
    __m512i acc[kBlock][kVectors];
#pragma GCC unroll 2
    for (int v = 0; v < kVectors; ++v) {
      const __m512i bias = _mm512_loadu_si512(c.bias + 16 * v);
#pragma GCC unroll 24
      for (int b = 0; b < kBlock; ++b) acc[b][v] = bias;
    }
    const auto* weight = static_cast<const __m512i*>(c.weight);
    constexpr int kGroups = kIn / 4;
    for (int tap = 0; tap < c.taps; ++tap) {
      const Activation* a = in + (p + offsets[tap]) * kIn;
      for (int k = 0; k < kGroups; ++k, weight += kVectors) {
        __m512i w[kVectors];
#pragma GCC unroll 2
        for (int v = 0; v < kVectors; ++v) w[v] = _mm512_load_si512(weight + v);
#pragma GCC unroll 24
        for (int b = 0; b < kBlock; ++b) {
          int32_t four;
          __builtin_memcpy(&four, a + b * kIn + 4 * k, sizeof four);
          const __m512i x = _mm512_set1_epi32(four);
#pragma GCC unroll 2
          for (int v = 0; v < kVectors; ++v) acc[b][v] = _mm512_dpbusd_epi32(acc[b][v], x, w[v]);
        }
      }
    }
#pragma GCC unroll 2
    for (int v = 0; v < kVectors; ++v) {
      const __m512 scale = _mm512_loadu_ps(m + 16 * v);
      const __m512 low = _mm512_setzero_ps();
      const __m512 high = _mm512_set1_ps(255.0F);
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
        _mm512_mask_cvtepi32_storeu_epi8(out + (p + b) * c.out + 16 * v, mask, rounded);
      }
    }
  }

  template <int kIn, int kVectors, int kBlock>
  static void line(const PackedConvolution& c, const Activation* in, Activation* out,
                   const Activation* skip, const ptrdiff_t* offsets, ptrdiff_t samples,
                   const float* m) {
    for (ptrdiff_t p = 0; p < samples; p += kBlock)
      block<kIn, kVectors, kBlock>(c, in, out, skip, offsets, p, m);
  }

  // Two neighbouring samples of a layer with 8 outputs, the first in the lower half of each vector:
  // one load and a permutation per four inputs, where one broadcast per sample would saturate the
  // load ports.
  template <Output kOutput, int kIn, int kPairs>
  static void pair_block(const PackedConvolution& c, const Activation* in, int16_t* out,
                         const ptrdiff_t* offsets, ptrdiff_t p, const float* m) {
    constexpr int kGroups = kIn / 4;
    constexpr auto kLoaded = static_cast<__mmask16>((1U << (2 * kGroups)) - 1);
    __m512i spread[kGroups];
#pragma GCC unroll 8
    for (int k = 0; k < kGroups; ++k) {
      spread[k] = _mm512_inserti64x4(_mm512_set1_epi32(k), _mm256_set1_epi32(kGroups + k), 1);
    }
    __m512i acc[kPairs];
#pragma GCC unroll 12
    for (int b = 0; b < kPairs; ++b) acc[b] = _mm512_loadu_si512(c.bias);
    const auto* weight = static_cast<const __m512i*>(c.weight);
    for (int tap = 0; tap < c.taps; ++tap, weight += kGroups) {
      const Activation* a = in + (p + offsets[tap]) * kIn;
#pragma GCC unroll 12
      for (int b = 0; b < kPairs; ++b) {
        const __m512i both = _mm512_maskz_loadu_epi32(kLoaded, a + 2 * b * kIn);
#pragma GCC unroll 8
        for (int k = 0; k < kGroups; ++k) {
          const __m512i x = _mm512_permutexvar_epi32(spread[k], both);
          acc[b] = _mm512_dpbusd_epi32(acc[b], x, _mm512_load_si512(weight + k));
        }
      }
    }
    const __m512 scale = _mm512_loadu_ps(m);
    const __m512 limit = _mm512_set1_ps(kSignedLimit);
    const __m512 low = _mm512_set1_ps(-kSignedLimit);
#pragma GCC unroll 12
    for (int b = 0; b < kPairs; ++b) {
      const __m512 scaled = _mm512_mul_ps(_mm512_cvtepi32_ps(acc[b]), scale);
      auto* branch = reinterpret_cast<__m256i*>(out + (p + 2 * b) * kPacked);
      __m256i packed = _mm512_cvtepi32_epi16(
          _mm512_cvtps_epi32(_mm512_min_ps(_mm512_max_ps(scaled, low), limit)));
      if constexpr (kOutput == Output::kAddSigned)
        packed = _mm256_add_epi16(packed, _mm256_loadu_si256(branch));
      _mm256_storeu_si256(branch, packed);
    }
  }

  // The input count is a constant of the loop, or its multiples would not fit the address
  // registers.
  template <Output kOutput, int kIn>
  static void lines(const PackedConvolution& c, const Activation* in, void* out,
                    const Activation* skip, const ptrdiff_t* offsets, ptrdiff_t samples,
                    const float* m) {
    if constexpr (kOutput == Output::kActivation) {
      if (c.lanes == 32) {
        line<kIn, 2, 12>(c, in, static_cast<Activation*>(out), skip, offsets, samples, m);
      } else {
        line<kIn, 1, 24>(c, in, static_cast<Activation*>(out), skip, offsets, samples, m);
      }
    } else {
      constexpr int kPairs = 8;
      for (ptrdiff_t p = 0; p < samples; p += 2 * kPairs) {
        pair_block<kOutput, kIn, kPairs>(c, in, static_cast<int16_t*>(out), offsets, p, m);
      }
    }
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
