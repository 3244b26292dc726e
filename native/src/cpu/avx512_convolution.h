// Convolutions with AVX-512 and VNNI.
#pragma once

#include <immintrin.h>

#include <utility>

#include "avx2_pooling.h"
#include "avx512_colour.h"
#include "avx512_combination.h"
#include "avx512_lanes.h"
#include "passes.h"

namespace mvjpeg::cpu {
namespace {

// vpdpbusd: four uint8 x int8 products per 32-bit lane, summed into int32 without saturation. A
// vector holds 16 outputs times four inputs, or where outputs do not fill it 8 times 8, two lanes
// for each output, which are added at the end. Either way a sample's inputs are one broadcast. A
// block has 24 vectors of sums, so that they, inputs and weights stay in the 32 registers.
struct Avx512Vnni {
  using Activation = uint8_t;
  using Pooling = Avx2Pooling;
  using Colour = Avx512Colour;
  using Combination = Avx512Combination;

  // Sums of the 8 outputs of `low`, then of those of `high`.
  static __m512i fold(__m512i low, __m512i high) {
    return _mm512_add_epi32(even_lanes(low, high), odd_lanes(low, high));
  }

  template <Output kOutput>
  static __m512i requantised(__m512i sum, __m512 scale) {
    const __m512 scaled = _mm512_mul_ps(_mm512_cvtepi32_ps(sum), scale);
    // Narrowing saturates below, and above it would, were there no values beyond 2^31.
    const float high = kOutput == Output::kActivation ? 255.0F : kSignedLimit;
    return _mm512_cvtps_epi32(_mm512_min_ps(scaled, _mm512_set1_ps(high)));
  }

  // 64 requantised values in their order, as activations.
  static void store(__m512i a, __m512i b, __m512i c, __m512i d, Activation* out) {
    const __m512i order = _mm512_set_epi32(15, 11, 7, 3, 14, 10, 6, 2, 13, 9, 5, 1, 12, 8, 4, 0);
    const __m512i packed = _mm512_packus_epi16(_mm512_packs_epi32(a, b), _mm512_packs_epi32(c, d));
    _mm512_storeu_si512(out, _mm512_permutexvar_epi32(order, packed));
  }

  // 32 of them, as words of the branch.
  static void store(__m512i a, __m512i b, int16_t* out) {
    const __m512i order = _mm512_set_epi64(7, 5, 3, 1, 6, 4, 2, 0);
    const __m512i limit = _mm512_set1_epi16(static_cast<int16_t>(-kSignedLimit));
    const __m512i packed = _mm512_permutexvar_epi64(order, _mm512_packs_epi32(a, b));
    _mm512_storeu_si512(out, _mm512_max_epi16(packed, limit));
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

  template <Output kOutput, int kIn>
  static void lines(const PackedConvolution& c, const Activation* in, void* out,
                    const Activation* skip, const ptrdiff_t* offsets, ptrdiff_t samples,
                    const float* m) {
    const auto run = [&]<int kGroup, int kVectors>(std::integer_sequence<int, kGroup, kVectors>) {
      ptrdiff_t at[9 * kMaxChannels / 4];
      int steps = 0;
      if constexpr (kGroup == 4) {
        for (; steps < c.four_count; ++steps) {
          at[steps] = offsets[c.fours[steps].tap] * kIn + c.fours[steps].byte;
        }
      } else {
        for (int tap = 0; tap < c.taps; ++tap) {
          for (int k = 0; k < kIn; k += kGroup) at[steps++] = offsets[tap] * kIn + k;
        }
      }
      for (ptrdiff_t p = 0; p < samples; p += kSums / kVectors) {
        block<kOutput, kIn, kGroup, kVectors>(std::make_integer_sequence<int, kSums>(), c, in, out,
                                              skip, at, steps, p, m);
      }
    };
    if constexpr (kOutput == Output::kActivation) {
      if (c.fours != nullptr && c.out == 32) {
        run(std::integer_sequence<int, 4, 2>());
        return;
      }
      if (c.fours != nullptr) {
        run(std::integer_sequence<int, 4, 1>());
        return;
      }
      if (c.out == 24) {
        run(std::integer_sequence<int, 8, 3>());
        return;
      }
    }
    run(std::integer_sequence<int, 8, 1>());
  }

 private:
  static constexpr int kSums = 24;

  template <int kGroup>
  static __m512i broadcast(const Activation* at) {
    if constexpr (kGroup == 4) {
      int32_t four;
      __builtin_memcpy(&four, at, sizeof four);
      return _mm512_set1_epi32(four);
    } else {
      int64_t eight;
      __builtin_memcpy(&eight, at, sizeof eight);
      return _mm512_set1_epi64(eight);
    }
  }

  // Biases of a vector's outputs, each in the first of its lanes.
  template <int kGroup>
  static __m512i biases(const int32_t* at) {
    if constexpr (kGroup == 4) return _mm512_loadu_si512(at);
    return _mm512_cvtepu32_epi64(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(at)));
  }

