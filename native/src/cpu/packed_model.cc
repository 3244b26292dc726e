#include "packed_model.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace mvjpeg::cpu {
namespace {

int round_up(int value, int multiple) { return (value + multiple - 1) / multiple * multiple; }

bool tap_lives(const Convolution& c, int tap) {
  for (size_t k = tap; k < c.weight.size(); k += c.taps) {
    if (c.weight[k] != 0) return true;
  }
  return false;
}

}  // namespace

template <typename T>
T* ModelPacking::allocate(size_t count) {
  memory_.push_back(allocate_aligned(count * sizeof(T)));
  std::memset(memory_.back().get(), 0, count * sizeof(T));
  return reinterpret_cast<T*>(memory_.back().get());
}

void ModelPacking::pack_groups(const Convolution& c, const Layout& layout,
                               PackedConvolution& packed) {
  for (int tap = 0; tap < c.taps; ++tap) {
    if (c.taps == 1 || tap_lives(c, tap)) packed.tap[packed.taps++] = tap;
  }
  const size_t weights = static_cast<size_t>(packed.taps) * packed.in * packed.out;
  auto* bytes = allocate<int8_t>(layout.weight_bytes == 1 ? weights : 0);
  auto* words = allocate<int16_t>(layout.weight_bytes == 2 ? weights : 0);
  packed.weight = layout.weight_bytes == 1 ? static_cast<const void*>(bytes) : words;
  for (int o = 0; o < c.out; ++o) {
    for (int k = 0; k < c.in; ++k) {
      for (int tap = 0; tap < packed.taps; ++tap) {
        const int8_t value =
            c.weight[(static_cast<size_t>(o) * c.in + k) * c.taps + packed.tap[tap]];
        const size_t group = static_cast<size_t>(tap) * packed.in / layout.group + k / layout.group;
        const size_t at = (group * packed.out + o) * layout.group + k % layout.group;
        if (layout.weight_bytes == 1) {
          bytes[at] = value;
        } else {
          words[at] = value;
        }
      }
    }
  }
}

// The head's samples have six planes and then two of the next sample, so that a row of its kernel
// takes five fours and not six.
void ModelPacking::pack_fours(const Convolution& c, PackedConvolution& packed) {
  const bool head = c.in == kPlanes;
  packed.taps = c.taps;
  std::iota(packed.tap, packed.tap + c.taps, 0);
  const auto weight = [&](int o, int tap, int byte) -> int8_t {
    const bool next = head && byte >= kPlanes;
    if (next && tap % 3 == 2) return 0;  // nothing there that the kernel sees
    const int plane = next ? byte - 2 : byte;
    return c.weight[(static_cast<size_t>(o) * c.in + plane) * c.taps + tap + (next ? 1 : 0)];
  };
  const size_t most = static_cast<size_t>(c.taps) * packed.in / 4;
  auto* weights = allocate<int8_t>(most * c.out * 4);
  auto* fours = allocate<Four>(most);
  packed.weight = weights;
  packed.fours = fours;
  for (int tap = 0; tap < c.taps; ++tap) {
    for (int byte = 0; byte < packed.in; byte += 4) {
      if (head && tap % 3 == 1 && byte == 4) continue;  // the left neighbour's four has them
      int8_t* four = weights + static_cast<size_t>(packed.four_count) * c.out * 4;
      bool lives = false;
      for (int k = 0; k < 4 * c.out; ++k) {
        four[k] = weight(k / 4, tap, byte + k % 4);
        lives = lives || four[k] != 0;
      }
      if (lives)
        fours[packed.four_count++] = {static_cast<int16_t>(tap), static_cast<int16_t>(byte)};
    }
  }
}

