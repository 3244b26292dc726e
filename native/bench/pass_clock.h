// A tile's passes by the clock. Included after the source of an instruction set.
#pragma once

#include "probe.h"

namespace mvjpeg::bench {
namespace {

class Stopwatch {
 public:
  explicit Stopwatch(double (&seconds)[cpu::kPasses])
      : seconds_(seconds), last_(thread_seconds()) {}

  void lap(cpu::Pass pass) {
    const double at = thread_seconds();
    seconds_[static_cast<int>(pass)] += at - last_;
    last_ = at;
  }

 private:
  double (&seconds_)[cpu::kPasses];
  double last_;
};

template <typename Target>
void time_passes(const cpu::Tile& tile, double (&seconds)[cpu::kPasses]) {
  Stopwatch watch(seconds);
  cpu::TileRun<Target, Stopwatch>(tile, watch).run();
}

}  // namespace
}  // namespace mvjpeg::bench
