// What a strip goes through, for whoever wants to know how long each takes.
#pragma once

namespace mvjpeg::cpu {

enum class Pass { kLoad, kPack, kHead, kBody, kTail, kCombine };
constexpr int kPasses = 6;

// A pass's Clock that does not measure; lap() comes after each pass.
struct NoClock {
  void lap(Pass) {}
};

}  // namespace mvjpeg::cpu
