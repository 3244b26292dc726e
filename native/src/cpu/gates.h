#pragma once

#include <cstdint>
#include <vector>

#include "isa.h"

namespace mvjpeg::cpu {

// The context gate of a whole picture.
struct GateGrid {
  int width = 0;
  int height = 0;
  std::vector<uint8_t> gates;  // [height][width][4]
};

GateGrid compute_gates(const Isa& isa, const PackedModel& model, const mvjpeg_job& job,
                       int threads);

// Scratch memory of the calling thread, kept for its lifetime; at least `bytes`, 64-byte aligned.
void* thread_workspace(size_t bytes);

}  // namespace mvjpeg::cpu
