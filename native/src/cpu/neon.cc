#include <arm_neon.h>

#if defined(__linux__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

#include "passes.h"

namespace mvjpeg::cpu {
namespace {

// sdot: four int8 x int8 products per lane. Activations are offset to signed; the packed biases
// take it back (Layout::activation_offset), so the sums are the same integers.
struct Neon {
  using Activation = uint8_t;
  using Pooling = ColumnPooling;
  using Colour = PlainColour;
  using Combination = PlainCombination<Activation>;

  static constexpr int kLanes = 4;
  static constexpr int kBlocks[] = {0, 8, 6, 4, 3};  // 24 sums and fewer in 32 registers

  template <Output kOutput, int kIn, int kVectors, int kBlock>
  static void block(const PackedConvolution& c, const Activation* in, void* out,
                    const Activation* skip, const ptrdiff_t* offsets, ptrdiff_t p, const float* m) {
    static_assert(kVectors % 2 == 0 && kIn % 8 == 0);
    int32x4_t acc[kBlock][kVectors];
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) {
      const int32x4_t bias = vld1q_s32(c.bias + 4 * v);
#pragma GCC unroll 8
      for (int b = 0; b < kBlock; ++b) acc[b][v] = bias;
    }
    const auto* weight = static_cast<const int8_t*>(c.weight);
    const uint8x8_t sign = vdup_n_u8(0x80);
    for (int tap = 0; tap < c.taps; ++tap) {
      const Activation* a = in + (p + offsets[tap]) * kIn;
      for (int k = 0; k < kIn; k += 8, weight += 2 * 16 * kVectors) {
        int8x8_t x[kBlock];
#pragma GCC unroll 8
        for (int b = 0; b < kBlock; ++b) {
          x[b] = vreinterpret_s8_u8(veor_u8(vld1_u8(a + b * kIn + k), sign));
        }
#pragma GCC unroll 8
        for (int v = 0; v < kVectors; ++v) {
          const int8x16_t first = vld1q_s8(weight + 16 * v);
          const int8x16_t second = vld1q_s8(weight + 16 * (kVectors + v));
#pragma GCC unroll 8
          for (int b = 0; b < kBlock; ++b) {
            acc[b][v] = vdotq_lane_s32(acc[b][v], first, x[b], 0);
            acc[b][v] = vdotq_lane_s32(acc[b][v], second, x[b], 1);
          }
        }
      }
    }
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; v += 2) {
#pragma GCC unroll 8
      for (int b = 0; b < kBlock; ++b) {
        if (skip != nullptr) {
          const uint16x8_t s = vmovl_u8(vld1_u8(skip + (p + b) * c.out + 4 * v));
          acc[b][v] = vmlaq_s32(acc[b][v], vreinterpretq_s32_u32(vmovl_u16(vget_low_u16(s))),
                                vld1q_s32(c.skip + 4 * v));
          acc[b][v + 1] =
              vmlaq_s32(acc[b][v + 1], vreinterpretq_s32_u32(vmovl_u16(vget_high_u16(s))),
                        vld1q_s32(c.skip + 4 * v + 4));
        }
        const int16x8_t rounded =
            vcombine_s16(vmovn_s32(requantised<kOutput>(acc[b][v], vld1q_f32(m + 4 * v))),
                         vmovn_s32(requantised<kOutput>(acc[b][v + 1], vld1q_f32(m + 4 * v + 4))));
        if constexpr (kOutput == Output::kActivation) {
          vst1_u8(static_cast<Activation*>(out) + (p + b) * c.out + 4 * v, vqmovun_s16(rounded));
        } else {
          auto* branch = static_cast<int16_t*>(out) + (p + b) * kPacked;
          vst1q_s16(branch, kOutput == Output::kAddSigned ? vaddq_s16(rounded, vld1q_s16(branch))
                                                          : rounded);
        }
      }
    }
  }

  template <Output kOutput>
  static int32x4_t requantised(int32x4_t sum, float32x4_t scale) {
    const float32x4_t low = vdupq_n_f32(kOutput == Output::kActivation ? 0.0F : -kSignedLimit);
    const float32x4_t high = vdupq_n_f32(kOutput == Output::kActivation ? 255.0F : kSignedLimit);
    return vcvtnq_s32_f32(vminq_f32(vmaxq_f32(vmulq_f32(vcvtq_f32_s32(sum), scale), low), high));
  }

  template <Output kOutput, int kIn>
  static void lines(const PackedConvolution& c, const Activation* in, void* out,
                    const Activation* skip, const ptrdiff_t* offsets, ptrdiff_t samples,
                    const float* m) {
    lines_by_lanes<Neon, kOutput, kIn>(c, in, out, skip, offsets, samples, m);
  }
};

bool has_dot_product() {
#if defined(__linux__)
  return (getauxval(AT_HWCAP) & HWCAP_ASIMDDP) != 0;
#else
  return true;  // every 64-bit processor of Apple's desktop systems
#endif
}

}  // namespace

extern const Isa kNeon = make_isa<Neon>(
    "neon", {.group = 4, .weight_bytes = 1, .activation_bytes = 1, .activation_offset = 128},
    has_dot_product);

}  // namespace mvjpeg::cpu
