// What one instruction set lets itself be asked: how long its passes take on a tile, and how fast
// its multiply-adds can be.
#pragma once

#include <ctime>

#include "../src/cpu/isa.h"
#include "../src/cpu/pass.h"

namespace mvjpeg::bench {

// Seconds that the calling thread has had a core: whoever takes the core away does not count.
static inline double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

struct Probe {
  const cpu::Isa* isa;
  // Runs a tile and adds the seconds of each pass.
  void (*passes)(const cpu::Tile& tile, double (&seconds)[cpu::kPasses]);
  // Multiply-adds of some milliseconds of nothing else, or null where the compiler chooses the
  // instructions.
  double (*multiply_adds)();
};

}  // namespace mvjpeg::bench
