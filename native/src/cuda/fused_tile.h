// The whole picture path of one tile in shared memory: convert and pack, branch B, branch A,
// low-pass, gates, output.
#pragma once

#include "convert.h"
#include "convolution.h"
#include "frame.h"
#include "gate_grid.h"
#include "gpu.h"
#include "network.h"
#include "tile_plan.h"

namespace mvjpeg::cuda {

struct Tile {
  int i0, j0;         // half-resolution origin
  int width, height;  // half-resolution size, cut at the picture's border

  // In a batch a smaller picture has tiles beyond its border.
  MVJPEG_DEVICE bool outside() const { return width <= 0 || height <= 0; }
};

MVJPEG_INLINE Tile tile_at(const Planes& d, int side, int column, int row) {
  const int i0 = column * side;
  const int j0 = row * side;
  return {i0, j0, d.width - i0 < side ? d.width - i0 : side,
          d.height - j0 < side ? d.height - j0 : side};
}

// A tile without a network.
template <typename Gpu>
MVJPEG_DEVICE void convert_tile(Gpu& gpu, const Frame& frame, const Tile& tile) {
  if (tile.outside()) return;
  gpu.threads([&](int thread) {
    for (int n = thread; n < tile.width * tile.height; n += kThreads) {
      const int i = tile.i0 + n % tile.width;
      const int j = tile.j0 + n / tile.width;
      write<Gpu>(frame.destination, i, j, packed_at(frame.source, i, j));
    }
  });
}

MVJPEG_INLINE const LayerScales& scales_of(const uint8_t* shared, const TilePlan& plan, int layer) {
  return reinterpret_cast<const LayerScales*>(shared + plan.scales)[layer];
}

MVJPEG_INLINE const TensorLayer& layer_of(const Network& network, int layer) {
  if (layer == kHead) return network.head;
  if (layer == kTail) return network.tail;
  return layer == kPixel ? network.pixel : network.body[layer - kFirstBody];
}

// A warp's share of the scales at a QP.
template <typename Gpu>
MVJPEG_DEVICE void load_scales(const Network& network, int qp, const TilePlan& plan, int warp,
                               uint8_t* shared) {
  for (int layer = warp; layer < kFirstBody + network.depth; layer += kWarps) {
    const TensorLayer& from = layer_of(network, layer);
    auto& to = reinterpret_cast<LayerScales*>(shared + plan.scales)[layer];
    const int outputs = layer == kTail || layer == kPixel ? kGroup : network.channels;
    Gpu::lanes([&](int channel) {
      if (channel >= outputs) return;
      to.bias[channel] = from.bias[channel];
      to.requant[channel] = from.requant[qp * outputs + channel];
      to.skip[channel] = from.skip != nullptr ? from.skip[channel] : 0;
    });
  }
}

// The packed planes of a tile and its halo.
template <typename Gpu>
MVJPEG_DEVICE void load_patch(const Source& source, const TilePlan& plan, const Tile& tile,
                              int thread, uint8_t* packed) {
  const Region patch =
      Region::of(0, plan.pitch, tile.width + 2 * plan.halo, tile.height + 2 * plan.halo);
  for (int n = thread; n < patch.count; n += kThreads) {
    const int row = patch.row(n);
    const int column = n - row * patch.width;
    Gpu::store(packed + patch.position(n) * kGroup,
               packed_at(source, tile.i0 - plan.halo + column, tile.j0 - plan.halo + row));
  }
}

// Requantises two neighbouring channels of a position into the activations at `out`.
template <typename Gpu>
MVJPEG_DEVICE void store_activations(uint8_t* out, int plane, int at, int channel, int acc0,
                                     int acc1, Pair<float> requant) {
  const int low = requantise(acc0, requant.low);
  const int high = requantise(acc1, requant.high);
  Gpu::store(out + channel / kGroup * plane + at + channel % kGroup,
             static_cast<uint16_t>(low | high << 8));
}

// Both branches; tA + tB of every position of the tile then lies at plan.branch.
template <int kChannels, typename Gpu>
MVJPEG_DEVICE void run_branches(Gpu& gpu, const Network& network, const TilePlan& plan,
                                const Tile& tile, uint8_t* shared) {
  constexpr int kGroups = kChannels / kGroup;
  const auto region = [&](int margin) {
    return Region::of(margin, plan.pitch, tile.width + 2 * (plan.halo - margin),
                      tile.height + 2 * (plan.halo - margin));
  };
  uint8_t* head = shared + plan.head;
  gpu.warps([&](int warp) {
    convolve<1, 9, kGroups, Gpu>(
        warp, network.head.weight, scales_of(shared, plan, kHead), shared, 0, region(1),
        [&](int at, int channel, const int32_t(&acc)[2], Pair<float> requant) {
          store_activations<Gpu>(head, plan.plane, at, channel, acc[0], acc[1], requant);
        });
  });

  int in = plan.head;
  for (int k = 0; k < network.depth; ++k) {
    // The last layer adds the head at the very position that it writes, so it may write in the
    // head's place, unless it also reads the head's neighbours.
    const bool last = k + 1 == network.depth;
    const int out = last && k > 0 ? plan.head : plan.body[k & 1];
    gpu.warps([&](int warp) {
      const LayerScales& scales = scales_of(shared, plan, kFirstBody + k);
      convolve<kGroups, 9, kGroups, Gpu>(
          warp, network.body[k].weight, scales, shared + in, plan.plane, region(k + 2),
          [&](int at, int channel, const int32_t(&acc)[2], Pair<float> requant) {
            int sum[2] = {acc[0], acc[1]};
            if (last) {
              const auto features = Gpu::template load<uint16_t>(
                  head + channel / kGroup * plan.plane + at + channel % kGroup);
              const auto weight = load_pair<Gpu>(scales.skip + channel);
              sum[0] += weight.low * (features & 255);
              sum[1] += weight.high * (features >> 8);
            }
            store_activations<Gpu>(shared + out, plan.plane, at, channel, sum[0], sum[1], requant);
          });
    });
    in = out;
  }

  gpu.warps([&](int warp) {
    uint8_t* branch = shared + plan.branch;
    const auto pair_at = [&](int at, int channel) { return branch + 2 * at + 2 * channel; };
    convolve<kGroups, 9, 1, Gpu>(
        warp, network.tail.weight, scales_of(shared, plan, kTail), shared + in, plan.plane,
        region(plan.halo), [&](int at, int channel, const int32_t(&acc)[2], Pair<float> requant) {
          const int low = requantise_signed(acc[0], requant.low);
          const int high = requantise_signed(acc[1], requant.high);
          Gpu::store(pair_at(at, channel),
                     static_cast<uint32_t>(low & 0xFFFF) | static_cast<uint32_t>(high) << 16);
        });
    // The same lane handles the same position again: no barrier is needed between the two.
    convolve<1, 1, 1, Gpu>(
        warp, network.pixel.weight, scales_of(shared, plan, kPixel), shared, 0, region(plan.halo),
        [&](int at, int channel, const int32_t(&acc)[2], Pair<float> requant) {
          const auto tail = Gpu::template load<uint32_t>(pair_at(at, channel));
          const int low =
              static_cast<int16_t>(tail & 0xFFFF) + requantise_signed(acc[0], requant.low);
          const int high =
              static_cast<int16_t>(tail >> 16) + requantise_signed(acc[1], requant.high);
          Gpu::store(pair_at(at, channel),
                     static_cast<uint32_t>(low & 0xFFFF) | static_cast<uint32_t>(high) << 16);
        });
  });
}

// Low-pass residuals of the six planes at the centre of 3x3 half-resolution positions.
MVJPEG_INLINE void lowpass(const Packed (&around)[3][3], const float* strength,
                           int (&out)[kPlanes]) {
  const auto y = [&](int row, int column) {  // of the 6x6 luma samples
    return byte_of(around[row / 2][column / 2].y, row % 2 * 2 + column % 2);
  };
  MVJPEG_UNROLL
  for (int row = 2; row < 4; ++row) {
    int sum[6];
    MVJPEG_UNROLL
    for (int x = 0; x < 6; ++x) {
      sum[x] = y(row - 2, x) + y(row + 2, x) + 4 * (y(row - 1, x) + y(row + 1, x)) + 6 * y(row, x);
    }
    MVJPEG_UNROLL
    for (int x = 2; x < 4; ++x) {
      const int blurred = sum[x - 2] + sum[x + 2] + 4 * (sum[x - 1] + sum[x + 1]) + 6 * sum[x];
      out[2 * (row - 2) + x - 2] =
          round_even(multiply(static_cast<float>(blurred - 256 * y(row, x)), strength[0]));
    }
  }
  MVJPEG_UNROLL
  for (int plane = 0; plane < 2; ++plane) {
    const auto c = [&](int row, int column) { return byte_of(around[row][column].uv, plane); };
    int blurred = 0;
    MVJPEG_UNROLL
    for (int x = 0; x < 3; ++x) {
      blurred += (x == 1 ? 2 : 1) * (c(0, x) + 2 * c(1, x) + c(2, x));
    }
    out[4 + plane] =
        round_even(multiply(static_cast<float>(16 * blurred - 256 * c(1, 1)), strength[1]));
  }
}

template <typename Gpu>
MVJPEG_DEVICE void combine_and_write(Gpu& gpu, const Frame& frame, const Network& network,
                                     const TilePlan& plan, const Tile& tile,
                                     const uint8_t* shared) {
  const Region inside = Region::of(plan.halo, plan.pitch, tile.width, tile.height);
  const float* strength = network.lowpass + 2 * frame.qp;
  gpu.threads([&](int thread) {
    for (int n = thread; n < inside.count; n += kThreads) {
      const int row = inside.row(n);
      const int i = tile.i0 + n - row * inside.width;
      const int j = tile.j0 + row;
      const int position = inside.position(n);
      Packed around[3][3];
      MVJPEG_UNROLL
      for (int k = 0; k < 9; ++k) {
        around[k / 3][k % 3] = Gpu::template load<Packed>(
            shared + (position + (k / 3 - 1) * plan.pitch + k % 3 - 1) * kGroup);
      }
      int smooth[kPlanes];
      lowpass(around, strength, smooth);
      int gate[kGates];
      interpolate_gates<Gpu>(frame.grid, i, j, gate);

      Packed out{0, 0};
      MVJPEG_UNROLL
      for (int plane = 0; plane < kPlanes; ++plane) {
        const uint8_t* branch = shared + plan.branch + (position * kGroup + plane) * 2;
        const int pair = plane < 4 ? 0 : 2;
        const auto value = static_cast<uint32_t>(
            combine(plane_of(around[1][1], plane), Gpu::template load<int16_t>(branch), gate[pair],
                    smooth[plane], gate[pair + 1]));
        (plane < 4 ? out.y : out.uv) |= value << (8 * (plane & 3));
      }
      write<Gpu>(frame.destination, i, j, out);
    }
  });
}

template <int kChannels, typename Gpu>
MVJPEG_DEVICE void fused_tile(Gpu& gpu, const Frame& frame, const Network& network,
                              const TilePlan& plan, int column, int row, uint8_t* shared) {
  const Tile tile = tile_at(frame.destination, plan.tile, column, row);
  if (tile.outside()) return;
  if (gates_closed<Gpu>(frame.grid, tile.i0, tile.j0, tile.width, tile.height)) {
    convert_tile(gpu, frame, tile);
    return;
  }
  gpu.warps([&](int warp) {
    load_scales<Gpu>(network, frame.qp, plan, warp, shared);
    Gpu::lanes(
        [&](int lane) { load_patch<Gpu>(frame.source, plan, tile, warp * kLanes + lane, shared); });
  });
  run_branches<kChannels>(gpu, network, plan, tile, shared);
  combine_and_write(gpu, frame, network, plan, tile, shared);
}

}  // namespace mvjpeg::cuda
