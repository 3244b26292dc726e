// A model laid out for the GPU.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "../model.h"
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

// The bytes of a network, to be copied anywhere.
class NetworkImage {
 public:
  explicit NetworkImage(const Model& model);

  const std::vector<uint8_t>& bytes() const { return bytes_; }

  // The network whose bytes lie at `base`, on the host or on a device; aligned to 16 bytes.
  Network at(const uint8_t* base) const;

 private:
  struct Offsets {
    size_t weight, bias, requant, skip;
    bool has_skip;
  };

  Offsets pack_tensor_layer(const Convolution& c);
  Offsets pack_gate_layer(const Convolution& c);
  void pack_scales(const Convolution& c, int width, Offsets& offsets);
  template <typename T>
  size_t append(const std::vector<T>& values);

  std::vector<uint8_t> bytes_;
  Offsets head_, tail_, pixel_;
  std::vector<Offsets> body_, gate_;
  size_t lowpass_;
  Network shape_{};
};

}  // namespace mvjpeg::cuda
