// Convolutions with AVX-512 and VNNI.
#pragma once

#include <immintrin.h>

#include <utility>

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
    const __m512 scaled = _mm512_mul_ps(_mm512_cvtepi32_ps(sum), scale);
    if constexpr (kOutput == Output::kActivation) {
      // Narrowing saturates at zero; at 255 it would, were there no values beyond 2^31.
      return _mm512_cvtps_epi32(_mm512_min_ps(scaled, _mm512_set1_ps(255.0F)));
    }
    const __m512 limit = _mm512_set1_ps(kSignedLimit);
    return _mm512_cvtps_epi32(
        _mm512_min_ps(_mm512_max_ps(scaled, _mm512_set1_ps(-kSignedLimit)), limit));
  }

  // 64 requantised values in their order, as activations.
  static void store(__m512i a, __m512i b, __m512i c, __m512i d, Activation* out) {
    const __m512i order = _mm512_set_epi32(15, 11, 7, 3, 14, 10, 6, 2, 13, 9, 5, 1, 12, 8, 4, 0);
    const __m512i packed = _mm512_packus_epi16(_mm512_packs_epi32(a, b), _mm512_packs_epi32(c, d));
    _mm512_storeu_si512(out, _mm512_permutexvar_epi32(order, packed));
  }

  // 32 of them, as words of the branch.
  template <Output kOutput>
  static void store(__m512i a, __m512i b, int16_t* out) {
    const __m512i order = _mm512_set_epi64(7, 5, 3, 1, 6, 4, 2, 0);
    __m512i packed = _mm512_permutexvar_epi64(order, _mm512_packs_epi32(a, b));
    if constexpr (kOutput == Output::kAddSigned)
      packed = _mm512_add_epi16(packed, _mm512_loadu_si512(out));
    _mm512_storeu_si512(out, packed);
  }

  static __m512i with_skip(__m512i sum, __m128i features, __m512i factors) {
    return _mm512_dpwssd_epi32(sum, _mm512_cvtepu8_epi32(features), factors);
  }

  static __m128i load16(const Activation* at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  }
  // Two eights of values.
  static __m512i eights(const void* values, int low, int high) {
    const auto* at = static_cast<const __m256i*>(values);
    return _mm512_inserti64x4(_mm512_castsi256_si512(_mm256_loadu_si256(at + low)),
                              _mm256_loadu_si256(at + high), 1);
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
    // Sums in the order of their outputs in memory, 16 of them at a time.
    const ptrdiff_t first = p * kOut;
    const auto value = [&](int n) __attribute__((always_inline)) {
      const int low = 2 * n;
      const int high = 2 * n + 1;
      __m512i sum =
          fold(acc[low / kVectors][low % kVectors], acc[high / kVectors][high % kVectors]);
      if (skip != nullptr) {
        sum = with_skip(sum, load16(skip + first + 16 * n),
                        eights(c.skip, low % kVectors, high % kVectors));
      }
      const __m512i scale = eights(m, low % kVectors, high % kVectors);
      return requantised<kOutput>(sum, _mm512_castsi512_ps(scale));
    };
    constexpr int kValues = kBlock * kVectors / 2;
    if constexpr (kOutput == Output::kActivation) {
#pragma GCC unroll 3
      for (int n = 0; n < kValues; n += 4) {
        store(value(n), value(n + 1), value(n + 2), value(n + 3),
              static_cast<Activation*>(out) + first + 16 * n);
      }
    } else {
#pragma GCC unroll 6
      for (int n = 0; n < kValues; n += 2) {
        store<kOutput>(value(n), value(n + 1), static_cast<int16_t*>(out) + first + 16 * n);
      }
    }
  }

  // A convolution by fours: 16 outputs times 4 inputs in a vector, so that nothing is left to be
  // added. The number of fours is not known to the compiler, which is the point: GCC 12 keeps the
  // sums of a loop that surely runs in memory as well.
  template <int kIn, int kVectors, int... n>
  static void block_of_fours(std::integer_sequence<int, n...>, const PackedConvolution& c,
                             const Activation* in, Activation* out, const Activation* skip,
                             const ptrdiff_t* at, const float* m) {
    __m512i acc[] = {_mm512_loadu_si512(c.bias + n % kVectors * 16)...};
    const auto* weight = static_cast<const __m512i*>(c.weight);
    for (int k = 0; k < c.four_count; ++k, weight += kVectors) {
      const Activation* a = in + at[k];
      const __m512i w[] = {_mm512_load_si512(weight), _mm512_load_si512(weight + kVectors - 1)};
      ((acc[n] = _mm512_dpbusd_epi32(acc[n], four(a + n / kVectors * kIn), w[n % kVectors])), ...);
    }
    (settle(acc[n]), ...);
    if (skip != nullptr) {
      ((acc[n] = with_skip(acc[n], load16(skip + n * 16),
                           _mm512_loadu_si512(c.skip + n % kVectors * 16))),
       ...);
    }
    ((acc[n] = requantised<Output::kActivation>(acc[n], _mm512_loadu_ps(m + n % kVectors * 16))),
     ...);
    ((n % 4 == 0
          ? store(acc[n], acc[n / 4 * 4 + 1], acc[n / 4 * 4 + 2], acc[n / 4 * 4 + 3], out + n * 16)
          : void()),
     ...);
  }

  template <int kIn, int kVectors>
  static void lines_of_fours(const PackedConvolution& c, const Activation* in, Activation* out,
                             const Activation* skip, const ptrdiff_t* offsets, ptrdiff_t samples,
                             const float* m) {
    ptrdiff_t at[9 * kMaxChannels / 4];
    for (int k = 0; k < c.four_count; ++k) {
      at[k] = offsets[c.fours[k].tap] * kIn + c.fours[k].byte;
    }
    constexpr int kBlock = 24 / kVectors;
    for (ptrdiff_t p = 0; p < samples; p += kBlock) {
      const ptrdiff_t first = p * 16 * kVectors;
      block_of_fours<kIn, kVectors>(std::make_integer_sequence<int, 24>(), c, in + p * kIn,
                                    out + first, skip == nullptr ? nullptr : skip + first, at, m);
    }
  }

  template <Output kOutput, int kIn>
  static void lines(const PackedConvolution& c, const Activation* in, void* out,
                    const Activation* skip, const ptrdiff_t* offsets, ptrdiff_t samples,
                    const float* m) {
    if constexpr (kOutput == Output::kActivation) {
      auto* activations = static_cast<Activation*>(out);
      if (c.fours != nullptr && c.out == 16) {
        lines_of_fours<kIn, 1>(c, in, activations, skip, offsets, samples, m);
        return;
      }
      if (c.fours != nullptr) {
        lines_of_fours<kIn, 2>(c, in, activations, skip, offsets, samples, m);
        return;
      }
    }
    lines_by_lanes<Avx512Vnni, kOutput, kIn>(c, in, out, skip, offsets, samples, m);
  }

 private:
  // For the compiler a sum's value after a loop, apart from those in it.
  static void settle(__m512i& sum) { asm("" : "+v"(sum)); }

  static __m512i four(const Activation* at) {
    int32_t values;
    __builtin_memcpy(&values, at, sizeof values);
    return _mm512_set1_epi32(values);
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
