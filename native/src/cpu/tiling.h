// How a picture is cut: into columns that fit a workspace, and bands for the threads.
#pragma once

#include <algorithm>

#include "gates.h"
#include "isa.h"

namespace mvjpeg::cpu {

class Tiling {
 public:
  // Of `width x height` half-resolution samples. Every band computes a halo of its own, so there
  // are no more of them than keep the threads busy to the end.
  Tiling(int width, int height, int threads)
      : width_(width),
        height_(height),
        tile_width_(share(width, (width + kTile - 1) / kTile)),
        tile_height_(threads <= 1 ? height : std::max(share(height, 2 * threads), kLeastHeight)),
        columns_((width + tile_width_ - 1) / tile_width_),
        bands_((height + tile_height_ - 1) / tile_height_) {}

  int count() const { return columns_ * bands_; }

  // A tile of a job, with everything but its workspace; without a model the grid is empty.
  Tile tile(int index, const mvjpeg_job& job, const PackedModel* model,
            const GateGrid& grid) const {
    Tile tile{};
    tile.job = &job;
    tile.model = model;
    tile.gates = grid.gates.data();
    tile.grid_width = grid.width;
    tile.grid_height = grid.height;
    tile.i0 = index % columns_ * tile_width_;
    tile.j0 = index / columns_ * tile_height_;
    tile.width = std::min(tile_width_, width_ - tile.i0);
    tile.height = std::min(tile_height_, height_ - tile.j0);
    return tile;
  }

 private:
  static constexpr int kLeastHeight = 8 * kStrip;

  // One of `parts` equal parts, in whole cells.
  static int share(int size, int parts) {
    return ((size + parts - 1) / parts + kCell - 1) / kCell * kCell;
  }

  int width_, height_;
  int tile_width_, tile_height_;
  int columns_, bands_;
};

}  // namespace mvjpeg::cpu
