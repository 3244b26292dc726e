// A warp's share of a convolution on tensor cores.
#pragma once

#include "gpu.h"
#include "network.h"

namespace mvjpeg::cuda {

// A rectangle of positions inside a patch, numbered row by row.
struct Region {
  int first;  // position of its top left corner
  int width;
  int pitch;
  int count;
  int reciprocal;  // of width, 20 bits: exact for count < 4096, width < 256

  MVJPEG_INLINE Region of(int margin, int pitch, int width, int height) {
    return {margin * pitch + margin, width, pitch, width * height, ((1 << 20) + width - 1) / width};
  }
  MVJPEG_DEVICE int row(int n) const { return n * reciprocal >> 20; }
  MVJPEG_DEVICE int position(int n) const { return first + row(n) * (pitch - width) + n; }
};

struct Scale {
  int32_t bias[2];
  float requant[2];
};

// Convolves `kGroups` channel groups at `in`, `plane` bytes apart, into 8 * kTiles outputs at every
// position of the region. A matrix tile has 16 positions as rows and 8 outputs as columns; the
// weights stay in registers. `store(at, channel, acc, scale)` gets a lane's two neighbouring
// outputs: `at` is 8 * position, `acc` the accumulators with their bias, `channel` the first of the
// two.
template <int kGroups, int kTaps, int kTiles, typename Gpu, typename Store>
MVJPEG_DEVICE void convolve(int warp, const TensorLayer& layer, int qp, const uint8_t* in,
                            int plane, const Region& region, const Store& store) {
  constexpr int kSteps = (kTaps * kGroups + 3) / 4;
  constexpr int kRows = 16;
  typename Gpu::template PerLane<WeightFragment> weight[kSteps][kTiles];
  typename Gpu::template PerLane<int> offset[kSteps];
  typename Gpu::template PerLane<Scale> scale[kTiles];

  Gpu::lanes([&](int lane) {
    const int quad = lane & 3;
    const float* requant = layer.requant + qp * kTiles * kGroup;
    MVJPEG_UNROLL
    for (int step = 0; step < kSteps; ++step) {
      MVJPEG_UNROLL
      for (int tile = 0; tile < kTiles; ++tile) {
        weight[step][tile][lane] = layer.weight[(step * kTiles + tile) * kLanes + lane];
      }
      const auto group = static_cast<unsigned>(step * 4 + quad);
      const int tap = static_cast<int>(group / kGroups);
      const int window = kTaps == 1 ? 0 : (tap / 3 - 1) * region.pitch + tap % 3 - 1;
      // Groups past the last one have zero weights; they read the first one.
      offset[step][lane] =
          group < kTaps * kGroups ? window * kGroup + static_cast<int>(group % kGroups) * plane : 0;
    }
    MVJPEG_UNROLL
    for (int tile = 0; tile < kTiles; ++tile) {
      const int channel = tile * kGroup + 2 * quad;
      scale[tile][lane] = {{layer.bias[channel], layer.bias[channel + 1]},
                           {requant[channel], requant[channel + 1]}};
    }
  });

  for (int first = warp * kRows; first < region.count; first += kWarps * kRows) {
    typename Gpu::template PerLane<Accumulator> acc[kTiles];
    typename Gpu::template PerLane<ActivationFragment> activation;
    typename Gpu::template PerLane<int> top;
    typename Gpu::template PerLane<int> bottom;
    Gpu::lanes([&](int lane) {
      const int n = first + lane / 4;
      top[lane] = region.position(n < region.count ? n : 0) * kGroup;
      bottom[lane] = region.position(n + 8 < region.count ? n + 8 : 0) * kGroup;
      MVJPEG_UNROLL
      for (int tile = 0; tile < kTiles; ++tile) {
        const Scale& s = scale[tile][lane];
        acc[tile][lane] = {{s.bias[0], s.bias[1]}, {s.bias[0], s.bias[1]}};
      }
    });
    MVJPEG_UNROLL
    for (int step = 0; step < kSteps; ++step) {
      Gpu::lanes([&](int lane) {
        const uint8_t* at = in + offset[step][lane];
        const auto above = Gpu::template load<WeightFragment>(at + top[lane]);
        const auto below = Gpu::template load<WeightFragment>(at + bottom[lane]);
        activation[lane] = {above.low, below.low, above.high, below.high};
      });
      MVJPEG_UNROLL
      for (int tile = 0; tile < kTiles; ++tile) {
        Gpu::accumulate(acc[tile], activation, weight[step][tile]);
      }
    }
    Gpu::lanes([&](int lane) {
      const int n = first + lane / 4;
      MVJPEG_UNROLL
      for (int tile = 0; tile < kTiles; ++tile) {
        const int channel = tile * kGroup + 2 * (lane & 3);
        if (n < region.count) store(top[lane], channel, acc[tile][lane].top, scale[tile][lane]);
        if (n + 8 < region.count) {
          store(bottom[lane], channel, acc[tile][lane].bottom, scale[tile][lane]);
        }
      }
    });
  }
}

}  // namespace mvjpeg::cuda
