// The few things that only a GPU does, as a policy class. The kernels are templates over it, so
// that the same block-level code also runs on a host, one barrier-separated phase after the other
// (native/tests/emulated_gpu.h). A policy has:
//
//   PerLane<T>              a variable of each lane of a warp; [lane] is the lane's own
//   threads(f), warps(f)    f(index) on every thread or warp of the block, then a barrier
//   lanes(f)                f(lane) on every lane of the warp
//   accumulate(c, a, b)     c += a * b, one matrix multiply-add of the warp
//   dot4(a, w, c)           c + four products of unsigned a and signed w bytes
//   load<T>, store<T>       an aligned access of sizeof(T) bytes
#pragma once

#include <cstdint>

#if defined(__CUDACC__)
#define MVJPEG_DEVICE __device__ __forceinline__
#else
#define MVJPEG_DEVICE inline
#endif
#if defined(__CUDA_ARCH__)
#define MVJPEG_UNROLL _Pragma("unroll")
#else
#define MVJPEG_UNROLL
#endif

namespace mvjpeg::cuda {

constexpr int kLanes = 32;
constexpr int kWarps = 8;
constexpr int kThreads = kLanes * kWarps;

// A lane's share of the matrices of mma.m16n8k32 (PTX ISA, "Matrix Fragments for mma.m16n8k32").
// With row = lane / 4 and quad = lane % 4, bytes k in 4 * quad + 0..3 of each half of K:
struct alignas(16) ActivationFragment {
  uint32_t top_low;     // row, k
  uint32_t bottom_low;  // row + 8, k
  uint32_t top_high;    // row, k + 16
  uint32_t bottom_high;
};
struct alignas(8) WeightFragment {
  uint32_t low;   // column lane / 4, k
  uint32_t high;  // column lane / 4, k + 16
};
struct Accumulator {
  int32_t top[2];     // row, columns 2 * quad + 0..1
  int32_t bottom[2];  // row + 8
};

#if defined(__CUDACC__)

struct Gpu {
  template <typename T>
  class PerLane {
   public:
    MVJPEG_DEVICE T& operator[](int) { return value_; }
    MVJPEG_DEVICE const T& operator[](int) const { return value_; }

   private:
    T value_;
  };

  template <typename Phase>
  MVJPEG_DEVICE void threads(const Phase& phase) {
    phase(static_cast<int>(threadIdx.x));
    __syncthreads();
  }

  template <typename Phase>
  MVJPEG_DEVICE void warps(const Phase& phase) {
    phase(static_cast<int>(threadIdx.x / kLanes));
    __syncthreads();
  }

  template <typename Work>
  MVJPEG_DEVICE static void lanes(const Work& work) {
    work(static_cast<int>(threadIdx.x % kLanes));
  }

  MVJPEG_DEVICE static void accumulate(PerLane<Accumulator>& accumulator,
                                       const PerLane<ActivationFragment>& activation,
                                       const PerLane<WeightFragment>& weight) {
    Accumulator& c = accumulator[0];
    const ActivationFragment& a = activation[0];
    const WeightFragment& b = weight[0];
#if __CUDA_ARCH__ >= 800
    asm("mma.sync.aligned.m16n8k32.row.col.s32.u8.s8.s32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, "
        "%9}, {%0, %1, %2, %3};"
        : "+r"(c.top[0]), "+r"(c.top[1]), "+r"(c.bottom[0]), "+r"(c.bottom[1])
        : "r"(a.top_low), "r"(a.bottom_low), "r"(a.top_high), "r"(a.bottom_high), "r"(b.low),
          "r"(b.high));
#else
    // Turing's m8n8k16 holds exactly one register of each fragment above.
    accumulate8(c.top, a.top_low, b.low);
    accumulate8(c.bottom, a.bottom_low, b.low);
    accumulate8(c.top, a.top_high, b.high);
    accumulate8(c.bottom, a.bottom_high, b.high);
#endif
  }

  MVJPEG_DEVICE static int dot4(uint32_t activations, uint32_t weights, int sum) {
    asm("dp4a.u32.s32 %0, %1, %2, %0;" : "+r"(sum) : "r"(activations), "r"(weights));
    return sum;
  }

  template <typename T>
  MVJPEG_DEVICE static T load(const uint8_t* at) {
    return *reinterpret_cast<const T*>(at);
  }

  template <typename T>
  MVJPEG_DEVICE static void store(uint8_t* at, T value) {
    *reinterpret_cast<T*>(at) = value;
  }

 private:
  MVJPEG_DEVICE static void accumulate8(int32_t (&c)[2], uint32_t a, uint32_t b) {
    asm("mma.sync.aligned.m8n8k16.row.col.s32.u8.s8.s32 {%0, %1}, {%2}, {%3}, {%0, %1};"
        : "+r"(c[0]), "+r"(c[1])
        : "r"(a), "r"(b));
  }
};

#endif

}  // namespace mvjpeg::cuda
