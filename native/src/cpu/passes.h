// The fused pass, written once and compiled by every instruction set's own translation unit, which
// defines a `Target` first:
//
//   struct Target {
//     using Activation = uint8_t or uint16_t;
//     // What does a pass around the convolutions; where vectors do no better than the compiler,
//     // ColumnPooling, PlainColour and PlainCombination.
//     using Pooling, Colour, Combination;
//     // Inputs per sample are a constant, or their multiples would not fit the address registers.
//     lines<Output, kIn>(convolution, in, out, skip, offsets, samples, requant);
//     // Only where matrices are multiplied: the convolutions that have them.
//     products<Output>(convolution, in, out, skip, pitch, samples, requant);
//   };
#pragma once

#include <cstring>
#include <type_traits>

#include "colour.h"
#include "combination.h"
#include "convolution.h"
#include "isa.h"
#include "pass.h"
#include "pooling.h"
#include "strip_planes.h"

namespace mvjpeg::cpu {
namespace {

constexpr int kLowpassHalo = 1;

// `height` rows of samples with a number of values each.
template <typename Value, int kHeight, int kValues>
using Samples = Value[(kHeight * kPatchWidth + kOverrun) * kValues];

// Every buffer holds a strip and the halo that later layers need of it, its first row first.
template <typename Target>
struct alignas(64) Workspace {
  using Activation = typename Target::Activation;

  StripPlanes planes;
  typename Target::Combination combination;
  alignas(64) Samples<Activation, kPatchHeight, kPacked> packed;
  alignas(64) Samples<Activation, kPatchHeight, kMaxChannels> head;
  alignas(64) Samples<Activation, kStrip + 2 * kMaxBody, kMaxChannels> body[kMaxBody];
  alignas(64) Samples<int16_t, kStrip, kPacked> branch;
};

template <typename Target>
void pool_row(const mvjpeg_job& job, int cell_row, int count, uint8_t* cells, uint8_t* flat,
              void* workspace) {
  StripPlanes& planes = static_cast<Workspace<Target>*>(workspace)->planes;
  constexpr int kCells = kTile / kCell;
  CellSums sums[kCells];
  for (int first = 0; first < count; first += kCells) {
    const int n = count - first < kCells ? count - first : kCells;
    load<typename Target::Colour>(job, {first * kCell, cell_row * kCell, n * kCell, kCell, 0},
                                  planes);
    Target::Pooling::sum(planes.y[0], planes.u[0], planes.v[0], StripPlanes::kChromaPitch, n, sums);
    for (int c = 0; c < n; ++c) {
      const CellSums& s = sums[c];
      uint8_t* cell = cells + (first + c) * kCellInputs;
      for (int k = 0; k < kPlanes; ++k) cell[k] = static_cast<uint8_t>((s.planes[k] + 32) >> 6);
      cell[6] = static_cast<uint8_t>(clamp8(s.luma_activity >> 6));
      cell[7] = static_cast<uint8_t>(clamp8(s.chroma_activity >> 5));
      flat[first + c] = s.luma_activity == 0 && s.chroma_activity == 0;
    }
  }
}

template <typename Target>
void run_gate_layer(const PackedConvolution& c, const void* in, void* out, ptrdiff_t pitch,
                    ptrdiff_t samples, int qp) {
  using Activation = typename Target::Activation;
  convolve<Target, Output::kActivation>(c, static_cast<const Activation*>(in), out, nullptr, pitch,
                                        samples, qp);
}

// kPacked planes of samples, side by side; written as whole words.
template <typename Activation>
void pack_row(const StripPlanes& planes, int row, int width, Activation* __restrict out) {
  using Word = std::conditional_t<sizeof(Activation) == 1, uint32_t, uint64_t>;
  constexpr int kBits = 8 * sizeof(Activation);
  const uint8_t* __restrict upper = planes.y[2 * row];
  const uint8_t* __restrict lower = planes.y[2 * row + 1];
  const uint8_t* __restrict u = planes.u[row];
  const uint8_t* __restrict v = planes.v[row];
  for (int i = 0; i < width; ++i) {
    const uint8_t* y0 = upper + 2 * i;
    const uint8_t* y1 = lower + 2 * i;
    const Word luma =
        y0[0] | Word{y0[1]} << kBits | Word{y1[0]} << 2 * kBits | Word{y1[1]} << 3 * kBits;
    const Word chroma =
        u[i] | Word{v[i]} << kBits | Word{u[i + 1]} << 2 * kBits | Word{v[i + 1]} << 3 * kBits;
    std::memcpy(out + i * kPacked, &luma, sizeof luma);
    std::memcpy(out + i * kPacked + 4, &chroma, sizeof chroma);
  }
}

// One tile on its way, strip by strip.
template <typename Target, typename Clock>
class TileRun {
 public:
  TileRun(const Tile& tile, Clock& clock)
      : t_(tile), w_(*static_cast<Workspace<Target>*>(tile.workspace)), clock_(clock) {
    if (t_.model == nullptr) return;
    parts_ = t_.model->parts[t_.job->qp];
    halo_ = parts_.structure ? t_.model->halo : kLowpassHalo;
    width_ = t_.width + 2 * halo_;
    w_.combination.begin(t_, parts_.lowpass ? t_.model->lowpass + 2 * t_.job->qp : nullptr);
  }

