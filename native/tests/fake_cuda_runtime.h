// A CUDA runtime without a GPU: device memory is host memory, kernels run on the emulated GPU, and
// a stream's work happens only when somebody waits for it, as late as CUDA allows.
#pragma once

#include <atomic>
#include <cstddef>

namespace mvjpeg::test {

struct FakeMachine {
  int driver = 13000;  // 0: none
  int gpus = 1;
  int capability = 80;
  bool has_code = true;
  std::atomic<size_t> memory_left{size_t{1} << 30};
  std::atomic<int> allocations{0};
  std::atomic<bool> copies_fail{false};
};

extern FakeMachine fake_machine;

}  // namespace mvjpeg::test
