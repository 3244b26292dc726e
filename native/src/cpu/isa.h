// What one CPU instruction set provides. One translation unit per instruction set fills an Isa with
// functions built for it; everything crosses this border as plain pointers, so that no inline
// library function built for a wide machine is ever linked into the code for a narrow one.
#pragma once

#include <cstddef>
#include <cstdint>

#include "../arithmetic.h"
#include "mvjpeg/kernel.h"

namespace mvjpeg::cpu {

// In half-resolution samples: a tile is at most kTile wide and as high as it likes; it is worked
// off in strips of kStrip rows, which find the rows around them in what the strip before left
// (docs/roofline.md).
constexpr int kTile = 512;
constexpr int kStrip = 2 * kCell;
constexpr int kMaxHalo = 6;  // kMaxBody + 2
constexpr int kPatchWidth =
    kTile + 32;  // with the halo on both sides, and a power of two it is not
constexpr int kPatchHeight = kStrip + 2 * kMaxHalo;

// A 3x3 convolution as products of matrices. A row of the left one is what `samples` neighbouring
// outputs see of a row of the kernel: (samples + 2) inputs, which lie side by side in memory, cut
// into `pieces` of `piece_bytes`. The right one, weights, has a column for each of their
// samples * out values: [kernel row][piece][column / 16][piece byte / 4][16][4].
struct PackedMatrices {
  const int8_t* weight;  // null: the convolution has no such form
  int samples;
  int pieces;
  int piece_bytes;
};

// Four bytes that a multiplication takes at a time: of the sample that a tap sees, and of the one
// behind it where the sample ends.
struct Four {
  int16_t tap;   // index into PackedConvolution::tap
  int16_t byte;  // of the sample, the first of the four
};

// A convolution laid out for an instruction set: weights [tap][in / group][out][group], or
// [four][out][4] where it has fours. Of 3x3 ones what has no weight but
// zero is left out.
struct PackedConvolution {
  const void* weight;
  const Four* fours;  // null: it has none
  int four_count;
  const int32_t* bias;   // [out]
  const float* requant;  // [52][out]
  const int32_t* skip;   // [out], or null
  int in;                // activations per sample, a multiple of 8
  int out;               // stored per sample, a multiple of 8
  int taps;
  int tap[9];  // places in the 3x3 kernel, row-major; 0 for a 1x1 convolution
  int dilation;
  PackedMatrices matrices;
};

struct PackedModel {
  PackedConvolution head, tail, pixel;
  PackedConvolution body[4];
  PackedConvolution gate[3];
  int depth;
  int channels;
  int halo;
  const float* lowpass;  // [52][2]
  Parts parts[kQps];
};

// How an instruction set wants its weights and activations.
struct Layout {
  int group;                  // an output's inputs that lie together, a divisor of 8
  int weight_bytes;           // 1: int8, 2: int16
  int activation_bytes;       // 1: uint8, 2: uint16
  int activation_offset = 0;  // taken off before multiplying; biases are packed to make up for it
  bool matrices = false;      // the structure branch as matrices as well
  bool fours = false;         // convolutions with whole vectors of 16 outputs by fours
};

struct Tile {
  const mvjpeg_job* job;
  const PackedModel* model;  // null: conversion only
  const uint8_t* gates;      // [grid_height][grid_width][4]
  int grid_width, grid_height;
  int i0, j0;         // half-resolution origin, multiples of kCell
  int width, height;  // half-resolution size
  void* workspace;    // Isa::workspace_bytes, 64-byte aligned
};

struct Isa {
  const char* name;
  Layout layout;
  size_t workspace_bytes;
  bool (*supported)();
  // One row of gate cells: cells [count][8], flat [count] (1 where the cell has no activity).
  void (*pool)(const mvjpeg_job& job, int cell_row, int count, uint8_t* cells, uint8_t* flat,
               void* workspace);
  // One gate layer over `samples` positions of a padded grid whose rows are `pitch` samples long.
  // Activations have the layout's width; output is the next layer's input.
  void (*gate_layer)(const PackedConvolution& c, const void* in, void* out, ptrdiff_t pitch,
                     ptrdiff_t samples, int qp);
  void (*tile)(const Tile& tile);
};

extern const Isa kScalar;
#if defined(__x86_64__)
extern const Isa kAvx2;
extern const Isa kAvxVnni;
extern const Isa kAvx512Vnni;
extern const Isa kAmx;
#elif defined(__aarch64__)
extern const Isa kNeon;
#endif

}  // namespace mvjpeg::cpu
