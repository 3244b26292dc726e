// The passes around the convolutions, written once and compiled by every instruction set's own
// translation unit, which defines a `Target` first:
//
//   struct Target {
//     using Activation = uint8_t or uint16_t;
//     using Pooling = what sums up gate cells, ColumnPooling where there is nothing better;
//     using Colour = what converts rows of pixels, PlainColour likewise;
//     // Inputs per sample are a constant, or their multiples would not fit the address registers.
//     lines<Output, kIn>(convolution, in, out, skip, offsets, samples, requant);
//     // Only where matrices are multiplied: the convolutions that have them.
//     products<Output>(convolution, in, out, skip, pitch, samples, requant);
//   };
//
// A convolution treats the samples of a patch as one line: output p reads inputs p + offsets[tap]
// with the same pitch, so the last columns of each row are garbage that nobody reads. Buffers have
// slack for it, and for an overrun of up to kOverrun samples past the end.
#pragma once

#include <cstring>
#include <type_traits>

#include "../arithmetic.h"
#include "colour.h"
#include "isa.h"
#include "pooling.h"

namespace mvjpeg::cpu {
namespace {

enum class Output { kActivation, kSigned, kAddSigned };

constexpr int kOverrun = 128;
constexpr int kSamples = kPatch * kPatch + kOverrun;
constexpr int kLowpassHalo = 1;
constexpr int kPacked = 8;  // the six planes and two zeros, a multiple of every group

// Gates of a half-resolution row for each sample: luma's branch and low-pass, then chroma's.
struct alignas(64) GateRow {
  int32_t luma[2][2 * kTile];
  int32_t chroma[2][kTile];
};

template <typename Activation>
struct alignas(64) Workspace {
  uint8_t pixels[2][4 * 2 * kPatch];  // two source rows with their ends repeated
  alignas(64) uint8_t y[2 * kPatch][2 * kPatch];
  alignas(64) uint8_t u[kPatch][kPatch];
  alignas(64) uint8_t v[kPatch][kPatch];
  alignas(64) uint16_t columns[2 * kPatch];  // vertical half of the low-pass
  alignas(64) int32_t lowpass[2 * kTile];
  GateRow gates_across[2];  // on the lines of cells around a row, of even and odd ones
  GateRow gates;
  alignas(64) int16_t luma_branch[2][2 * kTile];
  alignas(64) int16_t chroma_branch[2][kTile];
  alignas(64) Activation packed[kSamples * kPacked];
  alignas(64) Activation head[kSamples * kMaxChannels];
  alignas(64) Activation body[2][kSamples * kMaxChannels];
  alignas(64) int16_t branch[kSamples * kPacked];
};

// Rows of samples of some bytes each: interleaved pixels, or a plane.
struct Raster {
  const uint8_t* data;
  ptrdiff_t row_stride;
  int sample_bytes, width, height;
};

// Samples [x0, x0 + count) of row y of the extended raster: its own where it has them, or a copy
// with its ends repeated.
const uint8_t* extended_row(const Raster& raster, int x0, int y, int count, uint8_t* copy) {
  const auto at = [&](int x) { return static_cast<ptrdiff_t>(x) * raster.sample_bytes; };
  const int first = clamp_int(x0, 0, raster.width - 1);
  const int last = clamp_int(x0 + count - 1, 0, raster.width - 1);
  const int inside = last - first + 1;
  const uint8_t* samples =
      raster.data + clamp_int(y, 0, raster.height - 1) * raster.row_stride + at(first);
  if (inside == count) return samples;
  const int before = clamp_int(-x0, 0, count - inside);
  const auto put = [&](int x, int from, int n) {
    std::memcpy(copy + at(x), samples + at(from), static_cast<size_t>(at(n)));
  };
  for (int x = 0; x < before; ++x) put(x, 0, 1);
  put(before, 0, inside);
  for (int x = before + inside; x < count; ++x) put(x, inside - 1, 1);
  return copy;
}

// Converts `width x height` half-resolution samples from (i0, j0) on into the workspace's planes.
template <typename Target>
void convert_pixels(const mvjpeg_picture& picture, int i0, int j0, int width, int height,
                    Workspace<typename Target::Activation>& w) {
  const Raster raster = {picture.data, picture.row_stride, picture.pixel_stride, picture.width,
                         picture.height};
  typename Target::Colour colour(picture);
  for (int j = 0; j < height; ++j) {
    const uint8_t* pixels[2];
    for (int row = 0; row < 2; ++row) {
      pixels[row] = extended_row(raster, 2 * i0, 2 * (j0 + j) + row, 2 * width, w.pixels[row]);
    }
    colour.convert(pixels[0], pixels[1], width, w.y[2 * j], w.y[2 * j + 1], w.u[j], w.v[j]);
  }
}

void copy_row(const Raster& plane, int x0, int y, int count, uint8_t* out) {
  const uint8_t* row = extended_row(plane, x0, y, count, out);
  if (row != out) std::memcpy(out, row, static_cast<size_t>(count));
}

// Takes them from planes.
template <typename Activation>
void copy_planes(const mvjpeg_planes& planes, int i0, int j0, int width, int height,
                 Workspace<Activation>& w) {
  const Raster y = {planes.y, planes.stride_y, 1, planes.width, planes.height};
  const Raster u = {planes.u, planes.stride_u, 1, planes.width / 2, planes.height / 2};
  const Raster v = {planes.v, planes.stride_v, 1, planes.width / 2, planes.height / 2};
  for (int j = 0; j < height; ++j) {
    for (int row = 0; row < 2; ++row) {
      copy_row(y, 2 * i0, 2 * (j0 + j) + row, 2 * width, w.y[2 * j + row]);
    }
    copy_row(u, i0, j0 + j, width, w.u[j]);
    copy_row(v, i0, j0 + j, width, w.v[j]);
  }
}

// Brings `width x height` half-resolution samples from (i0, j0) on into the workspace's planes; the
// only pass that knows pixels from planes.
template <typename Target>
void load_patch(const mvjpeg_job& job, int i0, int j0, int width, int height,
                Workspace<typename Target::Activation>& w) {
  if (job.picture.data != nullptr) {
    convert_pixels<Target>(job.picture, i0, j0, width, height, w);
  } else {
    copy_planes(job.decoded, i0, j0, width, height, w);
  }
}

template <typename Target>
void pool_row(const mvjpeg_job& job, int cell_row, int count, uint8_t* cells, uint8_t* flat,
              void* workspace) {
  auto& w = *static_cast<Workspace<typename Target::Activation>*>(workspace);
  constexpr int kCells = kTile / kCell;
  CellSums sums[kCells];
  for (int first = 0; first < count; first += kCells) {
    const int n = count - first < kCells ? count - first : kCells;
    load_patch<Target>(job, first * kCell, cell_row * kCell, n * kCell, kCell, w);
    Target::Pooling::sum(w.y[0], w.u[0], w.v[0], kPatch, n, sums);
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

// For targets whose lines are blocks of samples: kLanes in a vector, and at a time as many samples
// as kBlocks says for one to four eights of outputs.
template <typename Target, Output kOutput, int kIn, int kEights>
void line(const PackedConvolution& c, const typename Target::Activation* in, void* out,
          const typename Target::Activation* skip, const ptrdiff_t* offsets, ptrdiff_t samples,
          const float* m) {
  constexpr int kBlock = Target::kBlocks[kEights];
  for (ptrdiff_t p = 0; p < samples; p += kBlock) {
    Target::template block<kOutput, kIn, kEights * 8 / Target::kLanes, kBlock>(c, in, out, skip,
                                                                               offsets, p, m);
  }
}

template <typename Target, Output kOutput, int kIn>
void lines_by_lanes(const PackedConvolution& c, const typename Target::Activation* in, void* out,
                    const typename Target::Activation* skip, const ptrdiff_t* offsets,
                    ptrdiff_t samples, const float* m) {
  if constexpr (kOutput == Output::kActivation) {
    switch (c.out / 8) {
      case 4:
        line<Target, kOutput, kIn, 4>(c, in, out, skip, offsets, samples, m);
        return;
      case 3:
        line<Target, kOutput, kIn, 3>(c, in, out, skip, offsets, samples, m);
        return;
      case 2:
        line<Target, kOutput, kIn, 2>(c, in, out, skip, offsets, samples, m);
        return;
      default:
        break;
    }
  }
  line<Target, kOutput, kIn, 1>(c, in, out, skip, offsets, samples, m);
}

template <typename Target>
concept MultipliesMatrices = requires {
  &Target::template products<Output::kActivation>;
};

template <typename Target, Output kOutput>
void convolve(const PackedConvolution& c, const typename Target::Activation* in, void* out,
              const typename Target::Activation* skip, ptrdiff_t pitch, ptrdiff_t samples, int qp) {
  const float* requant = c.requant + qp * c.out;
  if constexpr (kOutput != Output::kAddSigned && MultipliesMatrices<Target>) {
    if (c.matrices.weight != nullptr) {
      Target::template products<kOutput>(c, in, out, skip, pitch, samples, requant);
      return;
    }
  }
  ptrdiff_t offsets[9] = {};
  for (int t = 0; t < c.taps; ++t) {
    offsets[t] = (c.tap[t] / 3 * pitch + c.tap[t] % 3) * c.dilation;
  }
  switch (c.in) {
    case 8:
      Target::template lines<kOutput, 8>(c, in, out, skip, offsets, samples, requant);
      break;
    case 16:
      Target::template lines<kOutput, 16>(c, in, out, skip, offsets, samples, requant);
      break;
    case 24:
      Target::template lines<kOutput, 24>(c, in, out, skip, offsets, samples, requant);
      break;
    default:
      Target::template lines<kOutput, 32>(c, in, out, skip, offsets, samples, requant);
      break;
  }
}

template <typename Target>
void run_gate_layer(const PackedConvolution& c, const void* in, void* out, ptrdiff_t pitch,
                    ptrdiff_t samples, int qp) {
  using Activation = typename Target::Activation;
  convolve<Target, Output::kActivation>(c, static_cast<const Activation*>(in), out, nullptr, pitch,
                                        samples, qp);
}

bool gates_closed(const Tile& t) {
  const int c0 = clamp_int(gate_cell(t.i0), 0, t.grid_width - 1);
  const int c1 = clamp_int(gate_cell(t.i0 + t.width - 1) + 1, 0, t.grid_width - 1);
  const int r0 = clamp_int(gate_cell(t.j0), 0, t.grid_height - 1);
  const int r1 = clamp_int(gate_cell(t.j0 + t.height - 1) + 1, 0, t.grid_height - 1);
  for (int r = r0; r <= r1; ++r) {
    const uint8_t* row = t.gates + static_cast<ptrdiff_t>(r) * t.grid_width * kGates;
    for (int k = c0 * kGates; k < (c1 + 1) * kGates; ++k) {
      if (row[k] != 0) return false;
    }
  }
  return true;
}

// Gates on a line of cells, linear between them, 12 bits.
void gates_across(const Tile& t, int cell_row, GateRow& row) {
  const uint8_t* cells =
      t.gates +
      static_cast<ptrdiff_t>(clamp_int(cell_row, 0, t.grid_height - 1)) * t.grid_width * kGates;
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

void gates_between(const int32_t* __restrict above, const int32_t* __restrict below, int fraction,
                   int count, int32_t* __restrict out) {
  for (int x = 0; x < count; ++x) out[x] = 16 * above[x] + fraction * (below[x] - above[x]);
}

// Bilinear gates of the half-resolution row `j`, 16 bits; rows of a tile come one after the other.
template <typename Activation>
void upsample_gates(const Tile& t, int j, Workspace<Activation>& w) {
  const int cell = gate_cell(j);
  GateRow& above = w.gates_across[cell & 1];
  GateRow& below = w.gates_across[(cell + 1) & 1];
  if (j == t.j0) gates_across(t, cell, above);
  if (j == t.j0 || cell != gate_cell(j - 1)) gates_across(t, cell + 1, below);
  const int fraction = gate_fraction(j);
  for (int k = 0; k < 2; ++k) {
    gates_between(above.luma[k], below.luma[k], fraction, 2 * t.width, w.gates.luma[k]);
    gates_between(above.chroma[k], below.chroma[k], fraction, t.width, w.gates.chroma[k]);
  }
}

// Low-pass residual of `count` luma samples from `at` on, in sixteenths of a gray level.
void luma_lowpass(const uint8_t* at, ptrdiff_t pitch, int count, float strength,
                  uint16_t* __restrict columns, int32_t* __restrict out) {
  for (int x = 0; x < count + 4; ++x) {
    const uint8_t* p = at + x - 2;
    columns[x] =
        static_cast<uint16_t>(p[-2 * pitch] + p[2 * pitch] + 4 * (p[-pitch] + p[pitch]) + 6 * p[0]);
  }
  for (int x = 0; x < count; ++x) {
    const auto sum = static_cast<uint16_t>(
        columns[x] + columns[x + 4] + 4 * (columns[x + 1] + columns[x + 3]) + 6 * columns[x + 2]);
    out[x] = round_even(multiply(static_cast<float>(sum - 256 * at[x]), strength));
  }
}

void chroma_lowpass(const uint8_t* at, ptrdiff_t pitch, int count, float strength,
                    uint16_t* __restrict columns, int32_t* __restrict out) {
  for (int x = 0; x < count + 2; ++x) {
    const uint8_t* p = at + x - 1;
    columns[x] = static_cast<uint16_t>(p[-pitch] + p[pitch] + 2 * p[0]);
  }
  for (int x = 0; x < count; ++x) {
    const auto sum = static_cast<uint16_t>(columns[x] + columns[x + 2] + 2 * columns[x + 1]);
    out[x] = round_even(multiply(static_cast<float>(16 * sum - 256 * at[x]), strength));
  }
}

// The six planes of each sample and two zeros, side by side; written as whole words.
template <typename Activation>
void pack_planes(Workspace<Activation>& w, int width, int height) {
  using Word = std::conditional_t<sizeof(Activation) == 1, uint32_t, uint64_t>;
  constexpr int kBits = 8 * sizeof(Activation);
  for (int j = 0; j < height; ++j) {
    auto* __restrict out = w.packed + static_cast<ptrdiff_t>(j) * width * kPacked;
    for (int i = 0; i < width; ++i) {
      const uint8_t* y0 = w.y[2 * j] + 2 * i;
      const uint8_t* y1 = w.y[2 * j + 1] + 2 * i;
      const Word luma =
          y0[0] | Word{y0[1]} << kBits | Word{y1[0]} << 2 * kBits | Word{y1[1]} << 3 * kBits;
      const Word chroma = w.u[j][i] | Word{w.v[j][i]} << kBits;
      std::memcpy(out + i * kPacked, &luma, sizeof luma);
      std::memcpy(out + i * kPacked + 4, &chroma, sizeof chroma);
    }
  }
}

// Runs the branches that a QP has; w.branch then holds tA + tB for patch sample (i, j) at
// (j * width + i), tile origin first.
template <typename Target>
void run_branches(const PackedModel& m, int qp, int halo, int width, int height,
                  Workspace<typename Target::Activation>& w) {
  using Activation = typename Target::Activation;
  const Parts parts = m.parts[qp];
  const auto samples =
      [&](int layer) {  // valid rows after `layer` 3x3 convolutions, without the last row's garbage
        return static_cast<ptrdiff_t>(height - 2 * layer) * width - 2 * layer;
      };
  const ptrdiff_t centre = width + 1;
  if (parts.structure) {
    int layer = 1;
    convolve<Target, Output::kActivation>(m.head, w.packed, w.head, nullptr, width, samples(layer),
                                          qp);
    const Activation* in = w.head;
    for (int k = 0; k < m.depth; ++k) {
      Activation* out = w.body[k & 1];
      const Activation* skip = k == m.depth - 1 ? w.head + m.depth * centre * m.channels : nullptr;
      convolve<Target, Output::kActivation>(m.body[k], in, out, skip, width, samples(++layer), qp);
      in = out;
    }
    convolve<Target, Output::kSigned>(m.tail, in, w.branch, nullptr, width, samples(++layer), qp);
  }
  const Activation* inside = w.packed + halo * centre * kPacked;
  if (parts.structure && parts.pixel) {
    convolve<Target, Output::kAddSigned>(m.pixel, inside, w.branch, nullptr, width, samples(halo),
                                         qp);
  } else if (parts.pixel) {
    convolve<Target, Output::kSigned>(m.pixel, inside, w.branch, nullptr, width, samples(halo), qp);
  }
}

// Turns a row of the branches' samples into rows of planes.
template <typename Activation>
void split_planes(const int16_t* __restrict branch, int width, Workspace<Activation>& w) {
  for (int i = 0; i < width; ++i) {
    const int16_t* sample = branch + i * kPacked;
    std::memcpy(w.luma_branch[0] + 2 * i, sample, 2 * sizeof *sample);
    std::memcpy(w.luma_branch[1] + 2 * i, sample + 2, 2 * sizeof *sample);
    w.chroma_branch[0][i] = sample[4];
    w.chroma_branch[1][i] = sample[5];
  }
}

void combine_row(const uint8_t* __restrict x, const int16_t* __restrict branch,
                 const int32_t* __restrict lowpass, const int32_t* __restrict gate_b,
                 const int32_t* __restrict gate_l, int width, uint8_t* __restrict out) {
  for (int i = 0; i < width; ++i) {
    out[i] = static_cast<uint8_t>(combine(x[i], branch[i], gate_b[i], lowpass[i], gate_l[i]));
  }
}

template <typename Target>
void run_tile(const Tile& t) {
  using Activation = typename Target::Activation;
  auto& w = *static_cast<Workspace<Activation>*>(t.workspace);
  const mvjpeg_planes& planes = t.job->planes;
  const int qp = t.job->qp;
  const auto luma_row = [&](int j, int row) {
    return planes.y + static_cast<ptrdiff_t>(2 * (t.j0 + j) + row) * planes.stride_y + 2 * t.i0;
  };
  const auto u_row = [&](int j) {
    return planes.u + static_cast<ptrdiff_t>(t.j0 + j) * planes.stride_u + t.i0;
  };
  const auto v_row = [&](int j) {
    return planes.v + static_cast<ptrdiff_t>(t.j0 + j) * planes.stride_v + t.i0;
  };

  const bool copy = t.model == nullptr || gates_closed(t);
  const Parts parts = copy ? Parts{} : t.model->parts[qp];
  const int halo = copy ? 0 : parts.structure ? t.model->halo : kLowpassHalo;
  load_patch<Target>(*t.job, t.i0 - halo, t.j0 - halo, t.width + 2 * halo, t.height + 2 * halo, w);
  if (copy) {
    for (int j = 0; j < t.height; ++j) {
      for (int row = 0; row < 2; ++row)
        std::memcpy(luma_row(j, row), w.y[2 * j + row], static_cast<size_t>(2 * t.width));
      std::memcpy(u_row(j), w.u[j], static_cast<size_t>(t.width));
      std::memcpy(v_row(j), w.v[j], static_cast<size_t>(t.width));
    }
    return;
  }

  const int width = t.width + 2 * halo;
  const int height = t.height + 2 * halo;
  const bool branches = parts.structure || parts.pixel;
  if (branches) {
    pack_planes(w, width, height);
    run_branches<Target>(*t.model, qp, halo, width, height, w);
  }
  std::memset(w.luma_branch, 0, sizeof w.luma_branch);
  std::memset(w.chroma_branch, 0, sizeof w.chroma_branch);
  std::memset(w.lowpass, 0, sizeof w.lowpass);

  const float* strength = t.model->lowpass + 2 * qp;
  for (int j = 0; j < t.height; ++j) {
    upsample_gates(t, t.j0 + j, w);
    if (branches) split_planes(w.branch + static_cast<ptrdiff_t>(j) * width * kPacked, t.width, w);
    for (int row = 0; row < 2; ++row) {
      const uint8_t* y = &w.y[2 * (j + halo) + row][2 * halo];
      if (parts.lowpass)
        luma_lowpass(y, 2 * kPatch, 2 * t.width, strength[0], w.columns, w.lowpass);
      combine_row(y, w.luma_branch[row], w.lowpass, w.gates.luma[0], w.gates.luma[1], 2 * t.width,
                  luma_row(j, row));
    }
    const auto chroma = [&](const uint8_t* x, int plane, uint8_t* out) {
      if (parts.lowpass) chroma_lowpass(x, kPatch, t.width, strength[1], w.columns, w.lowpass);
      combine_row(x, w.chroma_branch[plane], w.lowpass, w.gates.chroma[0], w.gates.chroma[1],
                  t.width, out);
    };
    chroma(&w.u[j + halo][halo], 0, u_row(j));
    chroma(&w.v[j + halo][halo], 1, v_row(j));
  }
}

template <typename Target>
constexpr Isa make_isa(const char* name, Layout layout, bool (*supported)()) {
  using Activation = typename Target::Activation;
  layout.matrices = MultipliesMatrices<Target>;
  return {name,
          layout,
          sizeof(Workspace<Activation>),
          supported,
          pool_row<Target>,
          run_gate_layer<Target>,
          run_tile<Target>};
}

}  // namespace
}  // namespace mvjpeg::cpu
