// What the branches found and the low-pass, weighted by the gates and added to the planes, as the
// compiler makes it.
#pragma once

#include <cstring>

#include "convolution.h"
#include "strip_planes.h"

namespace mvjpeg::cpu {
namespace {

// Where the planes' rows of a half-resolution row are written to.
struct OutputRows {
  uint8_t *y[2], *u, *v;
};

// The gates of line `cell_row` of cells, which is clamped to the grid.
const uint8_t* gate_line(const Tile& t, int cell_row) {
  return t.gates +
         static_cast<ptrdiff_t>(clamp_int(cell_row, 0, t.grid_height - 1)) * t.grid_width * kGates;
}

// A half-resolution row's gates lie between those on two lines of cells, which are kept from row to
// row.
template <typename GateRow>
class GateLines {
 public:
  // Before rows of another tile.
  void begin() { cell_ = kNone; }

  // Goes to row `j`; interpolate_across(cell row, gates) fills what is not there yet.
  template <typename InterpolateAcross>
  void advance(int j, const InterpolateAcross& interpolate_across) {
    const int cell = gate_cell(j);
    if (cell == cell_) return;
    if (cell != cell_ + 1) interpolate_across(cell, lines_[cell & 1]);
    interpolate_across(cell + 1, lines_[(cell + 1) & 1]);
    cell_ = cell;
  }

  const GateRow& above() const { return lines_[cell_ & 1]; }
  const GateRow& below() const { return lines_[(cell_ + 1) & 1]; }

 private:
  static constexpr int kNone = -3;  // no line of cells, nor beside one

  int cell_;          // the line above the row
  GateRow lines_[2];  // even and odd ones
};

// What the branches have of a half-resolution row, kPacked values for each sample.
template <typename Activation>
struct BranchRow {
  const int16_t* sum;        // null: nothing
  const Activation* packed;  // for the pixel branch where it is left to the combination
};

// Targets' Combination. It keeps its memory in the workspace; begin() comes before a tile's first
// row, and the rows that follow one another go by ascending j.
template <typename Activation>
class PlainCombination {
 public:
  static constexpr bool kPixelBranch = false;  // left to it

  // With the low-pass's strengths for luma and chroma, or null where there is none.
  void begin(const Tile& tile, const float* strength) {
    tile_ = &tile;
    strength_ = strength;
    lines_.begin();
    if (strength == nullptr) std::memset(lowpass_, 0, sizeof lowpass_);
  }

  // Half-resolution row `j`, from its branches and the strip's planes around their half-resolution
  // row `row` from sample `first` on.
  void combine(int j, const BranchRow<Activation>& branches, const StripPlanes& planes, int row,
               int first, const OutputRows& out) {
    interpolate_gates(j);
    split(branches.sum);
    for (int k = 0; k < 2; ++k) {
      const uint8_t* y = planes.y[2 * row + k] + 2 * first;
      if (strength_ != nullptr) luma_lowpass(y, 2 * tile_->width);
      mix(y, luma_branch_[k], gates_.luma, 2 * tile_->width, out.y[k]);
    }
    const auto chroma = [&](const uint8_t* x, const int16_t* chroma_branch, uint8_t* to) {
      if (strength_ != nullptr) chroma_lowpass(x, tile_->width);
      mix(x, chroma_branch, gates_.chroma, tile_->width, to);
    };
    chroma(planes.u[row] + first, chroma_branch_[0], out.u);
    chroma(planes.v[row] + first, chroma_branch_[1], out.v);
  }

 private:
  // Gates of a half-resolution row for each sample: of the branches, then of the low-pass.
  struct alignas(64) GateRow {
    int32_t luma[2][2 * kTile];
    int32_t chroma[2][kTile];
  };

  // On a line of cells, linear between them, 12 bits.
  void interpolate_across(int cell_row, GateRow& row) {
    const Tile& t = *tile_;
    const uint8_t* cells = gate_line(t, cell_row);
    for (int i = 0; i < t.width; ++i) {
      const int cell = gate_cell(t.i0 + i);
      const int fraction = gate_fraction(t.i0 + i);
      const uint8_t* left = cells + clamp_int(cell, 0, t.grid_width - 1) * kGates;
      const uint8_t* right = cells + clamp_int(cell + 1, 0, t.grid_width - 1) * kGates;
      for (int k = 0; k < 2; ++k) {
        const int luma = (16 - fraction) * left[k] + fraction * right[k];
        row.luma[k][2 * i] = luma;
        row.luma[k][2 * i + 1] = luma;
        row.chroma[k][i] = (16 - fraction) * left[2 + k] + fraction * right[2 + k];
      }
    }
  }

