// The GPU policy of src/cuda/gpu.h on a host: the threads of a block run one after the other, phase
// by phase, in an order that changes from phase to phase, so that a missing barrier shows. Matrix
// products follow the PTX ISA's fragment tables.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <random>
#include <vector>

#include "../src/cuda/gpu.h"
#include "check.h"

namespace mvjpeg::test {

enum class Order { kForward, kReverse, kShuffled };

template <typename T>
class PerLane {
 public:
  T& operator[](int lane) { return values_[static_cast<size_t>(lane)]; }
  const T& operator[](int lane) const { return values_[static_cast<size_t>(lane)]; }

 private:
  std::array<T, cuda::kLanes> values_{};
};

// mma.m16n8k32: PTX ISA, "Matrix Fragments for mma.m16n8k32". Element i of a lane's registers has
// these coordinates.
struct M16N8K32 {
  static void accumulate(PerLane<cuda::Accumulator>& accumulator,
                         const PerLane<cuda::ActivationFragment>& activation,
                         const PerLane<cuda::WeightFragment>& weight) {
    uint8_t a[16][32];
    int8_t b[32][8];
    for (int lane = 0; lane < cuda::kLanes; ++lane) {
      const int group = lane >> 2;
      const int in_group = lane % 4;
      uint8_t bytes[16];
      std::memcpy(bytes, &activation[lane], sizeof bytes);
      for (int i = 0; i < 16; ++i) {
        const int row = i < 4 || (i >= 8 && i < 12) ? group : group + 8;
        const int column = i < 8 ? in_group * 4 + (i & 3) : in_group * 4 + (i & 3) + 16;
        a[row][column] = bytes[i];
      }
      int8_t weights[8];
      std::memcpy(weights, &weight[lane], sizeof weights);
      for (int i = 0; i < 8; ++i) {
        b[i < 4 ? in_group * 4 + (i & 3) : in_group * 4 + (i & 3) + 16][group] = weights[i];
      }
    }
    for (int lane = 0; lane < cuda::kLanes; ++lane) {
      int32_t c[4];
      std::memcpy(c, &accumulator[lane], sizeof c);
      for (int i = 0; i < 4; ++i) {
        const int row = i < 2 ? lane >> 2 : (lane >> 2) + 8;
        const int column = lane % 4 * 2 + (i & 1);
        for (int k = 0; k < 32; ++k) c[i] += a[row][k] * b[k][column];
      }
      std::memcpy(&accumulator[lane], c, sizeof c);
    }
  }
};

// Four mma.m8n8k16, as on Turing: PTX ISA, "Matrix Fragments for mma.m8n8k16".
struct M8N8K16 {
  static void accumulate(PerLane<cuda::Accumulator>& accumulator,
                         const PerLane<cuda::ActivationFragment>& activation,
                         const PerLane<cuda::WeightFragment>& weight) {
    using A = cuda::ActivationFragment;
    using B = cuda::WeightFragment;
    using C = cuda::Accumulator;
    multiply(accumulator, &C::top, activation, &A::top_low, weight, &B::low);
    multiply(accumulator, &C::bottom, activation, &A::bottom_low, weight, &B::low);
    multiply(accumulator, &C::top, activation, &A::top_high, weight, &B::high);
    multiply(accumulator, &C::bottom, activation, &A::bottom_high, weight, &B::high);
  }

 private:
  static void multiply(PerLane<cuda::Accumulator>& accumulator, int32_t (cuda::Accumulator::*c)[2],
                       const PerLane<cuda::ActivationFragment>& activation,
                       uint32_t cuda::ActivationFragment::*a,
                       const PerLane<cuda::WeightFragment>& weight,
                       uint32_t cuda::WeightFragment::*b) {
    uint8_t rows[8][16];
    int8_t columns[16][8];
    for (int lane = 0; lane < cuda::kLanes; ++lane) {
      for (int i = 0; i < 4; ++i) {
        const int k = lane % 4 * 4 + i;
        rows[lane >> 2][k] = static_cast<uint8_t>(activation[lane].*a >> (8 * i));
        columns[k][lane >> 2] = static_cast<int8_t>(weight[lane].*b >> (8 * i));
      }
    }
    for (int lane = 0; lane < cuda::kLanes; ++lane) {
      for (int i = 0; i < 2; ++i) {
        for (int k = 0; k < 16; ++k) {
          (accumulator[lane].*c)[i] += rows[lane >> 2][k] * columns[k][lane % 4 * 2 + i];
        }
      }
    }
  }
};

template <typename Shape>
class EmulatedGpu {
 public:
  template <typename T>
  using PerLane = mvjpeg::test::PerLane<T>;

  EmulatedGpu(Order order, uint32_t seed) : order_(order), random_(seed) {}

  template <typename Phase>
  void threads(const Phase& phase) {
    for (const int thread : schedule(cuda::kThreads)) phase(thread);
  }
  template <typename Phase>
  void warps(const Phase& phase) {
    for (const int warp : schedule(cuda::kWarps)) phase(warp);
  }
  template <typename Work>
  static void lanes(const Work& work) {
    for (int lane = 0; lane < cuda::kLanes; ++lane) work(lane);
  }

  static void accumulate(PerLane<cuda::Accumulator>& accumulator,
                         const PerLane<cuda::ActivationFragment>& activation,
                         const PerLane<cuda::WeightFragment>& weight) {
    Shape::accumulate(accumulator, activation, weight);
  }

  static int dot4(uint32_t activations, uint32_t weights, int sum) {
    for (int shift = 0; shift < 32; shift += 8) {
      sum += static_cast<uint8_t>(activations >> shift) * static_cast<int8_t>(weights >> shift);
    }
    return sum;
  }

  template <typename T>
  static T load(const uint8_t* at) {
    check_alignment(at, sizeof(T));
    T value;
    std::memcpy(&value, at, sizeof value);
    return value;
  }
  template <typename T>
  static void store(uint8_t* at, T value) {
    check_alignment(at, sizeof(T));
    std::memcpy(at, &value, sizeof value);
  }

 private:
  static void check_alignment(const uint8_t* at, size_t size) {
    CHECK(reinterpret_cast<uintptr_t>(at) % size == 0, "a misaligned access of %zu bytes", size);
  }

  std::vector<int> schedule(int count) {
    std::vector<int> indices(static_cast<size_t>(count));
    std::iota(indices.begin(), indices.end(), 0);
    if (order_ == Order::kReverse) std::reverse(indices.begin(), indices.end());
    if (order_ == Order::kShuffled) std::shuffle(indices.begin(), indices.end(), random_);
    return indices;
  }

  Order order_;
  std::mt19937 random_;
};

}  // namespace mvjpeg::test
