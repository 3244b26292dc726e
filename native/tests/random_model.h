// Networks with random weights, scaled so that activations use their range. Sparse ones lack half
// of the taps of every convolution, and at half of the QPs each of tail, pixel branch and low-pass.
#pragma once

#include <cmath>
#include <cstdint>
#include <deque>
#include <random>
#include <string>
#include <vector>

#include "mvjpeg/kernel.h"

namespace mvjpeg::test {

class RandomModel {
 public:
  RandomModel(int channels, int depth, uint32_t seed, bool sparse = false)
      : random_(seed), sparse_(sparse) {
    convolution("head", channels, 6, 9, 200.0F, false);
    for (int k = 0; k < depth; ++k) {
      convolution("body." + std::to_string(k), channels, channels, 9, 200.0F, false);
    }
    add<int16_t>("skip", MVJPEG_I16, {channels},
                 [&](size_t) { return static_cast<int16_t>(uniform(-300, 300)); });
    convolution("tail", 6, channels, 9, 900.0F, true);
    convolution("pixel", 6, 6, 1, 300.0F, true);
    convolution("gate.0", 32, 8, 9, 200.0F, false);
    convolution("gate.1", 32, 32, 9, 200.0F, false);
    convolution("gate.2", 4, 32, 9, 300.0F, false);
    std::vector<bool> live = lives(52);
    add<float>("lowpass", MVJPEG_F32, {52, 2}, [&](size_t k) {
      return live[k / 2] ? static_cast<float>(uniform(-1000, 1000)) / 16000.0F : 0.0F;
    });
  }

  const std::vector<mvjpeg_tensor>& tensors() const { return tensors_; }

 private:
  int uniform(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }

  std::vector<bool> lives(int count) {
    std::vector<bool> live(static_cast<size_t>(count), true);
    for (int k = 0; sparse_ && k < count; ++k) live[k] = uniform(0, 1) == 1;
    return live;
  }

  template <typename T, typename Draw>
  void add(const std::string& name, int dtype, std::vector<int64_t> shape, const Draw& draw) {
    size_t count = 1;
    for (const int64_t extent : shape) count *= static_cast<size_t>(extent);
    names_.push_back(name);
    storage_.emplace_back(count * sizeof(T));
    T* values = reinterpret_cast<T*>(storage_.back().data());
    for (size_t k = 0; k < count; ++k) values[k] = draw(k);
    mvjpeg_tensor tensor{};
    tensor.name = names_.back().c_str();
    tensor.data = values;
    tensor.dtype = dtype;
    tensor.rank = static_cast<int32_t>(shape.size());
    for (size_t k = 0; k < shape.size(); ++k) tensor.shape[k] = shape[k];
    tensors_.push_back(tensor);
  }

  void convolution(const std::string& name, int out, int in, int taps, float range,
                   bool is_signed) {
    std::vector<int64_t> shape{out, in};
    if (taps == 9) shape.insert(shape.end(), {3, 3});
    const std::vector<bool> live_taps = lives(taps);
    add<int8_t>(name + ".weight", MVJPEG_I8, shape, [&](size_t k) {
      return live_taps[k % taps] ? static_cast<int8_t>(uniform(-128, 127)) : int8_t{0};
    });
    add<int32_t>(name + ".bias", MVJPEG_I32, {out},
                 [&](size_t) { return uniform(-200000, 200000); });
    // Random weights on random activations spread with the square root of the fan-in.
    const float spread = 74.0F * 100.0F * std::sqrt(static_cast<float>(in * taps));
    const std::vector<bool> live_qps = is_signed ? lives(52) : std::vector<bool>(52, true);
    add<float>(name + ".requant", MVJPEG_F32, {52, out}, [&](size_t k) {
      if (!live_qps[k / out]) return 0.0F;
      const float scale = range / spread * (0.25F + static_cast<float>(uniform(0, 1000)) / 1000.0F);
      return is_signed && uniform(0, 1) == 1 ? -scale : scale;
    });
  }

  std::mt19937 random_;
  bool sparse_;
  std::deque<std::string> names_;
  std::deque<std::vector<std::byte>> storage_;
  std::vector<mvjpeg_tensor> tensors_;
};

}  // namespace mvjpeg::test
