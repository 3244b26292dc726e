#include "cuda_kernel.h"

#include "kernels.h"

namespace mvjpeg::cuda {

template <typename Work>
auto CudaKernel::with_room(const Work& work) const {
  try {
    return work();
  } catch (const Error& e) {
    if (e.status() != MVJPEG_OUT_OF_MEMORY) throw;
  }
  contexts_->free_idle();
  return work();
}

CudaKernel::CudaKernel(int wanted, std::span<const mvjpeg_tensor> tensors)
    : device_(open_device(wanted)), contexts_(ContextPool::of(device_)) {
  if (tensors.empty()) return;
  const Model model = Model::from_tensors(tensors);
  const DeviceScope scope(device_);
  device_.watch([&] { with_room([&] { load(model); }); });
}

CudaKernel::~CudaKernel() {
  try {
    const DeviceScope scope(device_);
    memory_.reset();
    contexts_.reset();
  } catch (const Error&) {
    // The device is lost, and its memory with it.
  }
}

void CudaKernel::load(const Model& model) {
  const int depth = static_cast<int>(model.body.size());
  plan_ = TilePlan::choose(model.channels, depth, device_.shared_per_block,
                           device_.shared_per_multiprocessor, device_.shared_reserved);
  if (plan_.tile == 0) {
    throw Error(MVJPEG_UNAVAILABLE,
                "a tile of the network needs more shared memory than the GPU's " +
                    std::to_string(device_.shared_per_block) + " bytes");
  }
  const NetworkImage image(model);
  memory_.emplace();
  uint8_t* base = memory_->reserve(image.bytes().size());
  const Stream stream;
  check(cudaMemcpyAsync(base, image.bytes().data(), image.bytes().size(), cudaMemcpyHostToDevice,
                        stream),
        "network upload");
  stream.synchronize();
  network_ = image.at(base);
  for (int qp = 0; qp < kQps; ++qp) changes_[qp] = model.parts(qp).any();
}

std::unique_ptr<Ticket> CudaKernel::submit(std::span<const mvjpeg_job> jobs,
                                           const mvjpeg_device_memory* memory) const {
  device_.require_working();
  return device_.watch([&] {
    const DeviceScope scope(device_);
    return with_room(
        [&] { return contexts_->start([&](Context& context) { queue(context, jobs, memory); }); });
  });
}

void CudaKernel::queue(Context& context, std::span<const mvjpeg_job> jobs,
                       const mvjpeg_device_memory* memory) const {
  context.upload(device_, jobs, memory, changes_);
  const Stream& stream = context.stream();
  context.kernels_begin();
  if (context.converted().count > 0) {
    check(launch_conversion(context.converted(), stream), "conversion kernel");
  }
  if (context.changed().count > 0) {
    check(launch_gates(context.changed(), *network_, stream), "gate kernels");
    check(launch_fused(context.changed(), *network_, plan_, stream), "fused kernel");
  }
  context.kernels_end();
  context.download(memory);
}

void CudaKernel::wait(Ticket& ticket) const {
  device_.watch([&] {
    const DeviceScope scope(device_);
    kernel_seconds_ = ticket.wait();
  });
}

}  // namespace mvjpeg::cuda
