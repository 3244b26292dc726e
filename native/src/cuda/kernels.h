// The launches, one over all pictures of a batch. Each returns CUDA's answer to the launch; none
// waits.
#pragma once

#include <cuda_runtime_api.h>

#include "frame.h"
#include "network.h"
#include "tile_plan.h"

namespace mvjpeg::cuda {

// Lets the fused kernels use the device's shared memory up to `bytes` per block; fails where the
// library has no code for the device.
cudaError_t prepare_kernels(int bytes);

cudaError_t launch_conversion(const Batch& batch, cudaStream_t stream);
cudaError_t launch_gates(const Batch& batch, const Network& network, cudaStream_t stream);
cudaError_t launch_fused(const Batch& batch, const Network& network, const TilePlan& plan,
                         cudaStream_t stream);

}  // namespace mvjpeg::cuda
