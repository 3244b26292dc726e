// The launches. Each returns CUDA's answer to the launch; none waits.
#pragma once

#include <cuda_runtime_api.h>

#include "frame.h"
#include "network.h"
#include "tile_plan.h"

namespace mvjpeg::cuda {

// Lets the fused kernels use the device's shared memory up to `bytes` per block; fails where the
// library has no code for the device.
cudaError_t prepare_kernels(int bytes);

cudaError_t launch_conversion(const Frame& frame, cudaStream_t stream);
cudaError_t launch_gates(const Frame& frame, const Network& network, cudaStream_t stream);
cudaError_t launch_fused(const Frame& frame, const Network& network, const TilePlan& plan,
                         cudaStream_t stream);

}  // namespace mvjpeg::cuda
