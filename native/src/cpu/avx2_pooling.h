// Sums over the gate's cells with AVX2's sums of absolute differences, 32 columns at a time.
#pragma once

#include <immintrin.h>

#include "pooling.h"

namespace mvjpeg::cpu {
namespace {

struct Avx2Pooling {
  // May read up to 31 bytes behind a row's last cell.
  static void sum(const uint8_t* y, const uint8_t* u, const uint8_t* v, int pitch, int count,
                  CellSums* cells) {
    for (int c = 0; c < count; c += 2) {
      int64_t sums[5][4];
      sum_luma(y + 2 * kCell * c, 2 * pitch, sums);
      for (int k = 0; k < 2 && c + k < count; ++k) {
        CellSums& cell = cells[c + k];
        const auto both = [&](int sum) {
          return static_cast<int>(sums[sum][2 * k] + sums[sum][2 * k + 1]);
        };
        for (int plane = 0; plane < 4; ++plane) cell.planes[plane] = both(plane);
        cell.luma_activity = both(4);
      }
    }
    for (int c = 0; c < count; c += 4) {
      int64_t blue[2][4], red[2][4];
      sum_chroma(u + kCell * c, pitch, blue);
      sum_chroma(v + kCell * c, pitch, red);
      for (int k = 0; k < 4 && c + k < count; ++k) {
        CellSums& cell = cells[c + k];
        cell.planes[4] = static_cast<int>(blue[0][k]);
        cell.planes[5] = static_cast<int>(red[0][k]);
        cell.chroma_activity = static_cast<int>(blue[1][k] + red[1][k]);
      }
    }
  }

 private:
  static __m256i load(const uint8_t* row) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(row));
  }
  static void store(int64_t* out, __m256i sums) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), sums);
  }
  static void add(__m256i& sum, __m256i a, __m256i b) {
    sum = _mm256_add_epi64(sum, _mm256_sad_epu8(a, b));
  }

  // Of two cells, by eight columns: the four planes, then the activity.
  static void sum_luma(const uint8_t* block, ptrdiff_t pitch, int64_t (&out)[5][4]) {
    const __m256i zero = _mm256_setzero_si256();
    // The last of a cell's 16 columns has no neighbour in it.
    const __m256i next = _mm256_broadcastsi128_si256(
        _mm_set_epi8(15, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1));
    const __m256i even = _mm256_set1_epi16(255);
    __m256i sums[5] = {zero, zero, zero, zero, zero};
    __m256i row = load(block);
    for (int r = 0; r < 2 * kCell; r += 2) {
      for (int k = 0; k < 2; ++k) {
        add(sums[2 * k], _mm256_and_si256(row, even), zero);
        add(sums[2 * k + 1], _mm256_srli_epi16(row, 8), zero);
        add(sums[4], row, _mm256_shuffle_epi8(row, next));
        if (r + k + 1 == 2 * kCell) break;
        const __m256i below = load(block + (r + k + 1) * pitch);
        add(sums[4], row, below);
        row = below;
      }
    }
    for (int k = 0; k < 5; ++k) store(out[k], sums[k]);
  }

  // Of four cells: the plane, then the activity.
  static void sum_chroma(const uint8_t* block, ptrdiff_t pitch, int64_t (&out)[2][4]) {
    const __m256i zero = _mm256_setzero_si256();
    const __m256i next = _mm256_broadcastsi128_si256(
        _mm_set_epi8(15, 15, 14, 13, 12, 11, 10, 9, 7, 7, 6, 5, 4, 3, 2, 1));
    __m256i value = zero;
    __m256i activity = zero;
    __m256i row = load(block);
    for (int r = 1;; ++r) {
      add(value, row, zero);
      add(activity, row, _mm256_shuffle_epi8(row, next));
      if (r == kCell) break;
      const __m256i below = load(block + r * pitch);
      add(activity, row, below);
      row = below;
    }
    store(out[0], value);
    store(out[1], activity);
  }
};

}  // namespace
}  // namespace mvjpeg::cpu