  void run() {
    bool follows = false;  // on a strip that left its rows
    for (int j = t_.j0; j < t_.j0 + t_.height; j += kStrip) {
      const int rest = t_.j0 + t_.height - j;
      const int height = rest < kStrip ? rest : kStrip;
      if (t_.model == nullptr || gates_closed(j, height)) {
        convert(j, height);
        follows = false;
      } else {
        if (follows) move_up();
        filter(j, height, follows);
        follows = true;
      }
    }
  }

 private:
  using Activation = typename Target::Activation;
  static constexpr bool kLeavesPixels = Target::Combination::kPixelBranch;

  bool gates_closed(int j, int height) const {
    const int c0 = clamp_int(gate_cell(t_.i0), 0, t_.grid_width - 1);
    const int c1 = clamp_int(gate_cell(t_.i0 + t_.width - 1) + 1, 0, t_.grid_width - 1);
    for (int r = gate_cell(j); r <= gate_cell(j + height - 1) + 1; ++r) {
      const uint8_t* line = gate_line(t_, r);
      for (int k = c0 * kGates; k < (c1 + 1) * kGates; ++k) {
        if (line[k] != 0) return false;
      }
    }
    return true;
  }

  OutputRows output(int j) const {
    const mvjpeg_planes& p = t_.job->planes;
    const auto luma = [&](int row) {
      return p.y + static_cast<ptrdiff_t>(2 * j + row) * p.stride_y + 2 * t_.i0;
    };
    return {{luma(0), luma(1)},
            p.u + static_cast<ptrdiff_t>(j) * p.stride_u + t_.i0,
            p.v + static_cast<ptrdiff_t>(j) * p.stride_v + t_.i0};
  }

  // Without a network.
  void convert(int j, int height) {
    load<typename Target::Colour>(*t_.job, {t_.i0, j, t_.width, height, 0}, w_.planes);
    for (int row = 0; row < height; ++row) {
      const OutputRows out = output(j + row);
      for (int k = 0; k < 2; ++k) {
        std::memcpy(out.y[k], w_.planes.y[2 * row + k], static_cast<size_t>(2 * t_.width));
      }
      std::memcpy(out.u, w_.planes.u[row], static_cast<size_t>(t_.width));
      std::memcpy(out.v, w_.planes.v[row], static_cast<size_t>(t_.width));
    }
  }

  // Rows of planes or behind 3x3 convolutions that the strip before has computed already.
  int kept(int layer) const { return 2 * (halo_ - layer); }

  // Moves those of them to the top that the next strip still reads.
  void move_up() {
    w_.planes.move_up(kStrip, kept(0), halo_ + 1);
    const auto move = [&](Activation* samples, int layer, int values, int rows) {
      const ptrdiff_t row = static_cast<ptrdiff_t>(width_) * values;
      Activation* to = samples + (kept(layer) - rows) * row;
      std::memcpy(to, to + kStrip * row, static_cast<size_t>(rows * row) * sizeof *to);
    };
    move(w_.packed, 0, kPacked, halo_);
    if (!parts_.structure) return;
    const PackedModel& m = *t_.model;
    move(w_.head, 1, m.channels, m.depth < 2 ? 2 : m.depth);
    for (int k = 0; k < m.depth; ++k) move(w_.body[k], 2 + k, m.channels, 2);
  }

