// The combination with AVX-512 and VNNI, 16 half-resolution samples at a time, to the bit as
// combine() of arithmetic.h has it.
#pragma once

#include <immintrin.h>

#include "avx512_lanes.h"
#include "combination.h"

namespace mvjpeg::cpu {
namespace {

// Gates are 16 bits without a sign, where vpdpwssd wants one: they are kept less 2^15, and a sum of
// products is made up for by 2^15 times the sum of what they weight.
class Avx512Combination {
 public:
  // Of 16 samples each of the pixel branch's planes is a vector here, with nothing to add across
  // its lanes.
  static constexpr bool kPixelBranch = true;

  void begin(const Tile& tile, const float* strength) {
    tile_ = &tile;
    strength_ = strength;
    const PackedModel& m = *tile.model;
    pixel_ = m.parts[tile.job->qp].pixel ? &m.pixel : nullptr;
    lines_.begin();
  }

  void combine(int j, const BranchRow<uint8_t>& branches, const StripPlanes& planes, int row,
               int first, const OutputRows& out) {
    interpolate_gates(j);
    const int width = tile_->width;
    const uint8_t* y[2] = {planes.y[2 * row] + 2 * first, planes.y[2 * row + 1] + 2 * first};
    const uint8_t* u = planes.u[row] + first;
    const uint8_t* v = planes.v[row] + first;
    if (strength_ != nullptr) {
      luma_columns(y[0], 2 * width);
      chroma_columns(u, width, columns_.u);
      chroma_columns(v, width, columns_.v);
    }
    for (int i = 0; i < width; i += kBlock) {
      const int rest = width - i;
      const __mmask32 luma = rest < kBlock ? (1U << 2 * rest) - 1 : ~0U;
      const auto chroma = static_cast<__mmask16>(rest < kBlock ? (1U << rest) - 1 : ~0U);
      Branch b = branches.sum == nullptr ? Branch{} : split(branches.sum + i * kPacked);
      if (pixel_ != nullptr) add_pixel_branch(branches.packed + i * kPacked, b);
      const __m512i gates = load(gates_.luma + i);
      const __m512i gates_low = _mm512_unpacklo_epi32(gates, gates);
      const __m512i gates_high = _mm512_unpackhi_epi32(gates, gates);
      for (int k = 0; k < 2; ++k) {
        const __m512i lowpass = strength_ == nullptr
                                    ? _mm512_setzero_si512()
                                    : luma_lowpass(columns_.y[k] + 2 * i, y[k] + 2 * i);
        const __m256i mixed =
            mix_luma(b.y[k], lowpass, gates_low, gates_high, load_words(y[k] + 2 * i));
        _mm256_mask_storeu_epi8(out.y[k] + 2 * i, luma, mixed);
      }
      const __m512i chroma_gates = load(gates_.chroma + i);
      const __m512i u_branch = _mm512_slli_epi32(b.uv, 16);
      _mm_mask_storeu_epi8(out.u + i, chroma,
                           mix_chroma(u_branch, columns_.u + i, u + i, chroma_gates));
      _mm_mask_storeu_epi8(out.v + i, chroma,
                           mix_chroma(b.uv, columns_.v + i, v + i, chroma_gates));
    }
  }

 private:
  static constexpr int kBlock = 16;
  static constexpr int kLead = kCell / 2;

  // Of a sample: of the branches and of the low-pass.
  struct GatePair {
    int16_t branch, lowpass;
  };

  // Gates of a half-resolution row from its first whole cell on.
  struct alignas(64) GateRow {
    GatePair luma[kTile + 2 * kCell];
    GatePair chroma[kTile + 2 * kCell];
  };

  // Vertical half of the low-pass, from the first sample that a row's own needs.
  struct alignas(64) Columns {
    uint16_t y[2][2 * kPatchWidth];
    uint16_t u[kPatchWidth], v[kPatchWidth];
  };

