// How many blocks a launch over a batch has: enough for its largest picture, once for each picture.
// Blocks beyond a smaller picture find nothing to do.
#pragma once

#include <algorithm>

#include "frame.h"

namespace mvjpeg::cuda {

struct LaunchGrid {
  int columns, rows, pictures;  // blockIdx.x, y, z

  // Tiles of `side` half-resolution samples.
  static LaunchGrid of_tiles(const Batch& batch, int side) {
    LaunchGrid grid{0, 0, batch.count};
    for (int n = 0; n < batch.count; ++n) {
      const Planes& d = batch.frames[n].destination;
      grid.columns = std::max(grid.columns, blocks(d.width, side));
      grid.rows = std::max(grid.rows, blocks(d.height, side));
    }
    return grid;
  }

  // Blocks that do `per_block` of the `per_cell` things that each gate cell needs.
  static LaunchGrid of_cells(const Batch& batch, int per_cell, int per_block) {
    LaunchGrid grid{0, 1, batch.count};
    for (int n = 0; n < batch.count; ++n) {
      const GateGrid& g = batch.frames[n].grid;
      grid.columns = std::max(grid.columns, blocks(g.width * g.height * per_cell, per_block));
    }
    return grid;
  }

 private:
  static int blocks(int count, int size) { return (count + size - 1) / size; }
};

}  // namespace mvjpeg::cuda
