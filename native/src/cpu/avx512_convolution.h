// Convolutions with AVX-512 and VNNI.
#pragma once

#include <immintrin.h>

#include "avx2_pooling.h"
#include "avx512_colour.h"
#include "avx512_combination.h"
#include "passes.h"

namespace mvjpeg::cpu {
namespace {

// vpdpbusd: four uint8 x int8 products per 32-bit lane, summed into int32 without saturation. A
// vector holds 8 outputs times 8 inputs, two lanes for each output, so that a sample's inputs are
// one broadcast of 8 bytes, and layers of 8, 16, 24 and 32 outputs fill whole vectors. What the two
// lanes summed is added at the end.
struct Avx512Vnni {
  using Activation = uint8_t;
  using Pooling = Avx2Pooling;
  using Colour = Avx512Colour;
  using Combination = Avx512Combination;

  static constexpr int kLanes = 8;
  // So that sums, one sample's inputs and the weights stay in the 32 registers.
  static constexpr int kBlocks[] = {0, 24, 12, 8, 6};

  // Sums of the 8 outputs of `low`, then of those of `high`.
  static __m512i fold(__m512i low, __m512i high) {
    const __m512i even =
        _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
    const __m512i odd = _mm512_set_epi32(31, 29, 27, 25, 23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3, 1);
    return _mm512_add_epi32(_mm512_permutex2var_epi32(low, even, high),
                            _mm512_permutex2var_epi32(low, odd, high));
  }

  template <Output kOutput>
  static __m512i requantised(__m512i sum, __m512 scale) {
    const __m512 low = _mm512_set1_ps(kOutput == Output::kActivation ? 0.0F : -kSignedLimit);
    const __m512 high = _mm512_set1_ps(kOutput == Output::kActivation ? 255.0F : kSignedLimit);
    const __m512 scaled = _mm512_mul_ps(_mm512_cvtepi32_ps(sum), scale);
    return _mm512_cvtps_epi32(_mm512_min_ps(_mm512_max_ps(scaled, low), high));
  }

  // 16 neighbouring outputs from `first` on, of one sample or, where a layer has 8, of two.
  template <Output kOutput>
  static void store(__m512i sum, __m512 scale, void* out, ptrdiff_t first) {
    const __m512i rounded = requantised<kOutput>(sum, scale);
    if constexpr (kOutput == Output::kActivation) {
      _mm_storeu_si128(reinterpret_cast<__m128i*>(static_cast<Activation*>(out) + first),
                       _mm512_cvtepi32_epi8(rounded));
    } else {
      auto* branch = reinterpret_cast<__m256i*>(static_cast<int16_t*>(out) + first);
      __m256i packed = _mm512_cvtepi32_epi16(rounded);
      if constexpr (kOutput == Output::kAddSigned)
        packed = _mm256_add_epi16(packed, _mm256_loadu_si256(branch));
      _mm256_storeu_si256(branch, packed);
    }
  }

  static __m512i with_skip(__m512i sum, __m128i features, __m512i factors) {
    return _mm512_add_epi32(sum, _mm512_mullo_epi32(_mm512_cvtepu8_epi32(features), factors));
  }

  static __m128i load16(const Activation* at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  }
  static __m128i load8(const Activation* at) {
    return _mm_loadl_epi64(reinterpret_cast<const __m128i*>(at));
  }
  // 8 values twice.
  static __m512i twice(const void* at) {
    return _mm512_broadcast_i64x4(_mm256_loadu_si256(static_cast<const __m256i*>(at)));
  }

