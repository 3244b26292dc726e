// What the launches of src/cuda/kernels.cu do, on an emulated GPU, block by block.
#pragma once

#include <cstdint>
#include <cstring>
#include <vector>

#include "../src/cuda/fused_tile.h"
#include "../src/cuda/launch_grid.h"
#include "emulated_gpu.h"

namespace mvjpeg::test {

// Calls work(frame, column, row) for each block.
template <typename Work>
void for_blocks(const cuda::Batch& batch, const cuda::LaunchGrid& grid, const Work& work) {
  for (int picture = 0; picture < grid.pictures; ++picture) {
    for (int row = 0; row < grid.rows; ++row) {
      for (int column = 0; column < grid.columns; ++column) {
        work(batch.frames[picture], column, row);
      }
    }
  }
}

template <typename Gpu>
void emulate_conversion(Gpu& gpu, const cuda::Batch& batch, int side) {
  for_blocks(batch, cuda::LaunchGrid::of_tiles(batch, side),
             [&](const cuda::Frame& frame, int column, int row) {
               cuda::convert_tile(gpu, frame, cuda::tile_at(frame.destination, side, column, row));
             });
}

template <typename Gpu>
void emulate_gates(Gpu& gpu, const cuda::Batch& batch, const cuda::Network& network) {
  cuda::PoolMemory memory;
  for_blocks(batch, cuda::LaunchGrid::of_cells(batch, 1, cuda::kCellsPerBlock),
             [&](const cuda::Frame& frame, int block, int) {
               std::memset(&memory, 0xA5, sizeof memory);
               cuda::pool_cells(gpu, frame.source, frame.grid, block, memory);
             });
  for (int k = 0; k < kGateLayers; ++k) {
    const cuda::GateLayer& layer = network.gate[k];
    for_blocks(batch, cuda::LaunchGrid::of_cells(batch, layer.out, cuda::kThreads),
               [&](const cuda::Frame& frame, int block, int) {
                 for (int thread = 0; thread < cuda::kThreads; ++thread) {
                   cuda::gate_output<Gpu>(layer, k, frame, block * cuda::kThreads + thread);
                 }
               });
  }
}

template <typename Gpu>
void emulate_fused(Gpu& gpu, const cuda::Batch& batch, const cuda::Network& network,
                   const cuda::TilePlan& plan) {
  for_blocks(
      batch, cuda::LaunchGrid::of_tiles(batch, plan.tile),
      [&](const cuda::Frame& frame, int column, int row) {
        // Exactly what the launch asks for, so that the sanitizer sees every byte beyond it.
        std::vector<uint8_t> shared(static_cast<size_t>(plan.bytes), 0xA5);
        switch (network.channels) {
          case 16:
            return cuda::fused_tile<16>(gpu, frame, network, plan, column, row, shared.data());
          case 24:
            return cuda::fused_tile<24>(gpu, frame, network, plan, column, row, shared.data());
          default:
            return cuda::fused_tile<32>(gpu, frame, network, plan, column, row, shared.data());
        }
      });
}

}  // namespace mvjpeg::test
