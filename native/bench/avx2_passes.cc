#include "../src/cpu/avx2.cc"
//
#include "pass_clock.h"

namespace mvjpeg::bench {
namespace {

// vpmaddwd and the vpaddd that its sum needs, in chains enough to hide their latency. Registers are
// named, because a compiler would keep an array of them in memory.
double multiply_adds() {
  constexpr int kRounds = 200'000;
  constexpr int kChains = 10;
  for (int n = 0; n < kRounds; ++n) {
    asm volatile(
        ".irp chain, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9\n"
        "vpmaddwd %%ymm14, %%ymm15, %%ymm13\n"
        "vpaddd %%ymm13, %%ymm\\chain, %%ymm\\chain\n"
        ".endr"
        :
        :
        : "ymm0", "ymm1", "ymm2", "ymm3", "ymm4", "ymm5", "ymm6", "ymm7", "ymm8", "ymm9", "ymm13");
  }
  return 16.0 * kChains * kRounds;
}

}  // namespace

extern const Probe kAvx2Probe{&cpu::kAvx2, time_passes<cpu::Avx2>, multiply_adds};

}  // namespace mvjpeg::bench
