#include "../src/cpu/amx.cc"
//
#include "pass_clock.h"

namespace mvjpeg::bench {
namespace {

// tdpbusd into four tiles in turn.
double multiply_adds() {
  constexpr int kRounds = 50'000;
  const cpu::Tiles tiles(64);
  for (int n = 0; n < kRounds; ++n) {
    _tile_dpbusd(0, 4, 6);
    _tile_dpbusd(1, 4, 7);
    _tile_dpbusd(2, 5, 6);
    _tile_dpbusd(3, 5, 7);
  }
  return 16.0 * 16 * 64 * 4 * kRounds;
}

}  // namespace

extern const Probe kAmxProbe{&cpu::kAmx, time_passes<cpu::Amx>, multiply_adds};

}  // namespace mvjpeg::bench
