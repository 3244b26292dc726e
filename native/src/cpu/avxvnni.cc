#include <immintrin.h>

#include "avx2_pooling.h"
#include "passes.h"

namespace mvjpeg::cpu {
namespace {

// vpdpbusd on 256-bit vectors, for processors that have it without AVX-512.
struct AvxVnni {
  using Activation = uint8_t;
  using Pooling = Avx2Pooling;
  using Colour = PlainColour;
  using Combination = PlainCombination<Activation>;

  static constexpr int kLanes = 8;
  // So that sums, activations and one vector of weights stay in the sixteen registers.
  static constexpr int kBlocks[] = {0, 7, 5, 3, 3};

  template <Output kOutput, int kIn, int kVectors, int kBlock>
  static void block(const PackedConvolution& c, const Activation* in, void* out,
                    const Activation* skip, const ptrdiff_t* offsets, ptrdiff_t p, const float* m) {
    __m256i acc[kBlock][kVectors];
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) {
      const __m256i bias = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(c.bias + 8 * v));
#pragma GCC unroll 12
      for (int b = 0; b < kBlock; ++b) acc[b][v] = bias;
    }
    const auto* weight = static_cast<const __m256i*>(c.weight);
    constexpr int kGroups = kIn / 4;
    for (int tap = 0; tap < c.taps; ++tap) {
      const Activation* a = in + (p + offsets[tap]) * kIn;
      for (int k = 0; k < kGroups; ++k, weight += kVectors) {
        __m256i x[kBlock];
#pragma GCC unroll 12
        for (int b = 0; b < kBlock; ++b) {
          int32_t four;
          __builtin_memcpy(&four, a + b * kIn + 4 * k, sizeof four);
          x[b] = _mm256_set1_epi32(four);
        }
#pragma GCC unroll 4
        for (int v = 0; v < kVectors; ++v) {
          const __m256i w = _mm256_load_si256(weight + v);
#pragma GCC unroll 12
          for (int b = 0; b < kBlock; ++b) {
            acc[b][v] = _mm256_dpbusd_avx_epi32(acc[b][v], x[b], w);
          }
        }
      }
    }
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) {
      const __m256 scale = _mm256_loadu_ps(m + 8 * v);
      const __m256 low = _mm256_set1_ps(kOutput == Output::kActivation ? 0.0F : -kSignedLimit);
      const __m256 high = _mm256_set1_ps(kOutput == Output::kActivation ? 255.0F : kSignedLimit);
#pragma GCC unroll 12
      for (int b = 0; b < kBlock; ++b) {
        __m256i sum = acc[b][v];
        if (skip != nullptr) {
          const __m256i s = _mm256_cvtepu8_epi32(
              _mm_loadl_epi64(reinterpret_cast<const __m128i*>(skip + (p + b) * c.out + 8 * v)));
          const __m256i factor =
              _mm256_loadu_si256(reinterpret_cast<const __m256i*>(c.skip + 8 * v));
          sum = _mm256_add_epi32(sum, _mm256_mullo_epi32(s, factor));
        }
        const __m256 scaled = _mm256_mul_ps(_mm256_cvtepi32_ps(sum), scale);
        const __m256i rounded = _mm256_cvtps_epi32(_mm256_min_ps(_mm256_max_ps(scaled, low), high));
        __m128i packed =
            _mm_packs_epi32(_mm256_castsi256_si128(rounded), _mm256_extracti128_si256(rounded, 1));
        if constexpr (kOutput == Output::kActivation) {
          _mm_storel_epi64(
              reinterpret_cast<__m128i*>(static_cast<Activation*>(out) + (p + b) * c.out + 8 * v),
              _mm_packus_epi16(packed, packed));
        } else {
          auto* branch = reinterpret_cast<__m128i*>(static_cast<int16_t*>(out) + (p + b) * kPacked);
          if constexpr (kOutput == Output::kAddSigned)
            packed = _mm_add_epi16(packed, _mm_loadu_si128(branch));
          _mm_storeu_si128(branch, packed);
        }
      }
    }
  }

  template <Output kOutput, int kIn>
  static void lines(const PackedConvolution& c, const Activation* in, void* out,
                    const Activation* skip, const ptrdiff_t* offsets, ptrdiff_t samples,
                    const float* m) {
    lines_by_lanes<AvxVnni, kOutput, kIn>(c, in, out, skip, offsets, samples, m);
  }
};

}  // namespace

extern const Isa kAvxVnni = make_isa<AvxVnni>(
    "avxvnni", {.group = 4, .weight_bytes = 1, .activation_bytes = 1},
    [] { return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("avxvnni") != 0; });

}  // namespace mvjpeg::cpu
