// A network on the GPU, or without one a plain converter.
#pragma once

#include <array>
#include <atomic>
#include <optional>
#include <span>

#include "context.h"
#include "device.h"
#include "memory.h"
#include "network_image.h"
#include "tile_plan.h"

namespace mvjpeg::cuda {

class CudaKernel {
 public:
  // Throws Error if there is no GPU or a tensor is wrong.
  explicit CudaKernel(std::span<const mvjpeg_tensor> tensors);
  ~CudaKernel();
  CudaKernel(const CudaKernel&) = delete;
  CudaKernel& operator=(const CudaKernel&) = delete;

  // Arguments are already checked. Thread-safe.
  void process(const mvjpeg_picture& picture, int qp, const mvjpeg_planes& planes) const;

  // How long the GPU worked on the picture that was finished last, without transfers.
  double kernel_seconds() const { return kernel_seconds_; }

 private:
  void load(const Model& model);

  struct Memory {
    ContextPool contexts;
    DeviceBuffer network;
  };

  const Device& device_;
  mutable std::optional<Memory> memory_;
  std::optional<Network> network_;
  std::array<bool, kQps> changes_{};  // QPs at which the network does anything
  TilePlan plan_{};
  mutable std::atomic<double> kernel_seconds_{0};
};

}  // namespace mvjpeg::cuda