  template <Output kOutput, int kIn, int kVectors, int kBlock>
  static void block(const PackedConvolution& c, const Activation* in, void* out,
                    const Activation* skip, const ptrdiff_t* offsets, ptrdiff_t p, const float* m) {
    constexpr int kOut = 8 * kVectors;
    __m512i acc[kBlock][kVectors];
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) {
      // A bias in the first of an output's lanes.
      const __m512i bias = _mm512_cvtepu32_epi64(
          _mm256_loadu_si256(reinterpret_cast<const __m256i*>(c.bias + 8 * v)));
#pragma GCC unroll 24
      for (int b = 0; b < kBlock; ++b) acc[b][v] = bias;
    }
    const auto* weight = static_cast<const __m512i*>(c.weight);
    for (int tap = 0; tap < c.taps; ++tap) {
      const Activation* a = in + (p + offsets[tap]) * kIn;
      for (int k = 0; k < kIn; k += 8, weight += kVectors) {
        __m512i w[kVectors];
#pragma GCC unroll 4
        for (int v = 0; v < kVectors; ++v) w[v] = _mm512_load_si512(weight + v);
#pragma GCC unroll 24
        for (int b = 0; b < kBlock; ++b) {
          int64_t eight;
          __builtin_memcpy(&eight, a + b * kIn + k, sizeof eight);
          const __m512i x = _mm512_set1_epi64(eight);
#pragma GCC unroll 4
          for (int v = 0; v < kVectors; ++v) acc[b][v] = _mm512_dpbusd_epi32(acc[b][v], x, w[v]);
        }
      }
    }
    // Here the sums of the loop end and those of the rest begin: GCC 12 otherwise keeps both in the
    // loop, and half of them in memory.
#pragma GCC unroll 24
    for (int b = 0; b < kBlock; ++b) {
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) asm("" : "+v"(acc[b][v]));
    }
#pragma GCC unroll 2
    for (int v = 0; v + 1 < kVectors; v += 2) {
      const __m512 scale = _mm512_loadu_ps(m + 8 * v);
#pragma GCC unroll 24
      for (int b = 0; b < kBlock; ++b) {
        const ptrdiff_t first = (p + b) * kOut + 8 * v;
        __m512i sum = fold(acc[b][v], acc[b][v + 1]);
        if (skip != nullptr)
          sum = with_skip(sum, load16(skip + first), _mm512_loadu_si512(c.skip + 8 * v));
        store<kOutput>(sum, scale, out, first);
      }
    }
    if constexpr (kVectors % 2 == 1) {  // the last 8 outputs of two samples
      constexpr int kLast = kVectors - 1;
      const __m512 scale = _mm512_castsi512_ps(twice(m + 8 * kLast));
#pragma GCC unroll 12
      for (int b = 0; b < kBlock; b += 2) {
        const ptrdiff_t first = (p + b) * kOut + 8 * kLast;
        __m512i sum = fold(acc[b][kLast], acc[b + 1][kLast]);
        if constexpr (kVectors == 1) {
          store<kOutput>(sum, scale, out, first);
        } else {
          if (skip != nullptr) {
            const __m128i features =
                _mm_unpacklo_epi64(load8(skip + first), load8(skip + first + kOut));
            sum = with_skip(sum, features, twice(c.skip + 8 * kLast));
          }
          const __m128i packed = _mm512_cvtepi32_epi8(requantised<kOutput>(sum, scale));
          auto* at = static_cast<Activation*>(out) + first;
          _mm_storel_epi64(reinterpret_cast<__m128i*>(at), packed);
          _mm_storel_epi64(reinterpret_cast<__m128i*>(at + kOut),
                           _mm_unpackhi_epi64(packed, packed));
        }
      }
    }
  }

  template <Output kOutput, int kIn>
  static void lines(const PackedConvolution& c, const Activation* in, void* out,
                    const Activation* skip, const ptrdiff_t* offsets, ptrdiff_t samples,
                    const float* m) {
    lines_by_lanes<Avx512Vnni, kOutput, kIn>(c, in, out, skip, offsets, samples, m);
  }
};

// What it needs of the processor.
bool has_avx512_vnni() {
  return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
         __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
         __builtin_cpu_supports("avx512vnni") != 0;
}

}  // namespace
}  // namespace mvjpeg::cpu
