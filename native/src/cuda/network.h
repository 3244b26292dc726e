// A network as the kernels see it.
#pragma once

#include <cstdint>

#include "../arithmetic.h"
#include "gpu.h"

namespace mvjpeg::cuda {

constexpr int kGroup = 8;  // channels that lie together, and columns of a matrix tile

// A convolution as a matrix product. K runs over (tap, channel group); a step of the product takes
// four groups, one per quad of lanes, so that a lane's bytes of both halves of K are one aligned
// load of 8 activations.
struct TensorLayer {
  const WeightFragment* weight;  // [step][tile][lane]
  const int32_t* bias;           // [outputs, rounded up to whole tiles]
  const float* requant;          // [52][outputs, rounded up]
  const int32_t* skip;           // [outputs], or null
};

struct GateLayer {
  const uint32_t* weight;  // [tap][in / 4][out], four inputs in a word
  const int32_t* bias;     // [out]
  const float* requant;    // [52][out]
  int in, out, dilation;
};

struct Network {
  TensorLayer head, tail, pixel;
  TensorLayer body[kMaxBody];
  GateLayer gate[kGateLayers];
  const float* lowpass;  // [52][2]
  int channels, depth;
};

}  // namespace mvjpeg::cuda
