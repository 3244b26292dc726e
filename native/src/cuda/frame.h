// What a launch works on: plain values and pointers that are passed to kernels as they are.
#pragma once

#include <cstddef>
#include <cstdint>

#include "../arithmetic.h"
#include "mvjpeg/kernel.h"

namespace mvjpeg::cuda {

// Interleaved, as mvjpeg_picture.
struct Pixels {
  const uint8_t* data;
  ptrdiff_t pitch;  // bytes, of either sign
  int pixel_stride, red, green, blue;
  int width, height;
};

// I420; the size is that of U and V.
struct Planes {
  uint8_t *y, *u, *v;
  ptrdiff_t pitch_y, pitch_u, pitch_v;  // bytes
  int width, height;
};

// Pixels, or where they have no address planes, which are only read.
struct Source {
  Pixels pixels;
  Planes planes;
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
  Planes destination;  // Y and its pitch are even: its samples are stored in pairs
  GateGrid grid;
  int qp;
};

// The pictures of a launch. Kernels take it as a parameter: a block finds its picture's frame in
// constant memory, as it would a single one's.
struct Batch {
  Frame frames[MVJPEG_MAX_BATCH];
  int count;

  void add(const Frame& frame) { frames[count++] = frame; }
};

// How many gate cells cover `samples` half-resolution samples.
MVJPEG_INLINE int cells_of(int samples) { return (samples + kCell - 1) / kCell; }

}  // namespace mvjpeg::cuda
