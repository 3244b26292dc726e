// The scalar arithmetic of docs/kernel.md, shared by every CPU target, the CUDA kernel and the
// tests. Everything has internal linkage: translation units built for different instruction sets
// include this file, and a shared inline function could hand the wider one's code to the narrower
// machine.
#pragma once

#include <cstdint>

#if defined(__CUDACC__)
#define MVJPEG_INLINE static __host__ __device__ __forceinline__
#else
#define MVJPEG_INLINE static inline
#endif

namespace mvjpeg {

constexpr int kPlanes = 6;  // Y00 Y01 Y10 Y11 U V at half resolution
constexpr int kQps = 52;
constexpr int kCell = 8;  // side of a gate cell, half-resolution samples
constexpr int kCellInputs = 8;
constexpr int kGates = 4;
constexpr int kGateHidden = 32;
constexpr int kGateLayers = 3;
constexpr int kMaxBody = 4;
constexpr int kMaxChannels = 32;
constexpr float kSignedLimit = 4080.0F;  // 255 gray levels in sixteenths

// What a QP leaves to do: parts that a network's weights or multipliers make zero are skipped.
struct Parts {
  bool structure, pixel, lowpass;

  bool any() const { return structure || pixel || lowpass; }
};

MVJPEG_INLINE int clamp_int(int v, int low, int high) {
  return v < low ? low : (v > high ? high : v);
}
MVJPEG_INLINE int clamp8(int v) { return clamp_int(v, 0, 255); }

// Full-range BT.601 (ITU-T H.273 matrix 6), coefficients in 1/65536.
MVJPEG_INLINE int luma(int r, int g, int b) {
  return (19595 * r + 38470 * g + 7471 * b + 32768) >> 16;
}
// From sums over a 2x2 block.
MVJPEG_INLINE int chroma_u(int r4, int g4, int b4) {
  return clamp8((-11058 * r4 - 21710 * g4 + 32768 * b4 + (128 << 18) + (1 << 17)) >> 18);
}
MVJPEG_INLINE int chroma_v(int r4, int g4, int b4) {
  return clamp8((32768 * r4 - 27439 * g4 - 5329 * b4 + (128 << 18) + (1 << 17)) >> 18);
}

// One IEEE multiply, never contracted into an FMA.
MVJPEG_INLINE float multiply(float a, float b) {
#if defined(__CUDA_ARCH__)
  return __fmul_rn(a, b);
#else
  return a * b;  // the build sets -ffp-contract=off
#endif
}

// Round to nearest even for |v| < 2^22: adding 1.5 * 2^23 leaves the integer in the low mantissa
// bits.
MVJPEG_INLINE int round_even(float v) {
#if defined(__CUDA_ARCH__)
  return __float2int_rn(v);
#else
  union {
    float f;
    int32_t i;
  } bits;
  bits.f = v + 12582912.0F;
  return bits.i - 0x4B400000;
#endif
}

MVJPEG_INLINE float clamp_float(float v, float low, float high) {
  return v < low ? low : (v > high ? high : v);
}

MVJPEG_INLINE int requantise(int acc, float m) {
  return round_even(clamp_float(multiply(static_cast<float>(acc), m), 0.0F, 255.0F));
}
MVJPEG_INLINE int requantise_signed(int acc, float m) {
  return round_even(clamp_float(multiply(static_cast<float>(acc), m), -kSignedLimit, kSignedLimit));
}

// x + branch (1/16 gray level) weighted by its gate + low-pass weighted by its gate (16 bits),
// clamped.
MVJPEG_INLINE int combine(int x, int branch, int gate_b, int lowpass, int gate_l) {
  return clamp8(x + ((branch * gate_b + lowpass * gate_l + (1 << 19)) >> 20));
}

// Position of a half-resolution sample between gate cells: cell index (may be -1) and sixteenths.
MVJPEG_INLINE int gate_cell(int i) { return (2 * i - 7) >> 4; }
MVJPEG_INLINE int gate_fraction(int i) { return (2 * i - 7) & 15; }

}  // namespace mvjpeg