  static void interpolate_down(const int32_t* __restrict above, const int32_t* __restrict below,
                               int fraction, int count, int32_t* __restrict out) {
    for (int x = 0; x < count; ++x) out[x] = 16 * above[x] + fraction * (below[x] - above[x]);
  }

  // Bilinear gates of the half-resolution row `j`, 16 bits.
  void interpolate_gates(int j) {
    lines_.advance(j, [&](int cell_row, GateRow& row) { interpolate_across(cell_row, row); });
    const GateRow& above = lines_.above();
    const GateRow& below = lines_.below();
    const int fraction = gate_fraction(j);
    for (int k = 0; k < 2; ++k) {
      interpolate_down(above.luma[k], below.luma[k], fraction, 2 * tile_->width, gates_.luma[k]);
      interpolate_down(above.chroma[k], below.chroma[k], fraction, tile_->width, gates_.chroma[k]);
    }
  }

  // Turns the branches' samples into rows of planes.
  void split(const int16_t* __restrict branch) {
    if (branch == nullptr) {
      std::memset(luma_branch_, 0, sizeof luma_branch_);
      std::memset(chroma_branch_, 0, sizeof chroma_branch_);
      return;
    }
    for (int i = 0; i < tile_->width; ++i) {
      const int16_t* sample = branch + i * kPacked;
      std::memcpy(luma_branch_[0] + 2 * i, sample, 2 * sizeof *sample);
      std::memcpy(luma_branch_[1] + 2 * i, sample + 2, 2 * sizeof *sample);
      chroma_branch_[0][i] = sample[4];
      chroma_branch_[1][i] = sample[5];
    }
  }

  // Residual of `count` luma samples from `at` on, in sixteenths of a gray level.
  void luma_lowpass(const uint8_t* at, int count) {
    constexpr ptrdiff_t kPitch = StripPlanes::kLumaPitch;
    uint16_t* __restrict columns = columns_;
    int32_t* __restrict out = lowpass_;
    for (int x = 0; x < count + 4; ++x) {
      const uint8_t* p = at + x - 2;
      columns[x] = static_cast<uint16_t>(p[-2 * kPitch] + p[2 * kPitch] +
                                         4 * (p[-kPitch] + p[kPitch]) + 6 * p[0]);
    }
    for (int x = 0; x < count; ++x) {
      const auto sum = static_cast<uint16_t>(
          columns[x] + columns[x + 4] + 4 * (columns[x + 1] + columns[x + 3]) + 6 * columns[x + 2]);
      out[x] = round_even(multiply(static_cast<float>(sum - 256 * at[x]), strength_[0]));
    }
  }

  void chroma_lowpass(const uint8_t* at, int count) {
    constexpr ptrdiff_t kPitch = StripPlanes::kChromaPitch;
    uint16_t* __restrict columns = columns_;
    int32_t* __restrict out = lowpass_;
    for (int x = 0; x < count + 2; ++x) {
      const uint8_t* p = at + x - 1;
      columns[x] = static_cast<uint16_t>(p[-kPitch] + p[kPitch] + 2 * p[0]);
    }
    for (int x = 0; x < count; ++x) {
      const auto sum = static_cast<uint16_t>(columns[x] + columns[x + 2] + 2 * columns[x + 1]);
      out[x] = round_even(multiply(static_cast<float>(16 * sum - 256 * at[x]), strength_[1]));
    }
  }

  template <int kCount>
  void mix(const uint8_t* __restrict x, const int16_t* __restrict branch,
           const int32_t (&gates)[2][kCount], int count, uint8_t* __restrict out) const {
    const int32_t* __restrict gate_b = gates[0];
    const int32_t* __restrict gate_l = gates[1];
    const int32_t* __restrict lowpass = lowpass_;
    for (int i = 0; i < count; ++i) {
      out[i] =
          static_cast<uint8_t>(mvjpeg::combine(x[i], branch[i], gate_b[i], lowpass[i], gate_l[i]));
    }
  }

  const Tile* tile_;
  const float* strength_;
  alignas(64) uint16_t columns_[2 * kPatchWidth];  // vertical half of the low-pass
  alignas(64) int32_t lowpass_[2 * kTile];
  GateLines<GateRow> lines_;
  GateRow gates_;
  alignas(64) int16_t luma_branch_[2][2 * kTile];
  alignas(64) int16_t chroma_branch_[2][kTile];
};

}  // namespace
}  // namespace mvjpeg::cpu
