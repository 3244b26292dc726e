// A CUDA runtime without a GPU: device memory is host memory, but known as device memory; kernels
// run on the emulated GPU; and a stream's work happens only when somebody waits for it, as late as
// CUDA allows. What a real runtime would answer with an error or undefined behaviour (a copy of the
// wrong kind, a stream of another device) ends the test.
#pragma once

#include <cuda_runtime_api.h>

#include <atomic>
#include <cstddef>
#include <vector>

namespace mvjpeg::test {

struct FakeMachine {
  static constexpr int kMaxGpus = 2;

  int driver = 13000;  // 0: none
  int gpus = 1;
  int capability[kMaxGpus] = {80, 80};
  bool has_code = true;
  std::atomic<size_t> memory_left{size_t{1} << 30};
  std::atomic<int> resources{0};  // memory, streams and events that are not freed
  std::atomic<int> memory_on[kMaxGpus] = {};
  std::atomic<cudaError_t> copy_error{cudaSuccess};  // what copies answer
  std::atomic<int> waits_until_loss{-1};  // the wait after so many finds the GPU lost; -1: never
  std::atomic<cudaError_t> lost{cudaSuccess};  // what every call answers from then on
};

extern FakeMachine fake_machine;

// What the library asked of the runtime, in order.
struct FakeCall {
  enum Kind { kUpload, kKernel, kDownload, kWait } kind;
  cudaStream_t stream;
};

// The calls since the last time.
std::vector<FakeCall> take_fake_calls();

}  // namespace mvjpeg::test
