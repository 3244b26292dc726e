#include "../src/cpu/scalar.cc"
//
#include "pass_clock.h"

namespace mvjpeg::bench {

extern const Probe kScalarProbe{&cpu::kScalar, time_passes<cpu::Scalar>, nullptr};

}  // namespace mvjpeg::bench
