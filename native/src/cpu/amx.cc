#include <sys/syscall.h>
#include <unistd.h>

#include "avx512_convolution.h"

namespace mvjpeg::cpu {
namespace {

// GCC's tile intrinsics do not say what they read, so what was written before is to be there.
void complete_writes() { asm volatile("" : : : "memory"); }

// What LDTILECFG reads.
struct alignas(64) TileConfiguration {
  uint8_t palette;
  uint8_t start_row;
  uint8_t reserved[14];
  uint16_t row_bytes[16];
  uint8_t rows[16];
};

// While this lives tiles 0 to 3 are sums, 4 and 5 activations, 6 and 7 weights. Afterwards nobody
// has to save them with a thread's state.
class Tiles {
 public:
  static constexpr int kRows = 16;
  static constexpr int kRowBytes = 64;

  explicit Tiles(int piece_bytes) {
    TileConfiguration configuration{};
    configuration.palette = 1;
    for (int tile = 0; tile < 8; ++tile) {
      const bool activations = tile == 4 || tile == 5;
      configuration.row_bytes[tile] = static_cast<uint16_t>(activations ? piece_bytes : kRowBytes);
      configuration.rows[tile] = static_cast<uint8_t>(tile < 6 ? kRows : piece_bytes / 4);
    }
    complete_writes();
    _tile_loadconfig(&configuration);
  }
  Tiles(const Tiles&) = delete;
  Tiles& operator=(const Tiles&) = delete;
  ~Tiles() {
    _tile_release();
    complete_writes();
  }
};

// Sums of 16 values in each row of the four tiles.
struct alignas(64) Sums {
  int32_t tiles[4][Tiles::kRows][16];

  void take() {
    _tile_stored(0, tiles[0], Tiles::kRowBytes);
    _tile_stored(1, tiles[1], Tiles::kRowBytes);
    _tile_stored(2, tiles[2], Tiles::kRowBytes);
    _tile_stored(3, tiles[3], Tiles::kRowBytes);
  }
};

// Biases of the values of a row.
struct alignas(64) Bias {
  int32_t values[32];

  explicit Bias(const PackedConvolution& c) {
    for (int k = 0; k < 32; ++k) values[k] = c.bias[k % c.out];
    complete_writes();
  }
};

// Layers of 16 or 32 activations: rows of 32 values in two tiles, and two such pairs.
template <bool kSkip>
class Activations {
 public:
  static constexpr int kRows = 2 * Tiles::kRows;
  static constexpr int kWeights = 2;  // tiles of a piece

  Activations(const PackedConvolution& c, const float* requant, const uint8_t* skip, void* out)
      : bias_(c), skip_(skip), out_(static_cast<uint8_t*>(out)) {
    for (int half = 0; half < 2; ++half) {
      scale_[half] = _mm512_loadu_ps(requant + 16 * half % c.out);
      if (kSkip) factors_[half] = _mm512_loadu_si512(c.skip + 16 * half % c.out);
    }
  }

  void begin() const {
    _tile_loadd(0, bias_.values, 0);
    _tile_loadd(1, bias_.values + 16, 0);
    _tile_loadd(2, bias_.values, 0);
    _tile_loadd(3, bias_.values + 16, 0);
  }

  static void multiply(const uint8_t* in, ptrdiff_t step, const int8_t* weight, int tile_bytes) {
    _tile_loadd(6, weight, Tiles::kRowBytes);
    _tile_loadd(7, weight + tile_bytes, Tiles::kRowBytes);
    _tile_loadd(4, in, step);
    _tile_dpbusd(0, 4, 6);
    _tile_dpbusd(1, 4, 7);
    _tile_loadd(5, in + Tiles::kRows * step, step);
    _tile_dpbusd(2, 5, 6);
    _tile_dpbusd(3, 5, 7);
  }

  // Rows of a block whose values begin at `block`. Two of them, 64 values, are a vector of bytes.
  void store(const Sums& sums, ptrdiff_t block, int row, int end) const {
#pragma GCC unroll 16
    for (; row < end; row += 2) {
      const ptrdiff_t first = block + 32 * row;
      const auto& left = sums.tiles[row / Tiles::kRows * 2];
      const auto& right = sums.tiles[row / Tiles::kRows * 2 + 1];
      const int r = row % Tiles::kRows;
      Avx512Vnni::store(value(left[r], first, 0), value(right[r], first + 16, 1),
                        value(left[r + 1], first + 32, 0), value(right[r + 1], first + 48, 1),
                        out_ + first);
    }
  }

 private:
  __m512i value(const int32_t (&sums)[16], ptrdiff_t at, int half) const {
    __m512i sum = _mm512_load_si512(sums);
    if (kSkip) sum = Avx512Vnni::with_skip(sum, Avx512Vnni::load16(skip_ + at), factors_[half]);
    return Avx512Vnni::requantised<Output::kActivation>(sum, scale_[half]);
  }

  Bias bias_;
  __m512 scale_[2];
  __m512i factors_[2];
  const uint8_t* skip_;
  uint8_t* out_;
};

// The tail: rows of 16 values, two samples, in each of four tiles.
class Branch {
 public:
  static constexpr int kRows = 4 * Tiles::kRows;
  static constexpr int kWeights = 1;

