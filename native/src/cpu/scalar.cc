#include "passes.h"

namespace mvjpeg::cpu {
namespace {

struct Scalar {
  using Activation = uint8_t;
  using Pooling = ColumnPooling;
  using Colour = PlainColour;
  using Combination = PlainCombination<Activation>;

  template <Output kOutput, int kIn>
  static void lines(const PackedConvolution& c, const Activation* in, void* out,
                    const Activation* skip, const ptrdiff_t* offsets, ptrdiff_t samples,
                    const float* m) {
    const auto* weight = static_cast<const int8_t*>(c.weight);
    for (ptrdiff_t p = 0; p < samples; ++p) {
      int32_t acc[kMaxChannels];
      for (int o = 0; o < c.out; ++o) acc[o] = c.bias[o];
      for (int tap = 0; tap < c.taps; ++tap) {
        const Activation* a = in + (p + offsets[tap]) * kIn;
        const int8_t* w = weight + static_cast<ptrdiff_t>(tap) * kIn * c.out;
        for (int k = 0; k < kIn; ++k) {
          for (int o = 0; o < c.out; ++o) acc[o] += w[k * c.out + o] * a[k];
        }
      }
      if (skip != nullptr) {
        for (int o = 0; o < c.out; ++o) acc[o] += c.skip[o] * skip[p * c.out + o];
      }
      if constexpr (kOutput == Output::kActivation) {
        for (int o = 0; o < c.out; ++o) {
          static_cast<Activation*>(out)[p * c.out + o] =
              static_cast<Activation>(requantise(acc[o], m[o]));
        }
      } else {
        int16_t* branch = static_cast<int16_t*>(out) + p * kPacked;
        for (int o = 0; o < kPacked; ++o) {
          const int value = requantise_signed(acc[o], m[o]);
          branch[o] = static_cast<int16_t>(kOutput == Output::kSigned ? value : branch[o] + value);
        }
      }
    }
  }
};

}  // namespace

extern const Isa kScalar = make_isa<Scalar>(
    "scalar", {.group = 1, .weight_bytes = 1, .activation_bytes = 1}, [] { return true; });

}  // namespace mvjpeg::cpu