PackedConvolution ModelPacking::pack(const Convolution& c, const Layout& layout) {
  PackedConvolution packed{};
  packed.in = round_up(c.in, 8);
  packed.out = round_up(c.out, 8);
  packed.dilation = c.dilation;
  if (layout.fours && c.out % 16 == 0) {
    pack_fours(c, packed);
  } else {
    pack_groups(c, layout, packed);
  }

  const auto weights_of = [&](int o) {
    const auto first = c.weight.begin() + static_cast<ptrdiff_t>(o) * c.in * c.taps;
    return std::accumulate(first, first + static_cast<ptrdiff_t>(c.in) * c.taps, 0);
  };
  auto* bias = allocate<int32_t>(packed.out);
  auto* requant = allocate<float>(static_cast<size_t>(kQps) * packed.out);
  for (int o = 0; o < c.out; ++o) {
    bias[o] = c.bias[o] + layout.activation_offset * weights_of(o);
    for (int qp = 0; qp < kQps; ++qp) requant[qp * packed.out + o] = c.requant[qp * c.out + o];
  }
  packed.bias = bias;
  packed.requant = requant;
  if (!c.skip.empty()) {
    auto* skip = allocate<int32_t>(packed.out);
    std::copy(c.skip.begin(), c.skip.end(), skip);
    packed.skip = skip;
  }
  return packed;
}

PackedMatrices ModelPacking::pack_matrices(const Convolution& c) {
  constexpr int kColumns = 16, kGroup = 4, kMaxPiece = 64;
  const int in = round_up(c.in, 8);
  const int out = round_up(c.out, 8);
  PackedMatrices packed{};
  packed.samples = out < 32 ? 2 : 1;
  const int row_bytes = (packed.samples + 2) * in;
  packed.pieces = (row_bytes + kMaxPiece - 1) / kMaxPiece;
  packed.piece_bytes = row_bytes / packed.pieces;
  const int columns = packed.samples * out;
  auto* weight = allocate<int8_t>(static_cast<size_t>(3) * row_bytes * columns);
  for (int tap = 0; tap < 9; ++tap) {
    for (int sample = 0; sample < packed.samples; ++sample) {
      for (int o = 0; o < c.out; ++o) {
        for (int k = 0; k < c.in; ++k) {
          const int column = sample * out + o;
          const int at = (sample + tap % 3) * in + k;  // in the kernel row's inputs
          const int tile =
              (tap / 3 * packed.pieces + at / packed.piece_bytes) * columns / kColumns +
              column / kColumns;
          const int byte = at % packed.piece_bytes;
          weight[tile * packed.piece_bytes * kColumns +
                 (byte / kGroup * kColumns + column % kColumns) * kGroup + byte % kGroup] =
              c.weight[(static_cast<size_t>(o) * c.in + k) * c.taps + tap];
        }
      }
    }
  }
  packed.weight = weight;
  return packed;
}

ModelPacking::ModelPacking(const Model& model, const Layout& layout) {
  packed_.head = pack(model.head, layout);
  packed_.depth = static_cast<int>(model.body.size());
  for (int k = 0; k < packed_.depth; ++k) packed_.body[k] = pack(model.body[k], layout);
  packed_.tail = pack(model.tail, layout);
  packed_.pixel = pack(model.pixel, layout);
  for (int k = 0; k < kGateLayers; ++k) packed_.gate[k] = pack(model.gate[k], layout);
  // Values of a row are to fill one or two vectors, which 24 channels do not.
  if (layout.matrices && model.channels != 24) {
    packed_.head.matrices = pack_matrices(model.head);
    for (int k = 0; k < packed_.depth; ++k) packed_.body[k].matrices = pack_matrices(model.body[k]);
    packed_.tail.matrices = pack_matrices(model.tail);
  }
  packed_.channels = model.channels;
  packed_.halo = model.halo();
  auto* lowpass = allocate<float>(model.lowpass.size());
  std::copy(model.lowpass.begin(), model.lowpass.end(), lowpass);
  packed_.lowpass = lowpass;
  for (int qp = 0; qp < kQps; ++qp) packed_.parts[qp] = model.parts(qp);
}

}  // namespace mvjpeg::cpu