  Branch(const PackedConvolution& c, const float* requant, void* out)
      : bias_(c),
        scale_(_mm512_castsi512_ps(Avx512Vnni::eights(requant, 0, 0))),
        out_(static_cast<int16_t*>(out)) {}

  void begin() const {
    _tile_loadd(0, bias_.values, 0);
    _tile_loadd(1, bias_.values, 0);
    _tile_loadd(2, bias_.values, 0);
    _tile_loadd(3, bias_.values, 0);
  }

  static void multiply(const uint8_t* in, ptrdiff_t step, const int8_t* weight, int) {
    const ptrdiff_t tile = Tiles::kRows * step;
    _tile_loadd(6, weight, Tiles::kRowBytes);
    _tile_loadd(4, in, step);
    _tile_dpbusd(0, 4, 6);
    _tile_loadd(5, in + tile, step);
    _tile_dpbusd(1, 5, 6);
    _tile_loadd(4, in + 2 * tile, step);
    _tile_dpbusd(2, 4, 6);
    _tile_loadd(5, in + 3 * tile, step);
    _tile_dpbusd(3, 5, 6);
  }

  // Two rows, 32 values, are a vector of words.
  void store(const Sums& sums, ptrdiff_t block, int row, int end) const {
#pragma GCC unroll 32
    for (; row < end; row += 2) {
      const auto& tile = sums.tiles[row / Tiles::kRows];
      const int r = row % Tiles::kRows;
      Avx512Vnni::store(value(tile[r]), value(tile[r + 1]), out_ + block + 16 * row);
    }
  }

 private:
  __m512i value(const int32_t (&sums)[16]) const {
    return Avx512Vnni::requantised<Output::kSigned>(_mm512_load_si512(sums), scale_);
  }

  Bias bias_;
  __m512 scale_;
  int16_t* out_;
};

// While the tiles multiply a block, the sums of the one before become outputs, a share after each
// piece: a processor does not look far enough ahead to find that work behind all pieces. Before the
// first block there are no sums, and the outputs are nonsense that its own overwrite.
template <int kPieces, typename Layer>
void run(const Layer& layer, const PackedConvolution& c, const uint8_t* in, ptrdiff_t pitch,
         ptrdiff_t samples) {
  constexpr int kSteps = 3 * kPieces;
  const auto share = [](int step) { return Layer::kRows / 2 * step / kSteps * 2; };
  const PackedMatrices& m = c.matrices;
  const Tiles tiles(m.piece_bytes);
  const int tile_bytes = 16 * m.piece_bytes;
  const ptrdiff_t block = Layer::kRows * m.samples;
  Sums sums{};
  ptrdiff_t before = 0;
  for (ptrdiff_t p = 0; p < samples; before = p, p += block) {
    layer.begin();
#pragma GCC unroll 6
    for (int step = 0; step < kSteps; ++step) {
      Layer::multiply(in + (p + step / kPieces * pitch) * c.in + step % kPieces * m.piece_bytes,
                      static_cast<ptrdiff_t>(m.samples) * c.in,
                      m.weight + step * Layer::kWeights * tile_bytes, tile_bytes);
      layer.store(sums, before * c.out, share(step), share(step + 1));
    }
    sums.take();
  }
  layer.store(sums, before * c.out, 0, Layer::kRows);
}

template <typename Layer>
void run(const Layer& layer, const PackedConvolution& c, const uint8_t* in, ptrdiff_t pitch,
         ptrdiff_t samples) {
  if (c.matrices.pieces == 1) {
    run<1>(layer, c, in, pitch, samples);
  } else {
    run<2>(layer, c, in, pitch, samples);
  }
}

// tdpbusd: 16x64 uint8 times 64x16 int8, summed into int32 without saturation. 3x3 convolutions are
// such products, 16 rows of outputs at a time; everything else is AVX-512's.
struct Amx : Avx512Vnni {
  template <Output kOutput>
  static void products(const PackedConvolution& c, const Activation* in, void* out,
                       const Activation* skip, ptrdiff_t pitch, ptrdiff_t samples,
                       const float* requant) {
    if constexpr (kOutput == Output::kSigned) {
      run(Branch(c, requant, out), c, in, pitch, samples);
    } else if (skip != nullptr) {
      run(Activations<true>(c, requant, skip, out), c, in, pitch, samples);
    } else {
      run(Activations<false>(c, requant, nullptr, out), c, in, pitch, samples);
    }
  }
};

// Linux gives a process the tiles' state on request, from 5.16 on.
bool permitted() {
  constexpr long kRequestPermission = 0x1023;  // ARCH_REQ_XCOMP_PERM
  constexpr long kTileData = 18;
  return syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
}

}  // namespace

extern const Isa kAmx =
    make_isa<Amx>("amx", {.group = 8, .weight_bytes = 1, .activation_bytes = 1, .fours = true}, [] {
      return has_avx512_vnni() && __builtin_cpu_supports("amx-tile") != 0 &&
             __builtin_cpu_supports("amx-int8") != 0 && permitted();
    });

}  // namespace mvjpeg::cpu
