#include "fused_tile.h"
#include "gate_grid.h"
#include "kernels.h"

namespace mvjpeg::cuda {
namespace {

unsigned blocks_of(int count, int size) { return static_cast<unsigned>((count + size - 1) / size); }

dim3 tiles_of(const Destination& d, int side) {
  return {blocks_of(d.width, side), blocks_of(d.height, side)};
}

__global__ void __launch_bounds__(kThreads) conversion_kernel(const __grid_constant__ Frame frame) {
  Gpu gpu;
  convert_tile(gpu, frame,
               tile_at(frame.destination, kMaxTile, static_cast<int>(blockIdx.x),
                       static_cast<int>(blockIdx.y)));
}

__global__ void __launch_bounds__(kThreads) pool_kernel(const __grid_constant__ Frame frame) {
  __shared__ PoolMemory memory;
  Gpu gpu;
  pool_cells(gpu, frame.source, frame.grid, static_cast<int>(blockIdx.x), memory);
}

__global__ void __launch_bounds__(kThreads)
    gate_kernel(const __grid_constant__ GateLayer layer, int qp, const uint8_t* in, uint8_t* out,
                const __grid_constant__ GateGrid grid, const uint8_t* active) {
  gate_output<Gpu>(layer, qp, in, out, grid, active,
                   static_cast<int>(blockIdx.x * kThreads + threadIdx.x));
}

template <int kChannels>
__global__ void __launch_bounds__(kThreads, 2)
    fused_kernel(const __grid_constant__ Frame frame, const __grid_constant__ Network network,
                 const __grid_constant__ TilePlan plan) {
  extern __shared__ __align__(128) uint8_t shared[];
  Gpu gpu;
  fused_tile<kChannels>(gpu, frame, network, plan, static_cast<int>(blockIdx.x),
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

cudaError_t launch_conversion(const Frame& frame, cudaStream_t stream) {
  conversion_kernel<<<tiles_of(frame.destination, kMaxTile), kThreads, 0, stream>>>(frame);
  return cudaGetLastError();
}

cudaError_t launch_gates(const Frame& frame, const Network& network, cudaStream_t stream) {
  const GateGrid& grid = frame.grid;
  const int cells = grid.width * grid.height;
  pool_kernel<<<blocks_of(cells, kCellsPerBlock), kThreads, 0, stream>>>(frame);
  const uint8_t* in = grid.cells;
  for (int k = 0; k < kGateLayers; ++k) {
    const GateLayer& layer = network.gate[k];
    const bool last = k + 1 == kGateLayers;
    uint8_t* out = last ? grid.gates : grid.hidden[k];
    gate_kernel<<<blocks_of(cells * layer.out, kThreads), kThreads, 0, stream>>>(
        layer, frame.qp, in, out, grid, last ? grid.active : nullptr);
    in = out;
  }
  return cudaGetLastError();
}

cudaError_t launch_fused(const Frame& frame, const Network& network, const TilePlan& plan,
                         cudaStream_t stream) {
  return with_fused_kernel(network.channels, [&](auto* kernel) {
    kernel<<<tiles_of(frame.destination, plan.tile), kThreads, static_cast<size_t>(plan.bytes),
             stream>>>(frame, network, plan);
    return cudaGetLastError();
  });
}

}  // namespace mvjpeg::cuda
