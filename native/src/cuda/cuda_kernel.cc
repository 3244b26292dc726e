#include "cuda_kernel.h"

#include "../error.h"
#include "kernels.h"

namespace mvjpeg::cuda {

CudaKernel::CudaKernel(std::span<const mvjpeg_tensor> tensors) : device_(device()) {
  const DeviceScope scope(device_);
  memory_.emplace();
  if (!tensors.empty()) load(Model::from_tensors(tensors));
}

CudaKernel::~CudaKernel() {
  try {
    const DeviceScope scope(device_);
    memory_.reset();
  } catch (const Error&) {
    // The device is lost, and its memory with it.
    memory_.reset();
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
  const uint8_t* base = memory_->network.reserve(image.bytes().size());
  const Stream stream;
  check(cudaMemcpyAsync(memory_->network.data(), image.bytes().data(), image.bytes().size(),
                        cudaMemcpyHostToDevice, stream),
        "network upload");
  stream.synchronize();
  network_ = image.at(base);
  for (int qp = 0; qp < kQps; ++qp) changes_[qp] = model.parts(qp).any();
}

void CudaKernel::process(const mvjpeg_picture& picture, int qp, const mvjpeg_planes& planes) const {
  const DeviceScope scope(device_);
  memory_->contexts.with([&](Context& context) {
    const bool changes = changes_[qp];
    const Frame frame = context.upload(picture, qp, planes, changes);
    const Stream& stream = context.stream();
    context.before().record(stream);
    if (changes) {
      check(launch_gates(frame, *network_, stream), "gate kernels");
      check(launch_fused(frame, *network_, plan_, stream), "fused kernel");
    } else {
      check(launch_conversion(frame, stream), "conversion kernel");
    }
    context.after().record(stream);
    context.download(frame, planes);
    kernel_seconds_ = context.after().seconds_since(context.before());
  });
}

}  // namespace mvjpeg::cuda
