#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "arithmetic.h"
#include "mvjpeg/kernel.h"

namespace mvjpeg {

// A convolution as in the model file: weights [out][in][taps], requant [52][out].
struct Convolution {
  int in = 0;
  int out = 0;
  int taps = 0;  // 9 (3x3) or 1
  int dilation = 1;
  std::vector<int8_t> weight;
  std::vector<int32_t> bias;
  std::vector<float> requant;
  std::vector<int16_t> skip;  // [out] on the last body layer, otherwise empty
};

// A network, checked: sizes agree, multipliers are finite, and no accumulator can leave +-2^24.
struct Model {
  int channels = 0;
  Convolution head;
  std::vector<Convolution> body;
  Convolution tail;
  Convolution pixel;
  std::array<Convolution, kGateLayers> gate;
  std::vector<float> lowpass;  // [52][2]

  // Half-resolution samples around a tile that its outputs depend on.
  int halo() const { return static_cast<int>(body.size()) + 2; }

  Parts parts(int qp) const;

  // Throws Error(MVJPEG_INVALID_MODEL) naming the tensor.
  static Model from_tensors(std::span<const mvjpeg_tensor> tensors);
};

}  // namespace mvjpeg
