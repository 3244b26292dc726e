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

// What follows a convolution's sums, per output channel. It lies in shared memory: the registers
// are full of weights.
struct LayerScales {
  int32_t bias[kMaxChannels];
  float requant[kMaxChannels];
  int32_t skip[kMaxChannels];
};

// The values of two neighbouring channels.
template <typename T>
struct alignas(8) Pair {
  T low, high;
};

template <typename Gpu, typename T>
MVJPEG_DEVICE Pair<T> load_pair(const T* values) {
  return Gpu::template load<Pair<T>>(reinterpret_cast<const uint8_t*>(values));
}

// Positions from the centre of a window to a tap.
template <int kTaps>
MVJPEG_DEVICE int window(int tap, int pitch) {
  return kTaps == 1 ? 0 : (tap / 3 - 1) * pitch + tap % 3 - 1;
}

// Convolves `kGroups` channel groups at `in`, `plane` bytes apart, into 8 * kTiles outputs at every
// position of the region. A matrix tile has 16 positions as rows and 8 outputs as columns; the
// weights stay in registers. `store(at, channel, acc, requant)` gets a lane's two neighbouring
// outputs: `at` is 8 * position, `acc` the accumulators with their bias, `channel` the first of the
// two.
template <int kGroups, int kTaps, int kTiles, typename Gpu, typename Store>
MVJPEG_DEVICE void convolve(int warp, const WeightFragment* weights, const LayerScales& scales,
                            const uint8_t* in, int plane, const Region& region,
                            const Store& store) {
  constexpr int kSteps = (kTaps * kGroups + 3) / 4;
  constexpr int kRows = 16;
  // With four groups the lanes of a step share a tap, and its offset is no lane's own.
  constexpr bool kStepIsTap = kGroups == 4;
  typename Gpu::template PerLane<WeightFragment> weight[kSteps][kTiles];
  typename Gpu::template PerLane<const uint8_t*> input;
  typename Gpu::template PerLane<int> offset[kSteps];

  Gpu::lanes([&](int lane) {
    const int quad = lane & 3;
    input[lane] = kStepIsTap ? in + quad * plane : in;
    MVJPEG_UNROLL
    for (int step = 0; step < kSteps; ++step) {
      MVJPEG_UNROLL
      for (int tile = 0; tile < kTiles; ++tile) {
        weight[step][tile][lane] = weights[(step * kTiles + tile) * kLanes + lane];
      }
      const int group = step * 4 + quad;
      // Groups past the last one have zero weights; they read the first one.
      if (!kStepIsTap && group < kTaps * kGroups) {
        offset[step][lane] =
            window<kTaps>(group / kGroups, region.pitch) * kGroup + group % kGroups * plane;
      } else {
        offset[step][lane] = 0;
      }
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
        const auto b = load_pair<Gpu>(scales.bias + tile * kGroup + 2 * (lane & 3));
        acc[tile][lane] = {{b.low, b.high}, {b.low, b.high}};
      }
    });
    MVJPEG_UNROLL
    for (int step = 0; step < kSteps; ++step) {
      Gpu::lanes([&](int lane) {
        const int at = kStepIsTap ? window<kTaps>(step, region.pitch) * kGroup : offset[step][lane];
        const auto above = Gpu::template load<WeightFragment>(input[lane] + top[lane] + at);
        const auto below = Gpu::template load<WeightFragment>(input[lane] + bottom[lane] + at);
        activation[lane] = {above.low, below.low, above.high, below.high};
      });
      MVJPEG_UNROLL
      for (int tile = 0; tile < kTiles; ++tile) {
        Gpu::accumulate(acc[tile], activation, weight[step][tile]);
      }
    }
    Gpu::lanes([&](int lane) {
      MVJPEG_UNROLL
      for (int half = 0; half < 2; ++half) {
        if (first + lane / 4 + 8 * half >= region.count) continue;
        MVJPEG_UNROLL
        for (int tile = 0; tile < kTiles; ++tile) {
          const int channel = tile * kGroup + 2 * (lane & 3);
          const Accumulator& sums = acc[tile][lane];
          store(half == 0 ? top[lane] : bottom[lane], channel, half == 0 ? sums.top : sums.bottom,
                load_pair<Gpu>(scales.requant + channel));
        }
      }
    });
  }
}

}  // namespace mvjpeg::cuda