  // Branches of 16 half-resolution samples: luma's rows, and u and v as pairs.
  struct Branch {
    __m512i y[2] = {_mm512_setzero_si512(), _mm512_setzero_si512()};
    __m512i uv = _mm512_setzero_si512();
  };

  static __m512i load(const void* at) { return _mm512_loadu_si512(at); }

  static __m512i load_words(const uint8_t* at) {
    return _mm512_cvtepu8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(at)));
  }

  // On a line of cells, linear between them, 12 bits. Eight samples lie between the centres of two
  // cells, in odd sixteenths.
  void interpolate_across(int cell_row, GateRow& row) const {
    const Tile& t = *tile_;
    const uint8_t* cells = gate_line(t, cell_row);
    const __m256i fractions =
        _mm256_set_epi16(15, 15, 13, 13, 11, 11, 9, 9, 7, 7, 5, 5, 3, 3, 1, 1);
    const int before = gate_cell(t.i0);
    for (int n = 0; n <= (t.width + kLead - 1) / kCell; ++n) {
      const auto gates = [&](int cell) {  // four words
        int32_t four;
        std::memcpy(&four, cells + clamp_int(cell, 0, t.grid_width - 1) * kGates, sizeof four);
        return _mm_cvtepu8_epi16(_mm_cvtsi32_si128(four));
      };
      const __m128i left = gates(before + n);
      const __m128i step = _mm_sub_epi16(gates(before + n + 1), left);
      const auto between = [&](__m128i from, __m128i by) {
        return _mm256_add_epi16(_mm256_slli_epi16(_mm256_broadcastd_epi32(from), 4),
                                _mm256_mullo_epi16(_mm256_broadcastd_epi32(by), fractions));
      };
      const auto store = [&](GatePair* at, __m256i value) {
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(at + n * kCell), value);
      };
      store(row.luma, between(left, step));
      store(row.chroma, between(_mm_srli_si128(left, 4), _mm_srli_si128(step, 4)));
    }
  }

  static void interpolate_down(const GatePair* above, const GatePair* below, int fraction,
                               int count, GatePair* out) {
    const __m512i by = _mm512_set1_epi16(static_cast<int16_t>(fraction));
    for (int i = 0; i < count; i += kBlock) {
      const __m512i from = load(above + i);
      const __m512i step = _mm512_mullo_epi16(_mm512_sub_epi16(load(below + i), from), by);
      const __m512i gates = _mm512_add_epi16(_mm512_slli_epi16(from, 4), step);
      _mm512_storeu_si512(out + i, _mm512_xor_si512(gates, _mm512_set1_epi16(INT16_MIN)));
    }
  }

  // Of the half-resolution row `j`, from the tile's first sample on.
  void interpolate_gates(int j) {
    lines_.advance(j, [&](int cell_row, GateRow& row) { interpolate_across(cell_row, row); });
    const GateRow& above = lines_.above();
    const GateRow& below = lines_.below();
    const int fraction = gate_fraction(j);
    const int width = tile_->width;
    interpolate_down(above.luma + kLead, below.luma + kLead, fraction, width, gates_.luma);
    interpolate_down(above.chroma + kLead, below.chroma + kLead, fraction, width, gates_.chroma);
  }

  // Of two rows, which share four of the six that they need.
  void luma_columns(const uint8_t* row, int count) {
    for (int x = 0; x < count + 4; x += 32) {
      const auto words = [&](int k) {
        return load_words(row - 2 + x + k * StripPlanes::kLumaPitch);
      };
      const __m512i a = words(-2), b = words(-1), c = words(0), d = words(1), e = words(2);
      _mm512_storeu_si512(columns_.y[0] + x, binomial(a, b, c, d, e));
      _mm512_storeu_si512(columns_.y[1] + x, binomial(b, c, d, e, words(3)));
    }
  }

  static void chroma_columns(const uint8_t* row, int count, uint16_t* out) {
    constexpr ptrdiff_t kPitch = StripPlanes::kChromaPitch;
    for (int x = 0; x < count + 2; x += 32) {
      const uint8_t* p = row - 1 + x;
      const __m512i outer = _mm512_add_epi16(load_words(p - kPitch), load_words(p + kPitch));
      _mm512_storeu_si512(out + x, _mm512_add_epi16(outer, _mm512_slli_epi16(load_words(p), 1)));
    }
  }

  // a + 4 b + 6 c + 4 d + e.
  static __m512i binomial(__m512i a, __m512i b, __m512i c, __m512i d, __m512i e) {
    const __m512i inner = _mm512_add_epi16(_mm512_add_epi16(b, d), c);
    const __m512i outer = _mm512_add_epi16(_mm512_add_epi16(a, e), _mm512_slli_epi16(c, 1));
    return _mm512_add_epi16(outer, _mm512_slli_epi16(inner, 2));
  }

  static __m512i scaled(__m512i residual, float strength) {
    return _mm512_cvtps_epi32(
        _mm512_mul_ps(_mm512_cvtepi32_ps(residual), _mm512_set1_ps(strength)));
  }

  // Of 32 samples, words.
  __m512i luma_lowpass(const uint16_t* columns, const uint8_t* samples) const {
    const __m512i sums = binomial(load(columns), load(columns + 1), load(columns + 2),
                                  load(columns + 3), load(columns + 4));
    const __m512i centred = _mm512_xor_si512(sums, _mm512_set1_epi16(INT16_MIN));  // less 2^15
    const __m512i own = load_words(samples);
    const auto residual = [](__m512i pairs) {  // sum - 256 * sample
      return _mm512_dpwssd_epi32(_mm512_set1_epi32(1 << 15), pairs,
                                 _mm512_set1_epi32(static_cast<int32_t>(0xFF000001)));
    };
    return _mm512_packs_epi32(scaled(residual(_mm512_unpacklo_epi16(centred, own)), strength_[0]),
                              scaled(residual(_mm512_unpackhi_epi16(centred, own)), strength_[0]));
  }

  // Four values of each sample's eight are luma's, the next two chroma's.
  static Branch split(const int16_t* samples) {
    const __m512i upper =
        _mm512_set_epi32(29, 25, 21, 17, 13, 9, 5, 1, 28, 24, 20, 16, 12, 8, 4, 0);
    const __m512i lower = _mm512_set_epi32(0, 0, 0, 0, 0, 0, 0, 0, 30, 26, 22, 18, 14, 10, 6, 2);
    const __m512i a = load(samples);
    const __m512i b = load(samples + 32);
    const __m512i c = load(samples + 64);
    const __m512i d = load(samples + 96);
    const __m512i left = _mm512_permutex2var_epi32(a, upper, b);
    const __m512i right = _mm512_permutex2var_epi32(c, upper, d);
    return {{_mm512_shuffle_i64x2(left, right, 0x44), _mm512_shuffle_i64x2(left, right, 0xEE)},
            _mm512_shuffle_i64x2(_mm512_permutex2var_epi32(a, lower, b),
                                 _mm512_permutex2var_epi32(c, lower, d), 0x44)};
  }

  // Adds the pixel branch of 16 packed samples.
  void add_pixel_branch(const uint8_t* packed, Branch& b) const {
    const __m512i left = load(packed);
    const __m512i right = load(packed + 64);
    const __m512i luma = even_lanes(left, right);
    const __m512i chroma = odd_lanes(left, right);
    const auto* weight = static_cast<const int32_t*>(pixel_->weight);  // four of them each
    const float* requant = pixel_->requant + tile_->job->qp * pixel_->out;
    const auto value = [&](int k) {
      const __m512i sum =
          _mm512_dpbusd_epi32(_mm512_dpbusd_epi32(_mm512_set1_epi32(pixel_->bias[k]), luma,
                                                  _mm512_set1_epi32(weight[2 * k])),
                              chroma, _mm512_set1_epi32(weight[2 * k + 1]));
      const __m512 scaled = _mm512_mul_ps(_mm512_cvtepi32_ps(sum), _mm512_set1_ps(requant[k]));
      return _mm512_cvtps_epi32(_mm512_min_ps(_mm512_max_ps(scaled, _mm512_set1_ps(-kSignedLimit)),
                                              _mm512_set1_ps(kSignedLimit)));
    };
    const auto add = [&](__m512i& to, int k) {  // planes k and k + 1, side by side
      const __m512i both =
          _mm512_mask_blend_epi16(0xAAAAAAAA, value(k), _mm512_slli_epi32(value(k + 1), 16));
      to = _mm512_add_epi16(to, both);
    };
    add(b.y[0], 0);
    add(b.y[1], 2);
    add(b.uv, 4);
  }

  // 2^15 times words that stand in the upper halves, and half of what the shift to come drops.
  static __m512i made_up(__m512i upper) {
    return _mm512_add_epi32(_mm512_srai_epi32(upper, 1), _mm512_set1_epi32(1 << 19));
  }

  // Of 32 samples, bytes.
  static __m256i mix_luma(__m512i branch, __m512i lowpass, __m512i gates_low, __m512i gates_high,
                          __m512i samples) {
    const __m512i zero = _mm512_setzero_si512();
    const __m512i both = _mm512_add_epi16(branch, lowpass);
    const __m512i low = _mm512_dpwssd_epi32(made_up(_mm512_unpacklo_epi16(zero, both)),
                                            _mm512_unpacklo_epi16(branch, lowpass), gates_low);
    const __m512i high = _mm512_dpwssd_epi32(made_up(_mm512_unpackhi_epi16(zero, both)),
                                             _mm512_unpackhi_epi16(branch, lowpass), gates_high);
    const __m512i change =
        _mm512_packs_epi32(_mm512_srai_epi32(low, 20), _mm512_srai_epi32(high, 20));
    return _mm512_cvtusepi16_epi8(
        _mm512_max_epi16(_mm512_add_epi16(samples, change), _mm512_setzero_si512()));
  }

  // Of 16 samples, words in upper halves.
  __m512i chroma_lowpass(const uint16_t* columns, __m512i samples) const {
    const auto words = [&](int from) {
      return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(columns + from));
    };
    const __m256i sums =
        _mm256_add_epi16(_mm256_add_epi16(words(0), words(2)), _mm256_slli_epi16(words(1), 1));
    const __m512i residual = _mm512_sub_epi32(_mm512_slli_epi32(_mm512_cvtepu16_epi32(sums), 4),
                                              _mm512_slli_epi32(samples, 8));
    return _mm512_slli_epi32(scaled(residual, strength_[1]), 16);
  }

  // Of 16 samples, bytes; their branch stands in upper halves.
  __m128i mix_chroma(__m512i branch, const uint16_t* columns, const uint8_t* at,
                     __m512i gates) const {
    const __m512i samples =
        _mm512_cvtepu8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)));
    const __m512i lowpass =
        strength_ == nullptr ? _mm512_setzero_si512() : chroma_lowpass(columns, samples);
    const __m512i upper = _mm512_maskz_mov_epi16(0xAAAAAAAA, branch);
    const __m512i pairs = _mm512_or_si512(lowpass, _mm512_srli_epi32(branch, 16));
    const __m512i change = _mm512_srai_epi32(
        _mm512_dpwssd_epi32(made_up(_mm512_add_epi32(upper, lowpass)), pairs, gates), 20);
    return _mm512_cvtusepi32_epi8(
        _mm512_max_epi32(_mm512_add_epi32(samples, change), _mm512_setzero_si512()));
  }

  const Tile* tile_;
  const float* strength_;           // of luma's and chroma's low-pass, null: there is none
  const PackedConvolution* pixel_;  // null: there is none
  GateLines<GateRow> lines_;
  GateRow gates_;
  Columns columns_;
};

}  // namespace
}  // namespace mvjpeg::cpu