  // For the compiler a sum's value after a loop, apart from those in it.
  static void settle(__m512i& sum) { asm("" : "+v"(sum)); }

  // Sums have names, by parameter pack, and `steps` is not known to the compiler: only then GCC 12
  // keeps all of them in registers alone.
  template <Output kOutput, int kIn, int kGroup, int kVectors, int... n>
  static void block(std::integer_sequence<int, n...>, const PackedConvolution& c,
                    const Activation* in, void* out, const Activation* skip, const ptrdiff_t* at,
                    int steps, ptrdiff_t p, const float* m) {
    constexpr int kOutputs = 64 / kGroup;  // of a vector
    __m512i sum[] = {biases<kGroup>(c.bias + n % kVectors * kOutputs)...};
    const auto* weight = static_cast<const __m512i*>(c.weight);
    for (int k = 0; k < steps; ++k, weight += kVectors) {
      const Activation* a = in + p * kIn + at[k];
      __m512i w[kVectors];
      for (int v = 0; v < kVectors; ++v) w[v] = _mm512_load_si512(weight + v);
      ((sum[n] = _mm512_dpbusd_epi32(sum[n], broadcast<kGroup>(a + n / kVectors * kIn),
                                     w[n % kVectors])),
       ...);
    }
    (settle(sum[n]), ...);
    const ptrdiff_t first = p * kVectors * kOutputs;
    finish<kOutput, kGroup, kVectors>(std::make_integer_sequence<int, kSums * kOutputs / 16>(), c,
                                      sum, out, skip, first, m);
  }

  // Sums to outputs in their order in memory, 16 in a vector.
  template <Output kOutput, int kGroup, int kVectors, int... n>
  [[gnu::always_inline]] static void finish(std::integer_sequence<int, n...>,
                                            const PackedConvolution& c, const __m512i (&sum)[kSums],
                                            void* out, const Activation* skip, ptrdiff_t first,
                                            const float* m) {
    const auto of_outputs = [](const void* values, int k) {
      return kGroup == 4 ? eights(values, k % kVectors * 2, k % kVectors * 2 + 1)
                         : eights(values, 2 * k % kVectors, (2 * k + 1) % kVectors);
    };
    __m512i value[] = {
        (kGroup == 4 ? sum[n] : fold(sum[2 * n % kSums], sum[(2 * n + 1) % kSums]))...};
    if (skip != nullptr) {
      ((value[n] = with_skip(value[n], load16(skip + first + 16 * n), of_outputs(c.skip, n))), ...);
    }
    ((value[n] = requantised<kOutput>(value[n], _mm512_castsi512_ps(of_outputs(m, n)))), ...);
    if constexpr (kOutput == Output::kActivation) {
      auto* to = static_cast<Activation*>(out) + first;
      ((n % 4 == 0 ? store(value[n], value[n / 4 * 4 + 1], value[n / 4 * 4 + 2],
                           value[n / 4 * 4 + 3], to + 16 * n)
                   : void()),
       ...);
    } else {
      auto* to = static_cast<int16_t*>(out) + first;
      ((n % 2 == 0 ? store(value[n], value[n / 2 * 2 + 1], to + 16 * n) : void()), ...);
    }
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
