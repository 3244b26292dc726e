// A network on the GPU, or without one a plain converter.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <span>

#include "context_pool.h"
#include "device.h"
#include "memory.h"
#include "network_image.h"
#include "tile_plan.h"

namespace mvjpeg::cuda {

class CudaKernel {
 public:
  // Throws Error if there is no GPU or a tensor is wrong. `wanted` as for open_device.
  CudaKernel(int wanted, std::span<const mvjpeg_tensor> tensors);
  ~CudaKernel();
  CudaKernel(const CudaKernel&) = delete;
  CudaKernel& operator=(const CudaKernel&) = delete;

  // Starts a batch. Arguments are already checked; `memory` is null for host memory. Thread-safe.
  std::unique_ptr<Ticket> submit(std::span<const mvjpeg_job> jobs,
                                 const mvjpeg_device_memory* memory) const;

  // Waits for a batch of this kernel. Thread-safe.
  void wait(Ticket& ticket) const;

  // How long the GPU worked on the batch that was waited for last, without transfers.
  double kernel_seconds() const { return kernel_seconds_; }

 private:
  // Where memory runs out, `work` gets a second chance without the contexts that nobody uses.
  template <typename Work>
  auto with_room(const Work& work) const;
  void load(const Model& model);
  void queue(Context& context, std::span<const mvjpeg_job> jobs,
             const mvjpeg_device_memory* memory) const;

  const Device& device_;
  std::shared_ptr<ContextPool> contexts_;
  std::optional<DeviceBuffer> memory_;
  std::optional<Network> network_;
  Changes changes_{};
  TilePlan plan_{};
  mutable std::atomic<double> kernel_seconds_{0};
};

}  // namespace mvjpeg::cuda
