// AMX's tiles on any processor, by the Intel Software Developer's Manual's description of their
// instructions. Included before a source that uses the intrinsics, whose names it takes over.
#pragma once

#include <immintrin.h>

#include <cstdint>
#include <cstring>

namespace mvjpeg::test {

class EmulatedTiles {
 public:
  // The memory that LDTILECFG reads: palette 1, rows and bytes of a row of each tile.
  void configure(const void* memory) {
    std::memcpy(&configuration_, memory, sizeof configuration_);
    std::memset(data_, 0, sizeof data_);
  }
  void release() { configuration_ = {}; }

  void load(int tile, const void* base, ptrdiff_t stride) {
    std::memset(data_[tile], 0, sizeof data_[tile]);
    for (int row = 0; row < rows(tile); ++row) {
      std::memcpy(data_[tile][row], static_cast<const uint8_t*>(base) + row * stride,
                  static_cast<size_t>(row_bytes(tile)));
    }
  }

  void store(int tile, void* base, ptrdiff_t stride) const {
    for (int row = 0; row < rows(tile); ++row) {
      std::memcpy(static_cast<uint8_t*>(base) + row * stride, data_[tile][row],
                  static_cast<size_t>(row_bytes(tile)));
    }
  }

  // TDPBUSD: sums of four products of unsigned and signed bytes, without saturation.
  void multiply(int sums, int unsigned_bytes, int signed_bytes) {
    for (int m = 0; m < rows(sums); ++m) {
      for (int n = 0; n < row_bytes(sums) / 4; ++n) {
        int32_t sum;
        std::memcpy(&sum, data_[sums][m] + 4 * n, sizeof sum);
        for (int k = 0; k < row_bytes(unsigned_bytes); ++k) {
          sum += data_[unsigned_bytes][m][k] *
                 static_cast<int8_t>(data_[signed_bytes][k / 4][4 * n + k % 4]);
        }
        std::memcpy(data_[sums][m] + 4 * n, &sum, sizeof sum);
      }
    }
  }

 private:
  struct Configuration {
    uint8_t palette, start_row, reserved[14];
    uint16_t row_bytes[16];
    uint8_t rows[16];
  };

  int rows(int tile) const { return configuration_.rows[tile]; }
  int row_bytes(int tile) const { return configuration_.row_bytes[tile]; }

  Configuration configuration_{};
  uint8_t data_[8][16][64]{};
};

// Of the calling thread, as the real ones are.
inline EmulatedTiles& emulated_tiles() {
  thread_local EmulatedTiles tiles;
  return tiles;
}

}  // namespace mvjpeg::test

#undef _tile_loadconfig
#undef _tile_release
#undef _tile_loadd
#undef _tile_stored
#undef _tile_dpbusd
#define _tile_loadconfig(memory) mvjpeg::test::emulated_tiles().configure(memory)
#define _tile_release() mvjpeg::test::emulated_tiles().release()
#define _tile_loadd(tile, base, stride) mvjpeg::test::emulated_tiles().load(tile, base, stride)
#define _tile_stored(tile, base, stride) mvjpeg::test::emulated_tiles().store(tile, base, stride)
#define _tile_dpbusd(sums, a, b) mvjpeg::test::emulated_tiles().multiply(sums, a, b)
