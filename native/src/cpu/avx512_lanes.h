// Shuffles of 32-bit lanes that AVX-512's passes share.
#pragma once

#include <immintrin.h>

namespace mvjpeg::cpu {
namespace {

// The even lanes of `low`, then those of `high`.
__m512i even_lanes(__m512i low, __m512i high) {
  const __m512i even = _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
  return _mm512_permutex2var_epi32(low, even, high);
}

__m512i odd_lanes(__m512i low, __m512i high) {
  const __m512i odd = _mm512_set_epi32(31, 29, 27, 25, 23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3, 1);
  return _mm512_permutex2var_epi32(low, odd, high);
}

}  // namespace
}  // namespace mvjpeg::cpu
