// Sums over the gate's cells, as the compiler makes them.
#pragma once

#include <cstdint>
#include <cstring>

#include "isa.h"

namespace mvjpeg::cpu {
namespace {

// Of one cell: 16x16 samples of luma, 8x8 of each chroma plane. An activity is the sum of absolute
// differences between horizontal and vertical neighbours.
struct CellSums {
  int planes[kPlanes];
  int luma_activity, chroma_activity;
};

// Of 8 bits all the way, so that vectors hold as many.
uint8_t difference(uint8_t a, uint8_t b) {
  return static_cast<uint8_t>((a < b ? b : a) - (a < b ? a : b));
}

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

// Sum of absolute horizontal and vertical differences inside the block of kSide columns from x on.
template <int kSide>
int activity(const ColumnSums& sums, int x) {
  int sum = -sums.across[x + kSide - 1];  // leads out of the block
  for (int i = 0; i < kSide; ++i) sum += sums.down[x + i] + sums.across[x + i];
  return sum;
}

template <int kSide>
int total(const uint16_t* columns) {
  int sum = 0;
  for (int i = 0; i < kSide; ++i) sum += columns[i];
  return sum;
}

// Targets' Pooling: sums of `count` cells that lie side by side, chroma's rows `pitch` bytes apart
// and luma's twice as much.
struct ColumnPooling {
  static void sum(const uint8_t* y, const uint8_t* u, const uint8_t* v, int pitch, int count,
                  CellSums* cells) {
    ColumnSums luma, blue, red;
    sum_columns(y, 2 * pitch, 2 * kCell, 2 * kCell * count, luma);
    sum_columns(u, pitch, kCell, kCell * count, blue);
    sum_columns(v, pitch, kCell, kCell * count, red);
    for (int c = 0; c < count; ++c) {
      CellSums& cell = cells[c];
      cell = {};
      for (int row = 0; row < 2; ++row) {
        const uint16_t* columns = luma.value[row] + 2 * kCell * c;
        for (int i = 0; i < kCell; ++i) {
          cell.planes[2 * row] += columns[2 * i];
          cell.planes[2 * row + 1] += columns[2 * i + 1];
        }
        cell.planes[4] += total<kCell>(blue.value[row] + kCell * c);
        cell.planes[5] += total<kCell>(red.value[row] + kCell * c);
      }
      cell.luma_activity = activity<2 * kCell>(luma, 2 * kCell * c);
      cell.chroma_activity = activity<kCell>(blue, kCell * c) + activity<kCell>(red, kCell * c);
    }
  }
};

}  // namespace
}  // namespace mvjpeg::cpu