  void filter(int j, int height, bool follows) {
    const int first = follows ? kept(0) : 0;
    const int rows = height + kept(0);
    load<typename Target::Colour>(
        *t_.job, {t_.i0 - halo_, j - halo_ + first, width_, rows - first, first}, w_.planes);
    clock_.lap(Pass::kLoad);
    const bool branches = parts_.structure || parts_.pixel;
    if (branches) {
      for (int row = first; row < rows; ++row) {
        pack_row(w_.planes, row, width_,
                 w_.packed + static_cast<ptrdiff_t>(row) * width_ * kPacked);
      }
      clock_.lap(Pass::kPack);
      run_branches(height, follows);
    }
    const bool sums = parts_.structure || (parts_.pixel && !kLeavesPixels);
    for (int row = 0; row < height; ++row) {
      const ptrdiff_t at = static_cast<ptrdiff_t>(row) * width_ * kPacked;
      w_.combination.combine(j + row, {sums ? w_.branch + at : nullptr, inside() + at}, w_.planes,
                             halo_ + row, halo_, output(j + row));
    }
    clock_.lap(Pass::kCombine);
  }

  // Packed samples from the strip's own first one on.
  const Activation* inside() const {
    return w_.packed + static_cast<ptrdiff_t>(halo_) * (width_ + 1) * kPacked;
  }

  // Rows of a layer, behind those that the strip before left.
  struct Lines {
    ptrdiff_t first, samples;  // without the last row's garbage
  };
  Lines lines(int layer, int height, bool follows) const {
    const int first = follows ? kept(layer) : 0;
    return {static_cast<ptrdiff_t>(first) * width_,
            static_cast<ptrdiff_t>(height + kept(layer) - first) * width_ - 2 * layer};
  }

  // Runs the branches that a QP has; branch then holds tA + tB for sample (i, j) of the strip at
  // j * width + i, or tB alone where tA is left to the combination.
  void run_branches(int height, bool follows) {
    const PackedModel& m = *t_.model;
    const int qp = t_.job->qp;
    const ptrdiff_t centre = width_ + 1;
    if (parts_.structure) {
      const auto features = [&](const PackedConvolution& c, int layer, const Activation* in,
                                Activation* out, const Activation* skip) {
        const Lines l = lines(layer, height, follows);
        convolve<Target, Output::kActivation>(c, in + l.first * c.in, out + l.first * c.out,
                                              skip == nullptr ? nullptr : skip + l.first * c.out,
                                              width_, l.samples, qp);
      };
      features(m.head, 1, w_.packed, w_.head, nullptr);
      clock_.lap(Pass::kHead);
      const Activation* in = w_.head;
      for (int k = 0; k < m.depth; ++k) {
        features(m.body[k], 2 + k, in, w_.body[k],
                 k == m.depth - 1 ? w_.head + m.depth * centre * m.channels : nullptr);
        in = w_.body[k];
      }
      clock_.lap(Pass::kBody);
      convolve<Target, Output::kSigned>(m.tail, in, w_.branch, nullptr, width_,
                                        lines(halo_, height, follows).samples, qp);
      clock_.lap(Pass::kTail);
    }
    if constexpr (!kLeavesPixels) {
      const ptrdiff_t samples = lines(halo_, height, follows).samples;
      if (parts_.structure && parts_.pixel) {
        convolve<Target, Output::kAddSigned>(m.pixel, inside(), w_.branch, nullptr, width_, samples,
                                             qp);
      } else if (parts_.pixel) {
        convolve<Target, Output::kSigned>(m.pixel, inside(), w_.branch, nullptr, width_, samples,
                                          qp);
      }
    }
  }

  const Tile& t_;
  Workspace<Target>& w_;
  Clock& clock_;
  Parts parts_{};
  int halo_ = 0;
  int width_ = 0;  // with the halo on both sides
};

template <typename Target>
void run_tile(const Tile& tile) {
  NoClock clock;
  TileRun<Target, NoClock>(tile, clock).run();
}

template <typename Target>
constexpr Isa make_isa(const char* name, Layout layout, bool (*supported)()) {
  layout.matrices = MultipliesMatrices<Target>;
  return {name,
          layout,
          sizeof(Workspace<Target>),
          supported,
          pool_row<Target>,
          run_gate_layer<Target>,
          run_tile<Target>};
}

}  // namespace
}  // namespace mvjpeg::cpu
