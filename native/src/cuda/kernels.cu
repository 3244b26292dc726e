#include "fused_tile.h"
#include "gate_grid.h"
#include "kernels.h"
#include "launch_grid.h"

namespace mvjpeg::cuda {
namespace {

// What a launch may pass by value from CUDA 12.1 on, on every chip that the library is built for.
static_assert(sizeof(Batch) + sizeof(Network) + sizeof(TilePlan) <= 32764);

dim3 blocks_of(const LaunchGrid& grid) {
  return {static_cast<unsigned>(grid.columns), static_cast<unsigned>(grid.rows),
          static_cast<unsigned>(grid.pictures)};
}

__global__ void __launch_bounds__(kThreads) conversion_kernel(const __grid_constant__ Batch batch) {
  Gpu gpu;
  const Frame& frame = batch.frames[blockIdx.z];
  convert_tile(gpu, frame,
               tile_at(frame.destination, kMaxTile, static_cast<int>(blockIdx.x),
                       static_cast<int>(blockIdx.y)));
}

__global__ void __launch_bounds__(kThreads) pool_kernel(const __grid_constant__ Batch batch) {
  __shared__ PoolMemory memory;
  Gpu gpu;
  const Frame& frame = batch.frames[blockIdx.z];
  pool_cells(gpu, frame.source, frame.grid, static_cast<int>(blockIdx.x), memory);
}

__global__ void __launch_bounds__(kThreads)
    gate_kernel(const __grid_constant__ Batch batch, const __grid_constant__ GateLayer layer,
                int index) {
  gate_output<Gpu>(layer, index, batch.frames[blockIdx.z],
                   static_cast<int>(blockIdx.x * kThreads + threadIdx.x));
}

template <int kChannels>
__global__ void __launch_bounds__(kThreads, 2)
    fused_kernel(const __grid_constant__ Batch batch, const __grid_constant__ Network network,
                 const __grid_constant__ TilePlan plan) {
  extern __shared__ __align__(128) uint8_t shared[];
  Gpu gpu;
  fused_tile<kChannels>(gpu, batch.frames[blockIdx.z], network, plan, static_cast<int>(blockIdx.x),
                        static_cast<int>(blockIdx.y), shared);
}

template <typename Use>
cudaError_t with_fused_kernel(int channels, const Use& use) {
  if (channels == 16) return use(fused_kernel<16>);
  if (channels == 24) return use(fused_kernel<24>);
  return use(fused_kernel<32>);
}

}  // namespace

cudaError_t prepare_kernels(int bytes) {
  for (const int channels : {16, 24, 32}) {
    const cudaError_t status = with_fused_kernel(channels, [&](auto* kernel) {
      const cudaError_t limit =
          cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, bytes);
      if (limit != cudaSuccess) return limit;
      return cudaFuncSetAttribute(kernel, cudaFuncAttributePreferredSharedMemoryCarveout,
                                  cudaSharedmemCarveoutMaxShared);
    });
    if (status != cudaSuccess) return status;
  }
  return cudaSuccess;
}

cudaError_t launch_conversion(const Batch& batch, cudaStream_t stream) {
  conversion_kernel<<<blocks_of(LaunchGrid::of_tiles(batch, kMaxTile)), kThreads, 0, stream>>>(
      batch);
  return cudaGetLastError();
}

cudaError_t launch_gates(const Batch& batch, const Network& network, cudaStream_t stream) {
  pool_kernel<<<blocks_of(LaunchGrid::of_cells(batch, 1, kCellsPerBlock)), kThreads, 0, stream>>>(
      batch);
  for (int k = 0; k < kGateLayers; ++k) {
    const GateLayer& layer = network.gate[k];
    gate_kernel<<<blocks_of(LaunchGrid::of_cells(batch, layer.out, kThreads)), kThreads, 0,
                  stream>>>(batch, layer, k);
  }
  return cudaGetLastError();
}

cudaError_t launch_fused(const Batch& batch, const Network& network, const TilePlan& plan,
                         cudaStream_t stream) {
  const dim3 blocks = blocks_of(LaunchGrid::of_tiles(batch, plan.tile));
  return with_fused_kernel(network.channels, [&](auto* kernel) {
    kernel<<<blocks, kThreads, static_cast<size_t>(plan.bytes), stream>>>(batch, network, plan);
    return cudaGetLastError();
  });
}

}  // namespace mvjpeg::cuda
