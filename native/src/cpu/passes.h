// The passes around the convolutions, written once and compiled by every instruction set's own
// translation unit, which defines a `Target` first:
//
//   struct Target {
//     using Activation = uint8_t or uint16_t;
//     // The inputs per sample are a constant, or their multiples would not fit the address
//     registers. template <Output kOutput, int kIn> static void lines(const PackedConvolution&,
//     const Activation* in, void* out, const Activation* skip,
//                       const ptrdiff_t* offsets, ptrdiff_t samples, const float* requant);
//   };
//
// A convolution treats the samples of a patch as one line: output p reads inputs p + offsets[tap]
// with the same pitch, so the last columns of each row are garbage that nobody reads. Buffers have
// slack for it, and for an overrun of up to kOverrun samples past the end.
#pragma once

#include <cstring>

#include "../arithmetic.h"
#include "isa.h"

namespace mvjpeg::cpu {
namespace {

enum class Output { kActivation, kSigned, kAddSigned };

constexpr int kOverrun = 32;
constexpr int kSamples = kPatch * kPatch + kOverrun;
constexpr int kLowpassHalo = 1;
constexpr int kPacked = 8;  // the six planes and two zeros, a multiple of every group

template <typename Activation>
struct alignas(64) Workspace {
  uint8_t channel[4][2 * kPatch + 64];  // a deinterleaved source row
  uint8_t rgb[2][3][2 * kPatch + 64];   // two rows, edges replicated
  alignas(64) uint8_t y[2 * kPatch][2 * kPatch];
  alignas(64) uint8_t u[kPatch][kPatch];
  alignas(64) uint8_t v[kPatch][kPatch];
  alignas(64) int16_t columns[2 * kPatch];  // vertical half of the low-pass
  alignas(64) int32_t lowpass[2 * kTile];
  alignas(64) int32_t gate[kGates][kTile];
  alignas(64) int16_t branch_row[kPlanes][kTile];
  alignas(64) Activation packed[kSamples * kPacked];
  alignas(64) Activation head[kSamples * kMaxChannels];
  alignas(64) Activation body[2][kSamples * kMaxChannels];
  alignas(64) int16_t branch[kSamples * kPacked];
};

template <int kStride>
void deinterleave(const uint8_t* pixels, int count, uint8_t* c0, uint8_t* c1, uint8_t* c2,
                  uint8_t* c3) {
  for (int x = 0; x < count; ++x) {
    c0[x] = pixels[x * kStride];
    if constexpr (kStride > 1) c1[x] = pixels[x * kStride + 1];
    if constexpr (kStride > 2) c2[x] = pixels[x * kStride + 2];
    if constexpr (kStride > 3) c3[x] = pixels[x * kStride + 3];
  }
}

void replicate(const uint8_t* inside, int before, int count, int after, uint8_t* out) {
  std::memset(out, inside[0], static_cast<size_t>(before));
  std::memcpy(out + before, inside, static_cast<size_t>(count));
  std::memset(out + before + count, inside[count - 1], static_cast<size_t>(after));
}

// Row y, columns [x0, x0 + count) of the extended plane, as separate R, G and B.
void load_row(const mvjpeg_picture& picture, int x0, int y, int count,
              uint8_t (*channel)[2 * kPatch + 64], uint8_t (*rgb)[2 * kPatch + 64]) {
  const uint8_t* row = picture.data + static_cast<ptrdiff_t>(clamp_int(y, 0, picture.height - 1)) *
                                          picture.row_stride;
  const int first = clamp_int(x0, 0, picture.width - 1);
  const int last = clamp_int(x0 + count - 1, 0, picture.width - 1);
  const int inside = last - first + 1;
  const uint8_t* pixels = row + static_cast<ptrdiff_t>(first) * picture.pixel_stride;
  switch (picture.pixel_stride) {
    case 1:
      deinterleave<1>(pixels, inside, channel[0], channel[1], channel[2], channel[3]);
      break;
    case 2:
      deinterleave<2>(pixels, inside, channel[0], channel[1], channel[2], channel[3]);
      break;
    case 3:
      deinterleave<3>(pixels, inside, channel[0], channel[1], channel[2], channel[3]);
      break;
    default:
      deinterleave<4>(pixels, inside, channel[0], channel[1], channel[2], channel[3]);
      break;
  }
  const int before = clamp_int(-x0, 0, count - inside);
  const int after = count - inside - before;
  replicate(channel[picture.red], before, inside, after, rgb[0]);
  replicate(channel[picture.green], before, inside, after, rgb[1]);
  replicate(channel[picture.blue], before, inside, after, rgb[2]);
}

// Converts `width x height` half-resolution samples from (i0, j0) on into the workspace's planes.
template <typename Activation>
void convert_pixels(const mvjpeg_picture& picture, int i0, int j0, int width, int height,
                    Workspace<Activation>& w) {
  for (int j = 0; j < height; ++j) {
    for (int row = 0; row < 2; ++row) {
      load_row(picture, 2 * i0, 2 * (j0 + j) + row, 2 * width, w.channel, w.rgb[row]);
      const uint8_t* __restrict r = w.rgb[row][0];
      const uint8_t* __restrict g = w.rgb[row][1];
      const uint8_t* __restrict b = w.rgb[row][2];
      uint8_t* __restrict y = w.y[2 * j + row];
      for (int x = 0; x < 2 * width; ++x) y[x] = static_cast<uint8_t>(luma(r[x], g[x], b[x]));
    }
    const uint8_t* __restrict r0 = w.rgb[0][0];
    const uint8_t* __restrict g0 = w.rgb[0][1];
    const uint8_t* __restrict b0 = w.rgb[0][2];
    const uint8_t* __restrict r1 = w.rgb[1][0];
    const uint8_t* __restrict g1 = w.rgb[1][1];
    const uint8_t* __restrict b1 = w.rgb[1][2];
    uint8_t* __restrict u = w.u[j];
    uint8_t* __restrict v = w.v[j];
    for (int i = 0; i < width; ++i) {
      const int r4 = r0[2 * i] + r0[2 * i + 1] + r1[2 * i] + r1[2 * i + 1];
      const int g4 = g0[2 * i] + g0[2 * i + 1] + g1[2 * i] + g1[2 * i + 1];
      const int b4 = b0[2 * i] + b0[2 * i + 1] + b1[2 * i] + b1[2 * i + 1];
      u[i] = static_cast<uint8_t>(chroma_u(r4, g4, b4));
      v[i] = static_cast<uint8_t>(chroma_v(r4, g4, b4));
    }
  }
}

// Row y, columns [x0, x0 + count) of an extended plane.
void copy_row(const uint8_t* plane, ptrdiff_t stride, int plane_width, int plane_height, int x0,
              int y, int count, uint8_t* out) {
  const int first = clamp_int(x0, 0, plane_width - 1);
  const int last = clamp_int(x0 + count - 1, 0, plane_width - 1);
  const int inside = last - first + 1;
  const int before = clamp_int(-x0, 0, count - inside);
  replicate(plane + clamp_int(y, 0, plane_height - 1) * stride + first, before, inside,
            count - inside - before, out);
}

// Takes them from planes.
template <typename Activation>
void copy_planes(const mvjpeg_planes& planes, int i0, int j0, int width, int height,
                 Workspace<Activation>& w) {
  const int chroma_width = planes.width / 2;
  const int chroma_height = planes.height / 2;
  for (int j = 0; j < height; ++j) {
    for (int row = 0; row < 2; ++row) {
      copy_row(planes.y, planes.stride_y, planes.width, planes.height, 2 * i0, 2 * (j0 + j) + row,
               2 * width, w.y[2 * j + row]);
    }
    copy_row(planes.u, planes.stride_u, chroma_width, chroma_height, i0, j0 + j, width, w.u[j]);
    copy_row(planes.v, planes.stride_v, chroma_width, chroma_height, i0, j0 + j, width, w.v[j]);
  }
}

// Brings `width x height` half-resolution samples from (i0, j0) on into the workspace's planes; the
// only pass that knows pixels from planes.
template <typename Activation>
void load_patch(const mvjpeg_job& job, int i0, int j0, int width, int height,
                Workspace<Activation>& w) {
  if (job.picture.data != nullptr) {
    convert_pixels(job.picture, i0, j0, width, height, w);
  } else {
    copy_planes(job.decoded, i0, j0, width, height, w);
  }
}

int difference(int a, int b) { return a < b ? b - a : a - b; }

// Sums down the columns of a row of blocks, `width` columns; a block's are at most 16 rows of 255.
struct ColumnSums {
  alignas(64) uint16_t value[2][2 * kTile];  // of even and odd rows
  alignas(64) uint16_t across[2 * kTile];    // |s(x + 1, y) - s(x, y)|
  alignas(64) uint16_t down[2 * kTile];      // |s(x, y + 1) - s(x, y)|
};

// Columns first, which is the direction that vectors like; `rows` is even.
void sum_columns(const uint8_t* block, int pitch, int rows, int width, ColumnSums& sums) {
  std::memset(&sums, 0, sizeof sums);
  for (int y = 0; y < rows; ++y) {
    const uint8_t* row = block + y * pitch;
    uint16_t* __restrict value = sums.value[y & 1];
    for (int x = 0; x < width; ++x) value[x] = static_cast<uint16_t>(value[x] + row[x]);
    uint16_t* __restrict across = sums.across;
    for (int x = 0; x + 1 < width; ++x) {
      across[x] = static_cast<uint16_t>(across[x] + difference(row[x + 1], row[x]));
    }
    if (y + 1 == rows) break;
    uint16_t* __restrict down = sums.down;
    for (int x = 0; x < width; ++x) {
      down[x] = static_cast<uint16_t>(down[x] + difference(row[x + pitch], row[x]));
    }
  }
}

// Sum of absolute horizontal and vertical differences inside the block of `side` columns from x on.
int activity(const ColumnSums& sums, int x, int side) {
  int sum = 0;
  for (int i = 0; i < side; ++i) sum += sums.down[x + i];
  for (int i = 0; i + 1 < side; ++i) sum += sums.across[x + i];
  return sum;
}

template <typename Activation>
void pool_row(const mvjpeg_job& job, int cell_row, int count, uint8_t* cells, uint8_t* flat,
              void* workspace) {
  auto& w = *static_cast<Workspace<Activation>*>(workspace);
  constexpr int kCells = kTile / kCell;
  ColumnSums y, u, v;
  for (int first = 0; first < count; first += kCells) {
    const int n = count - first < kCells ? count - first : kCells;
    load_patch(job, first * kCell, cell_row * kCell, n * kCell, kCell, w);
    sum_columns(w.y[0], 2 * kPatch, 2 * kCell, 2 * kCell * n, y);
    sum_columns(w.u[0], kPatch, kCell, kCell * n, u);
    sum_columns(w.v[0], kPatch, kCell, kCell * n, v);
    for (int c = 0; c < n; ++c) {
      int sum[kPlanes] = {};
      for (int i = c * kCell; i < (c + 1) * kCell; ++i) {
        for (int k = 0; k < 4; ++k) sum[k] += y.value[k / 2][2 * i + k % 2];
        sum[4] += u.value[0][i] + u.value[1][i];
        sum[5] += v.value[0][i] + v.value[1][i];
      }
      const int luma_activity = activity(y, 2 * kCell * c, 2 * kCell);
      const int chroma_activity = activity(u, kCell * c, kCell) + activity(v, kCell * c, kCell);
      uint8_t* cell = cells + (first + c) * kCellInputs;
      for (int k = 0; k < kPlanes; ++k) cell[k] = static_cast<uint8_t>((sum[k] + 32) >> 6);
      cell[6] = static_cast<uint8_t>(clamp8(luma_activity >> 6));
      cell[7] = static_cast<uint8_t>(clamp8(chroma_activity >> 5));
      flat[first + c] = luma_activity == 0 && chroma_activity == 0;
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

template <typename Target, Output kOutput>
void convolve(const PackedConvolution& c, const typename Target::Activation* in, void* out,
              const typename Target::Activation* skip, ptrdiff_t pitch, ptrdiff_t samples, int qp) {
  const float* requant = c.requant + qp * c.out;
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

// Bilinear gates of one half-resolution row, 16 bits.
void upsample_gates(const Tile& t, int j, int32_t (*gate)[kTile]) {
  const int fraction = gate_fraction(j);
  const uint8_t* above =
      t.gates +
      static_cast<ptrdiff_t>(clamp_int(gate_cell(j), 0, t.grid_height - 1)) * t.grid_width * kGates;
  const uint8_t* below =
      t.gates + static_cast<ptrdiff_t>(clamp_int(gate_cell(j) + 1, 0, t.grid_height - 1)) *
                    t.grid_width * kGates;
  constexpr int kSpan = kTile / kCell + 2;  // cells -1 .. 8 around the tile
  const int first = t.i0 / kCell - 1;
  for (int k = 0; k < kGates; ++k) {
    int column[kSpan];
    for (int c = 0; c < kSpan; ++c) {
      const int at = clamp_int(first + c, 0, t.grid_width - 1) * kGates + k;
      column[c] = (16 - fraction) * above[at] + fraction * below[at];
    }
    for (int c = 0; c < kTile / kCell; ++c) {
      int32_t* out = gate[k] + c * kCell;
      for (int i = 0; i < kCell / 2; ++i) {
        const int f = 2 * i + 9;
        out[i] = (16 - f) * column[c] + f * column[c + 1];
      }
      for (int i = kCell / 2; i < kCell; ++i) {
        const int f = 2 * i - 7;
        out[i] = (16 - f) * column[c + 1] + f * column[c + 2];
      }
    }
  }
}

// Low-pass residual of `count` luma samples from `at` on, in sixteenths of a gray level.
void luma_lowpass(const uint8_t* at, ptrdiff_t pitch, int count, float strength,
                  int16_t* __restrict columns, int32_t* __restrict out) {
  for (int x = 0; x < count + 4; ++x) {
    const uint8_t* p = at + x - 2;
    columns[x] =
        static_cast<int16_t>(p[-2 * pitch] + p[2 * pitch] + 4 * (p[-pitch] + p[pitch]) + 6 * p[0]);
  }
  for (int x = 0; x < count; ++x) {
    const int sum =
        columns[x] + columns[x + 4] + 4 * (columns[x + 1] + columns[x + 3]) + 6 * columns[x + 2];
    out[x] = round_even(multiply(static_cast<float>(sum - 256 * at[x]), strength));
  }
}

void chroma_lowpass(const uint8_t* at, ptrdiff_t pitch, int count, float strength,
                    int16_t* __restrict columns, int32_t* __restrict out) {
  for (int x = 0; x < count + 2; ++x) {
    const uint8_t* p = at + x - 1;
    columns[x] = static_cast<int16_t>(p[-pitch] + p[pitch] + 2 * p[0]);
  }
  for (int x = 0; x < count; ++x) {
    const int sum = columns[x] + columns[x + 2] + 2 * columns[x + 1];
    out[x] = round_even(multiply(static_cast<float>(16 * sum - 256 * at[x]), strength));
  }
}

template <typename Activation>
void pack_planes(Workspace<Activation>& w, int width, int height) {
  for (int j = 0; j < height; ++j) {
    Activation* __restrict out = w.packed + static_cast<ptrdiff_t>(j) * width * kPacked;
    const uint8_t* __restrict y0 = w.y[2 * j];
    const uint8_t* __restrict y1 = w.y[2 * j + 1];
    for (int i = 0; i < width; ++i) {
      out[i * kPacked + 0] = y0[2 * i];
      out[i * kPacked + 1] = y0[2 * i + 1];
      out[i * kPacked + 2] = y1[2 * i];
      out[i * kPacked + 3] = y1[2 * i + 1];
      out[i * kPacked + 4] = w.u[j][i];
      out[i * kPacked + 5] = w.v[j][i];
      out[i * kPacked + 6] = 0;
      out[i * kPacked + 7] = 0;
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
void split_planes(const int16_t* __restrict branch, int width, int16_t (*__restrict rows)[kTile]) {
  for (int i = 0; i < width; ++i) {
    for (int k = 0; k < kPlanes; ++k) rows[k][i] = branch[i * kPacked + k];
  }
}

void combine_luma(const uint8_t* __restrict x, const int16_t* __restrict even,
                  const int16_t* __restrict odd, const int32_t* __restrict lowpass,
                  const int32_t* __restrict gate_b, const int32_t* __restrict gate_l, int width,
                  uint8_t* __restrict out) {
  for (int i = 0; i < width; ++i) {
    out[2 * i] =
        static_cast<uint8_t>(combine(x[2 * i], even[i], gate_b[i], lowpass[2 * i], gate_l[i]));
    out[2 * i + 1] = static_cast<uint8_t>(
        combine(x[2 * i + 1], odd[i], gate_b[i], lowpass[2 * i + 1], gate_l[i]));
  }
}

void combine_chroma(const uint8_t* __restrict x, const int16_t* __restrict branch,
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
  load_patch(*t.job, t.i0 - halo, t.j0 - halo, t.width + 2 * halo, t.height + 2 * halo, w);
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
  std::memset(w.branch_row, 0, sizeof w.branch_row);
  std::memset(w.lowpass, 0, sizeof w.lowpass);

  const float* strength = t.model->lowpass + 2 * qp;
  for (int j = 0; j < t.height; ++j) {
    upsample_gates(t, t.j0 + j, w.gate);
    if (branches) {
      split_planes(w.branch + static_cast<ptrdiff_t>(j) * width * kPacked, t.width, w.branch_row);
    }
    for (int row = 0; row < 2; ++row) {
      const uint8_t* y = &w.y[2 * (j + halo) + row][2 * halo];
      if (parts.lowpass)
        luma_lowpass(y, 2 * kPatch, 2 * t.width, strength[0], w.columns, w.lowpass);
      combine_luma(y, w.branch_row[2 * row], w.branch_row[2 * row + 1], w.lowpass, w.gate[0],
                   w.gate[1], t.width, luma_row(j, row));
    }
    const uint8_t* u = &w.u[j + halo][halo];
    if (parts.lowpass) chroma_lowpass(u, kPatch, t.width, strength[1], w.columns, w.lowpass);
    combine_chroma(u, w.branch_row[4], w.lowpass, w.gate[2], w.gate[3], t.width, u_row(j));
    const uint8_t* v = &w.v[j + halo][halo];
    if (parts.lowpass) chroma_lowpass(v, kPatch, t.width, strength[1], w.columns, w.lowpass);
    combine_chroma(v, w.branch_row[5], w.lowpass, w.gate[2], w.gate[3], t.width, v_row(j));
  }
}

template <typename Target>
constexpr Isa make_isa(const char* name, Layout layout, bool (*supported)()) {
  using Activation = typename Target::Activation;
  return {name,
          layout,
          sizeof(Workspace<Activation>),
          supported,
          pool_row<Activation>,
          run_gate_layer<Target>,
          run_tile<Target>};
}

}  // namespace
}  // namespace mvjpeg::cpu
