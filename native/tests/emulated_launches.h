// What the launches of src/cuda/kernels.cu do, on an emulated GPU.
#pragma once

#include <cstdint>
#include <cstring>
#include <vector>

#include "../src/cuda/fused_tile.h"
#include "emulated_gpu.h"

namespace mvjpeg::test {

template <typename Work>
void for_tiles(const cuda::Destination& d, int side, const Work& work) {
  for (int row = 0; row * side < d.height; ++row) {
    for (int column = 0; column * side < d.width; ++column) work(column, row);
  }
}

template <typename Gpu>
void emulate_conversion(Gpu& gpu, const cuda::Frame& frame, int side) {
  for_tiles(frame.destination, side, [&](int column, int row) {
    cuda::convert_tile(gpu, frame, cuda::tile_at(frame.destination, side, column, row));
  });
}

template <typename Gpu>
void emulate_gates(Gpu& gpu, const cuda::Frame& frame, const cuda::Network& network) {
  const cuda::GateGrid& grid = frame.grid;
  const int cells = grid.width * grid.height;
  cuda::PoolMemory memory;
  for (int block = 0; block * cuda::kCellsPerBlock < cells; ++block) {
    std::memset(&memory, 0xA5, sizeof memory);
    cuda::pool_cells(gpu, frame.source, grid, block, memory);
  }
  const uint8_t* in = grid.cells;
  for (int k = 0; k < kGateLayers; ++k) {
    const cuda::GateLayer& layer = network.gate[k];
    const bool last = k + 1 == kGateLayers;
    uint8_t* out = last ? grid.gates : grid.hidden[k];
    for (int n = 0; n < cells * layer.out + 5; ++n) {  // a last block has threads to spare
      cuda::gate_output<Gpu>(layer, frame.qp, in, out, grid, last ? grid.active : nullptr, n);
    }
    in = out;
  }
}

template <typename Gpu>
void emulate_fused(Gpu& gpu, const cuda::Frame& frame, const cuda::Network& network,
                   const cuda::TilePlan& plan) {
  for_tiles(frame.destination, plan.tile, [&](int column, int row) {
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
