#include "model.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <string_view>

#include "error.h"

namespace mvjpeg {
namespace {

[[noreturn]] void fail(std::string_view tensor, const std::string& reason) {
  throw Error(MVJPEG_INVALID_MODEL, "model tensor '" + std::string(tensor) + "': " + reason);
}

const char* dtype_name(int dtype) {
  switch (dtype) {
    case MVJPEG_I8:
      return "I8";
    case MVJPEG_I16:
      return "I16";
    case MVJPEG_I32:
      return "I32";
    case MVJPEG_F32:
      return "F32";
    default:
      return "unknown";
  }
}

template <typename T>
constexpr int dtype_of() {
  if constexpr (std::is_same_v<T, int8_t>) return MVJPEG_I8;
  if constexpr (std::is_same_v<T, int16_t>) return MVJPEG_I16;
  if constexpr (std::is_same_v<T, int32_t>) return MVJPEG_I32;
  if constexpr (std::is_same_v<T, float>) return MVJPEG_F32;
}

class Tensors {
 public:
  explicit Tensors(std::span<const mvjpeg_tensor> all) : all_(all) {
    for (const auto& t : all_) {
      if (t.name == nullptr || t.data == nullptr) {
        throw Error(MVJPEG_INVALID_MODEL, "a model tensor has no name or no data");
      }
      if (t.rank < 1 || t.rank > 4)
        fail(t.name, "rank " + std::to_string(t.rank) + " is outside 1..4");
    }
  }

  const mvjpeg_tensor* find(std::string_view name) const {
    for (const auto& t : all_) {
      if (name == t.name) return &t;
    }
    return nullptr;
  }

  template <typename T>
  std::vector<T> get(const std::string& name, std::initializer_list<int64_t> shape) const {
    const mvjpeg_tensor* t = find(name);
    if (t == nullptr) fail(name, "is missing");
    if (t->dtype != dtype_of<T>()) {
      fail(name,
           std::string("has type ") + dtype_name(t->dtype) + ", not " + dtype_name(dtype_of<T>()));
    }
    bool same = t->rank == static_cast<int>(shape.size());
    size_t count = 1;
    int axis = 0;
    std::string expected;
    for (const int64_t extent : shape) {
      same = same && t->shape[axis++] == extent;
      count *= static_cast<size_t>(extent);
      expected += (expected.empty() ? "" : ", ") + std::to_string(extent);
    }
    if (!same) fail(name, "has the wrong shape; expected [" + expected + "]");
    std::vector<T> values(count);
    std::memcpy(values.data(), t->data, count * sizeof(T));
    return values;
  }

 private:
  std::span<const mvjpeg_tensor> all_;
};

// float(acc) is exact and int32 cannot overflow only while |acc| < 2^24 for every input.
void check_accumulator(const std::string& name, const Convolution& c) {
  const int fan_in = c.in * c.taps;
  for (int o = 0; o < c.out; ++o) {
    int64_t bound = std::abs(static_cast<int64_t>(c.bias[o]));
    for (int k = 0; k < fan_in; ++k)
      bound += 255 * std::abs(static_cast<int>(c.weight[o * fan_in + k]));
    if (!c.skip.empty()) bound += 255 * std::abs(static_cast<int>(c.skip[o]));
    if (bound >= (1 << 24)) {
      fail(name + ".bias", "output " + std::to_string(o) + " can reach " + std::to_string(bound) +
                               ", the limit is 16777215");
    }
  }
}

Convolution convolution(const Tensors& tensors, const std::string& name, int in, int out, int taps,
                        int dilation, bool is_signed) {
  Convolution c;
  c.in = in;
  c.out = out;
  c.taps = taps;
  c.dilation = dilation;
  c.weight = taps == 9 ? tensors.get<int8_t>(name + ".weight", {out, in, 3, 3})
                       : tensors.get<int8_t>(name + ".weight", {out, in});
  c.bias = tensors.get<int32_t>(name + ".bias", {out});
  c.requant = tensors.get<float>(name + ".requant", {kQps, out});
  for (const float m : c.requant) {
    if (!std::isfinite(m) || (!is_signed && m < 0)) {
      fail(name + ".requant", "holds " + std::to_string(m) +
                                  (is_signed ? "; must be finite" : "; must be finite and >= 0"));
    }
  }
  return c;
}

// Whether a convolution without ReLU can give anything but zero at a QP.
bool output_lives(const Convolution& c, int qp) {
  const auto fan_in = static_cast<ptrdiff_t>(c.in) * c.taps;
  for (int o = 0; o < c.out; ++o) {
    const auto first = c.weight.begin() + o * fan_in;
    const auto nonzero = [](int8_t w) { return w != 0; };
    if (c.requant[qp * c.out + o] != 0 &&
        (c.bias[o] != 0 || std::any_of(first, first + fan_in, nonzero))) {
      return true;
    }
  }
  return false;
}

}  // namespace

Parts Model::parts(int qp) const {
  return {.structure = output_lives(tail, qp),
          .pixel = output_lives(pixel, qp),
          .lowpass = lowpass[2 * qp] != 0 || lowpass[2 * qp + 1] != 0};
}

Model Model::from_tensors(std::span<const mvjpeg_tensor> all) {
  const Tensors tensors(all);
  Model model;
  const mvjpeg_tensor* head = tensors.find("head.weight");
  if (head == nullptr) fail("head.weight", "is missing");
  const int64_t channels = head->shape[0];
  if (channels != 16 && channels != 24 && channels != 32) {
    fail("head.weight", "has " + std::to_string(channels) + " channels; must be 16, 24 or 32");
  }
  model.channels = static_cast<int>(channels);
  int depth = 0;
  while (depth <= kMaxBody && tensors.find("body." + std::to_string(depth) + ".weight") != nullptr)
    ++depth;
  if (depth < 1 || depth > kMaxBody) {
    fail("body.0.weight", "there must be 1 to 4 body layers");
  }

  model.head = convolution(tensors, "head", kPlanes, model.channels, 9, 1, false);
  for (int k = 0; k < depth; ++k) {
    model.body.push_back(convolution(tensors, "body." + std::to_string(k), model.channels,
                                     model.channels, 9, 1, false));
  }
  model.body.back().skip = tensors.get<int16_t>("skip", {channels});
  model.tail = convolution(tensors, "tail", model.channels, kPlanes, 9, 1, true);
  model.pixel = convolution(tensors, "pixel", kPlanes, kPlanes, 1, 1, true);
  model.gate[0] = convolution(tensors, "gate.0", kCellInputs, kGateHidden, 9, 1, false);
  model.gate[1] = convolution(tensors, "gate.1", kGateHidden, kGateHidden, 9, 2, false);
  model.gate[2] = convolution(tensors, "gate.2", kGateHidden, kGates, 9, 4, false);
  model.lowpass = tensors.get<float>("lowpass", {kQps, 2});

  check_accumulator("head", model.head);
  for (int k = 0; k < depth; ++k) check_accumulator("body." + std::to_string(k), model.body[k]);
  check_accumulator("tail", model.tail);
  check_accumulator("pixel", model.pixel);
  for (int k = 0; k < kGateLayers; ++k)
    check_accumulator("gate." + std::to_string(k), model.gate[k]);
  for (const float a : model.lowpass) {
    if (!(std::fabs(a) <= 1.0F / 16))
      fail("lowpass", "holds " + std::to_string(a) + "; the limit is 1/16");
  }
  return model;
}

}  // namespace mvjpeg
