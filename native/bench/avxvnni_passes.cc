#include "../src/cpu/avxvnni.cc"
//
#include "pass_clock.h"

namespace mvjpeg::bench {
namespace {

// vpdpbusd in chains enough to hide their latency. Registers are named, because a compiler
// would keep an array of them in memory.
double multiply_adds() {
  constexpr int kRounds = 200'000;
  constexpr int kChains = 12;
  for (int n = 0; n < kRounds; ++n) {
    asm volatile(
        ".irp chain, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11\n"
        "%{vex%} vpdpbusd %%ymm14, %%ymm15, %%ymm\\chain\n"
        ".endr"
        :
        :
        : "ymm0", "ymm1", "ymm2", "ymm3", "ymm4", "ymm5", "ymm6", "ymm7", "ymm8", "ymm9", "ymm10",
          "ymm11");
  }
  return 32.0 * kChains * kRounds;
}

}  // namespace

extern const Probe kAvxVnniProbe{&cpu::kAvxVnni, time_passes<cpu::AvxVnni>, multiply_adds};

}  // namespace mvjpeg::bench
