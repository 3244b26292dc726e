#include "network_image.h"

#include <algorithm>
#include <cstring>

namespace mvjpeg::cuda {
namespace {

constexpr size_t kAlignment = 256;

int round_up(int value, int multiple) { return (value + multiple - 1) / multiple * multiple; }

}  // namespace

template <typename T>
size_t NetworkImage::append(const std::vector<T>& values) {
  const size_t at = (bytes_.size() + kAlignment - 1) / kAlignment * kAlignment;
  bytes_.resize(at + values.size() * sizeof(T));
  if (!values.empty()) std::memcpy(bytes_.data() + at, values.data(), values.size() * sizeof(T));
  return at;
}

void NetworkImage::pack_scales(const Convolution& c, int width, Offsets& offsets) {
  std::vector<int32_t> bias(static_cast<size_t>(width));
  std::copy(c.bias.begin(), c.bias.end(), bias.begin());
  offsets.bias = append(bias);
  std::vector<float> requant(static_cast<size_t>(kQps) * width);
  for (int qp = 0; qp < kQps; ++qp) {
    std::copy_n(c.requant.begin() + static_cast<ptrdiff_t>(qp) * c.out, c.out,
                requant.begin() + static_cast<ptrdiff_t>(qp) * width);
  }
  offsets.requant = append(requant);
  offsets.has_skip = !c.skip.empty();
  offsets.skip = append(std::vector<int32_t>(c.skip.begin(), c.skip.end()));
}

NetworkImage::Offsets NetworkImage::pack_tensor_layer(const Convolution& c) {
  const int groups = round_up(c.in, kGroup) / kGroup;
  const int width = round_up(c.out, kGroup);
  const int tiles = width / kGroup;
  const int steps = round_up(c.taps * groups, 4) / 4;
  std::vector<int8_t> weight(static_cast<size_t>(steps) * tiles * kLanes * kGroup);
  for (int o = 0; o < c.out; ++o) {
    for (int k = 0; k < c.in; ++k) {
      for (int tap = 0; tap < c.taps; ++tap) {
        const int group = tap * groups + k / kGroup;
        const int lane = o % kGroup * 4 + group % 4;
        const size_t fragment =
            (static_cast<size_t>(group / 4) * tiles + o / kGroup) * kLanes + lane;
        weight[fragment * kGroup + k % kGroup] =
            c.weight[(static_cast<size_t>(o) * c.in + k) * c.taps + tap];
      }
    }
  }
  Offsets offsets{};
  offsets.weight = append(weight);
  pack_scales(c, width, offsets);
  return offsets;
}

NetworkImage::Offsets NetworkImage::pack_gate_layer(const Convolution& c) {
  std::vector<int8_t> weight(c.weight.size());
  for (int o = 0; o < c.out; ++o) {
    for (int k = 0; k < c.in; ++k) {
      for (int tap = 0; tap < c.taps; ++tap) {
        const size_t word = (static_cast<size_t>(tap) * (c.in / 4) + k / 4) * c.out + o;
        weight[word * 4 + k % 4] = c.weight[(static_cast<size_t>(o) * c.in + k) * c.taps + tap];
      }
    }
  }
  Offsets offsets{};
  offsets.weight = append(weight);
  pack_scales(c, c.out, offsets);
  return offsets;
}

NetworkImage::NetworkImage(const Model& model)
    : head_(pack_tensor_layer(model.head)),
      tail_(pack_tensor_layer(model.tail)),
      pixel_(pack_tensor_layer(model.pixel)),
      lowpass_(append(model.lowpass)) {
  for (const Convolution& c : model.body) body_.push_back(pack_tensor_layer(c));
  for (const Convolution& c : model.gate) {
    gate_.push_back(pack_gate_layer(c));
    GateLayer& layer = shape_.gate[gate_.size() - 1];
    layer.in = c.in;
    layer.out = c.out;
    layer.dilation = c.dilation;
  }
  shape_.channels = model.channels;
  shape_.depth = static_cast<int>(model.body.size());
}

Network NetworkImage::at(const uint8_t* base) const {
  const auto floats = [base](size_t at) { return reinterpret_cast<const float*>(base + at); };
  const auto words = [base](size_t at) { return reinterpret_cast<const int32_t*>(base + at); };
  const auto tensor_layer = [&](const Offsets& o) {
    return TensorLayer{reinterpret_cast<const WeightFragment*>(base + o.weight), words(o.bias),
                       floats(o.requant), o.has_skip ? words(o.skip) : nullptr};
  };
  Network network = shape_;
  network.head = tensor_layer(head_);
  network.tail = tensor_layer(tail_);
  network.pixel = tensor_layer(pixel_);
  for (size_t k = 0; k < body_.size(); ++k) network.body[k] = tensor_layer(body_[k]);
  for (size_t k = 0; k < gate_.size(); ++k) {
    network.gate[k].weight = reinterpret_cast<const uint32_t*>(base + gate_[k].weight);
    network.gate[k].bias = words(gate_[k].bias);
    network.gate[k].requant = floats(gate_[k].requant);
  }
  network.lowpass = floats(lowpass_);
  return network;
}

}  // namespace mvjpeg::cuda
