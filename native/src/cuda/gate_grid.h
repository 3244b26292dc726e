// The context gate: pooling of the cells, its convolutions, and its values between cells.
#pragma once

#include "convert.h"
#include "frame.h"
#include "gpu.h"
#include "network.h"

namespace mvjpeg::cuda {

constexpr int kCellSamples = kCell * kCell;
constexpr int kCellsPerBlock = kThreads / kCellSamples;

struct PoolMemory {
  Packed packed[kCellsPerBlock][kCellSamples];
  int32_t luma[kCellsPerBlock][kCellSamples];  // absolute differences of each sample
  int32_t chroma[kCellsPerBlock][kCellSamples];
};

MVJPEG_INLINE int difference(int a, int b) { return a < b ? b - a : a - b; }

// Differences inside sample `at` of a cell and to its right and lower neighbours inside the cell.
MVJPEG_INLINE int luma_differences(const Packed* cell, int at) {
  const uint32_t y = cell[at].y;
  int sum = difference(byte_of(y, 0), byte_of(y, 1)) + difference(byte_of(y, 2), byte_of(y, 3)) +
            difference(byte_of(y, 0), byte_of(y, 2)) + difference(byte_of(y, 1), byte_of(y, 3));
  if (at % kCell + 1 < kCell) {
    const uint32_t right = cell[at + 1].y;
    sum +=
        difference(byte_of(y, 1), byte_of(right, 0)) + difference(byte_of(y, 3), byte_of(right, 2));
  }
  if (at / kCell + 1 < kCell) {
    const uint32_t below = cell[at + kCell].y;
    sum +=
        difference(byte_of(y, 2), byte_of(below, 0)) + difference(byte_of(y, 3), byte_of(below, 1));
  }
  return sum;
}

MVJPEG_INLINE int chroma_differences(const Packed* cell, int at) {
  int sum = 0;
  MVJPEG_UNROLL
  for (int plane = 0; plane < 2; ++plane) {
    const int here = byte_of(cell[at].uv, plane);
    if (at % kCell + 1 < kCell) sum += difference(here, byte_of(cell[at + 1].uv, plane));
    if (at / kCell + 1 < kCell) sum += difference(here, byte_of(cell[at + kCell].uv, plane));
  }
  return sum;
}

// Inputs of kCellsPerBlock cells; a quarter of a block's threads for each.
template <typename Gpu>
MVJPEG_DEVICE void pool_cells(Gpu& gpu, const Source& source, const GateGrid& grid, int block,
                              PoolMemory& memory) {
  const int cells = grid.width * grid.height;
  gpu.threads([&](int thread) {
    const int cell = block * kCellsPerBlock + thread / kCellSamples;
    const int at = thread % kCellSamples;
    if (cell >= cells) return;
    memory.packed[thread / kCellSamples][at] = packed_at(
        source, cell % grid.width * kCell + at % kCell, cell / grid.width * kCell + at / kCell);
  });
  gpu.threads([&](int thread) {
    const int slot = thread / kCellSamples;
    const int at = thread % kCellSamples;
    if (block * kCellsPerBlock + slot >= cells) return;
    memory.luma[slot][at] = luma_differences(memory.packed[slot], at);
    memory.chroma[slot][at] = chroma_differences(memory.packed[slot], at);
  });
  gpu.threads([&](int thread) {
    const int slot = thread / kCellSamples;
    const int cell = block * kCellsPerBlock + slot;
    const int input = thread % kCellSamples;
    if (cell >= cells || input >= kCellInputs) return;
    int sum = 0;
    for (int at = 0; at < kCellSamples; ++at) {
      sum += input < kPlanes ? plane_of(memory.packed[slot][at], input)
                             : (input == 6 ? memory.luma[slot][at] : memory.chroma[slot][at]);
    }
    const int value = input < kPlanes ? (sum + 32) >> 6 : clamp8(sum >> (input == 6 ? 6 : 5));
    grid.cells[cell * kCellInputs + input] = static_cast<uint8_t>(value);
    if (input >= kPlanes) grid.active[2 * cell + input - kPlanes] = sum != 0;
  });
}

// Output n = cell * layer.out + channel of gate layer `index`.
template <typename Gpu>
MVJPEG_DEVICE void gate_output(const GateLayer& layer, int index, const Frame& frame, int n) {
  const GateGrid& grid = frame.grid;
  if (n >= grid.width * grid.height * layer.out) return;
  const bool last = index + 1 == kGateLayers;
  const uint8_t* in = index == 0 ? grid.cells : grid.hidden[index - 1];
  uint8_t* out = last ? grid.gates : grid.hidden[index];
  const int cell = n / layer.out;
  const int channel = n % layer.out;
  const int words = layer.in / 4;
  const uint32_t* weight = layer.weight + channel;
  int acc = layer.bias[channel];
  for (int tap = 0; tap < 9; ++tap) {
    const int x = cell % grid.width + (tap % 3 - 1) * layer.dilation;
    const int y = cell / grid.width + (tap / 3 - 1) * layer.dilation;
    const uint8_t* at =
        in + (clamp_int(y, 0, grid.height - 1) * grid.width + clamp_int(x, 0, grid.width - 1)) *
                 layer.in;
    for (int k = 0; k < words; ++k) {
      acc = Gpu::dot4(Gpu::template load<uint32_t>(at + 4 * k), *weight, acc);
      weight += layer.out;
    }
  }
  const bool flat = last && grid.active[2 * cell] == 0 && grid.active[2 * cell + 1] == 0;
  const float requant = layer.requant[frame.qp * layer.out + channel];
  out[n] = flat ? uint8_t{0} : static_cast<uint8_t>(requantise(acc, requant));
}

template <typename Gpu>
MVJPEG_DEVICE uint32_t gates_at(const GateGrid& grid, int column, int row) {
  const int cell =
      clamp_int(row, 0, grid.height - 1) * grid.width + clamp_int(column, 0, grid.width - 1);
  return Gpu::template load<uint32_t>(grid.gates + cell * kGates);
}

// Whether all gates that a rectangle of half-resolution samples depends on are 0.
template <typename Gpu>
MVJPEG_DEVICE bool gates_closed(const GateGrid& grid, int i0, int j0, int width, int height) {
  uint32_t open = 0;
  for (int row = gate_cell(j0); row <= gate_cell(j0 + height - 1) + 1; ++row) {
    for (int column = gate_cell(i0); column <= gate_cell(i0 + width - 1) + 1; ++column) {
      open |= gates_at<Gpu>(grid, column, row);
    }
  }
  return open == 0;
}

// The 16-bit gates of half-resolution sample (i, j).
template <typename Gpu>
MVJPEG_DEVICE void interpolate_gates(const GateGrid& grid, int i, int j, int (&gate)[kGates]) {
  const int column = gate_cell(i);
  const int row = gate_cell(j);
  const uint32_t above[2] = {gates_at<Gpu>(grid, column, row),
                             gates_at<Gpu>(grid, column + 1, row)};
  const uint32_t below[2] = {gates_at<Gpu>(grid, column, row + 1),
                             gates_at<Gpu>(grid, column + 1, row + 1)};
  const int x = gate_fraction(i);
  const int y = gate_fraction(j);
  MVJPEG_UNROLL
  for (int k = 0; k < kGates; ++k) {
    gate[k] = (16 - y) * ((16 - x) * byte_of(above[0], k) + x * byte_of(above[1], k)) +
              y * ((16 - x) * byte_of(below[0], k) + x * byte_of(below[1], k));
  }
}

}  // namespace mvjpeg::cuda
