// From an instruction set's blocks or products to convolutions.
//
// A convolution treats the samples of a strip as one line: output p reads inputs p + offsets[tap]
// with the same pitch, so the last columns of each row are garbage that nobody reads. Buffers have
// slack for it, and for an overrun of up to kOverrun samples past the end.
#pragma once

#include "isa.h"

namespace mvjpeg::cpu {
namespace {

enum class Output { kActivation, kSigned, kAddSigned };

constexpr int kOverrun = 128;
constexpr int kPacked = 8;  // the six planes, and u and v of the next sample

// For targets whose lines are blocks of samples: kLanes in a vector, and at a time as many samples
// as kBlocks says for one to four eights of outputs.
template <typename Target, Output kOutput, int kIn, int kEights>
void line(const PackedConvolution& c, const typename Target::Activation* in, void* out,
          const typename Target::Activation* skip, const ptrdiff_t* offsets, ptrdiff_t samples,
          const float* m) {
  constexpr int kBlock = Target::kBlocks[kEights];
  for (ptrdiff_t p = 0; p < samples; p += kBlock) {
    Target::template block<kOutput, kIn, kEights * 8 / Target::kLanes, kBlock>(c, in, out, skip,
                                                                               offsets, p, m);
  }
}

template <typename Target, Output kOutput, int kIn>
void lines_by_lanes(const PackedConvolution& c, const typename Target::Activation* in, void* out,
                    const typename Target::Activation* skip, const ptrdiff_t* offsets,
                    ptrdiff_t samples, const float* m) {
  if constexpr (kOutput == Output::kActivation) {
    switch (c.out / 8) {
      case 4:
        line<Target, kOutput, kIn, 4>(c, in, out, skip, offsets, samples, m);
        return;
      case 3:
        line<Target, kOutput, kIn, 3>(c, in, out, skip, offsets, samples, m);
        return;
      case 2:
        line<Target, kOutput, kIn, 2>(c, in, out, skip, offsets, samples, m);
        return;
      default:
        break;
    }
  }
  line<Target, kOutput, kIn, 1>(c, in, out, skip, offsets, samples, m);
}

template <typename Target>
concept MultipliesMatrices = requires {
  &Target::template products<Output::kActivation>;
};

template <typename Target, Output kOutput>
void convolve(const PackedConvolution& c, const typename Target::Activation* in, void* out,
              const typename Target::Activation* skip, ptrdiff_t pitch, ptrdiff_t samples, int qp) {
  const float* requant = c.requant + qp * c.out;
  if constexpr (kOutput != Output::kAddSigned && MultipliesMatrices<Target>) {
    if (c.matrices.weight != nullptr) {
      Target::template products<kOutput>(c, in, out, skip, pitch, samples, requant);
      return;
    }
  }
  ptrdiff_t offsets[9] = {};
  for (int t = 0; t < c.taps; ++t) {
    offsets[t] = (c.tap[t] / 3 * pitch + c.tap[t] % 3) * c.dilation;
  }
  switch (c.in) {
    case 8:
      Target::template lines<kOutput, 8>(c, in, out, skip, offsets, samples, requant);
      break;
    case 16:
      Target::template lines<kOutput, 16>(c, in, out, skip, offsets, samples, requant);
      break;
    case 24:
      Target::template lines<kOutput, 24>(c, in, out, skip, offsets, samples, requant);
      break;
    default:
      Target::template lines<kOutput, 32>(c, in, out, skip, offsets, samples, requant);
      break;
  }
}

}  // namespace
}  // namespace mvjpeg::cpu
