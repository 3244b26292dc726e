// How large a tile a block computes, and where its activations lie in shared memory.
#pragma once

#include <cstddef>

#include "convolution.h"
#include "gpu.h"
#include "network.h"

namespace mvjpeg::cuda {

constexpr int kMinTile = 8;
constexpr int kMaxTile = 32;

// Layers in the order of their scales.
constexpr int kHead = 0;
constexpr int kTail = 1;
constexpr int kPixel = 2;
constexpr int kFirstBody = 3;

// Activations of a patch (tile and halo) lie as [channel group][position][8 channels]; all layers
// use the same positions. Offsets are bytes from the start of shared memory.
struct TilePlan {
  int tile;   // side, half-resolution samples, a multiple of 4
  int halo;   // around it
  int pitch;  // side of the patch
  int plane;  // bytes of a channel group
  int head;   // the packed planes lie at 0
  int body[2];
  int branch;  // tA + tB as 8 x int16 per position; shares memory with a layer that is no longer
               // read
  int scales;  // LayerScales of head, tail, pixel and the body layers
  int bytes;

  static TilePlan of(int tile, int channels, int depth) {
    TilePlan plan{};
    plan.tile = tile;
    plan.halo = depth + 2;
    plan.pitch = tile + 2 * plan.halo;
    // 32 mod 128: the four groups that a warp reads together then lie in different banks.
    const int packed = plan.pitch * plan.pitch * kGroup;
    plan.plane = (packed - 32 + 127) / 128 * 128 + 32;
    const int layer = plan.plane * (channels / kGroup);
    plan.head = (packed + 127) / 128 * 128;
    plan.body[0] = plan.head + layer;
    plan.body[1] = plan.body[0] + layer;
    plan.branch = depth == 1 ? plan.head : plan.body[0];
    // Up to two body layers, the last one takes the head's place (see fused_tile.h).
    plan.scales = depth > 2 ? plan.body[1] + layer : plan.body[1];
    plan.bytes = plan.scales + (kFirstBody + depth) * static_cast<int>(sizeof(LayerScales));
    return plan;
  }

  // Half-resolution samples computed per sample written.
  double recomputation() const {
    return static_cast<double>(pitch) * pitch / (static_cast<double>(tile) * tile);
  }

  // The best plan for a device. Two blocks on a multiprocessor hide each other's barriers, which is
  // worth some recomputation. `tile` is 0 if not even the smallest tile fits.
  static TilePlan choose(int channels, int depth, size_t per_block, size_t per_multiprocessor,
                         size_t reserved) {
    TilePlan one{};
    TilePlan two{};
    for (int tile = kMinTile; tile <= kMaxTile; tile += 4) {
      const TilePlan plan = of(tile, channels, depth);
      const auto bytes = static_cast<size_t>(plan.bytes);
      if (bytes > per_block) break;
      one = plan;
      if (2 * (bytes + reserved) <= per_multiprocessor) two = plan;
    }
    constexpr double kWorthIt = 1.3;
    return two.tile != 0 && two.recomputation() <= kWorthIt * one.recomputation() ? two : one;
  }
};

}  // namespace mvjpeg::cuda
