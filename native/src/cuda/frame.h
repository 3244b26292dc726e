// What a launch works on: plain values and pointers that are passed to kernels as they are.
#pragma once

#include <cstddef>
#include <cstdint>

#include "../arithmetic.h"

namespace mvjpeg::cuda {

// Interleaved pixels, as mvjpeg_picture but top-down.
struct Source {
  const uint8_t* pixels;
  ptrdiff_t pitch;  // bytes
  int pixel_stride, red, green, blue;
  int width, height;
};

// I420 without gaps between rows; the size is that of U and V.
struct Destination {
  uint8_t *y, *u, *v;
  int width, height;
};

// The context gate's layers, [height][width][values per cell].
struct GateGrid {
  uint8_t* cells;      // kCellInputs
  uint8_t* active;     // 2: whether there is luma, chroma activity
  uint8_t* hidden[2];  // kGateHidden
  uint8_t* gates;      // kGates
  int width, height;
};

struct Frame {
  Source source;
  Destination destination;
  GateGrid grid;
  int qp;
};

// How many gate cells cover `samples` half-resolution samples.
MVJPEG_INLINE int cells_of(int samples) { return (samples + kCell - 1) / kCell; }

}  // namespace mvjpeg::cuda
