// Lays a model out for the GPU.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "../model.h"
#include "network.h"

namespace mvjpeg::cuda {

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
