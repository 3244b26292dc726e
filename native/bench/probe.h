// What one instruction set lets itself be asked: how long its passes take on a tile, and how fast
// its multiply-adds can be.
#pragma once

#include <ctime>

#include "../src/cpu/isa.h"

namespace mvjpeg::bench {

// Seconds that the calling thread has had a core: whoever takes the core away does not count.
static inline double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// The passes over a tile, in their order. The rest of a tile (gates interpolated, low-pass,
// combination) has no function of its own: it is what the whole takes beyond these.
enum Pass { kLoad, kPack, kHead, kBody, kTail, kPixel, kPasses };

struct Probe {
  const cpu::Isa* isa;
  // Runs the passes one by one on a tile and adds the seconds of each.
  void (*passes)(const cpu::Tile& tile, double (&seconds)[kPasses]);
  // Multiply-adds of some milliseconds of nothing else, or null where the compiler chooses the
  // instructions.
  double (*multiply_adds)();
};

}  // namespace mvjpeg::bench
