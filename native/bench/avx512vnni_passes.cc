#include "../src/cpu/avx512vnni.cc"
//
#include "pass_clock.h"

namespace mvjpeg::bench {
namespace {

// vpdpbusd in chains enough to hide their latency. Registers are named, because a compiler
// would keep an array of them in memory.
double multiply_adds() {
  constexpr int kRounds = 200'000;
  constexpr int kChains = 24;
  for (int n = 0; n < kRounds; ++n) {
    asm volatile(
        ".irp chain, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, "
        "22, 23\n"
        "vpdpbusd %%zmm30, %%zmm31, %%zmm\\chain\n"
        ".endr"
        :
        :
        : "zmm0", "zmm1", "zmm2", "zmm3", "zmm4", "zmm5", "zmm6", "zmm7", "zmm8", "zmm9", "zmm10",
          "zmm11", "zmm12", "zmm13", "zmm14", "zmm15", "zmm16", "zmm17", "zmm18", "zmm19", "zmm20",
          "zmm21", "zmm22", "zmm23");
  }
  return 64.0 * kChains * kRounds;
}

}  // namespace

extern const Probe kAvx512VnniProbe{&cpu::kAvx512Vnni, time_passes<cpu::Avx512Vnni>, multiply_adds};

}  // namespace mvjpeg::bench
