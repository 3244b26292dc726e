#include "gates.h"

#include <cstring>

#include "../arithmetic.h"
#include "packed_model.h"
#include "parallel.h"

namespace mvjpeg::cpu {
namespace {

constexpr int kSlack = 32;  // samples that a convolution may overrun

// Grows as it is asked to and is kept by its thread: new pages for every picture would take as long
// as the gate's convolutions.
class KeptMemory {
 public:
  std::byte* take(size_t bytes) {
    if (capacity_ < bytes) {
      memory_ = allocate_aligned(bytes);
      capacity_ = bytes;
    }
    return memory_.get();
  }

 private:
  AlignedBytes memory_;
  size_t capacity_ = 0;
};

// A grid with a replicated border, the input of one layer.
class PaddedGrid {
 public:
  static constexpr size_t kMostKept = size_t{1} << 20;

  // In memory that is kept, unless the grid is larger than that of a picture of some 6 MP.
  PaddedGrid(int width, int height, int border, int channels, int bytes, KeptMemory& kept)
      : width_(width),
        height_(height),
        border_(border),
        sample_bytes_(static_cast<size_t>(channels) * bytes) {
    const size_t size = (static_cast<size_t>(pitch()) * rows() + kSlack) * sample_bytes_;
    if (size > kMostKept) own_ = allocate_aligned(size);
    data_ = own_ ? own_.get() : kept.take(size);
  }

  int pitch() const { return width_ + 2 * border_; }
  int rows() const { return height_ + 2 * border_; }
  std::byte* data() { return data_; }
  std::byte* at(int x, int y) {  // inside coordinates
    return data() + (static_cast<size_t>(y + border_) * pitch() + x + border_) * sample_bytes_;
  }
  size_t sample_bytes() const { return sample_bytes_; }

  void replicate_border() {
    for (int y = 0; y < height_; ++y) {
      for (int b = 1; b <= border_; ++b) {
        std::memcpy(at(-b, y), at(0, y), sample_bytes_);
        std::memcpy(at(width_ - 1 + b, y), at(width_ - 1, y), sample_bytes_);
      }
    }
    const size_t row_bytes = pitch() * sample_bytes_;
    for (int b = 1; b <= border_; ++b) {
      std::memcpy(at(-border_, -b), at(-border_, 0), row_bytes);
      std::memcpy(at(-border_, height_ - 1 + b), at(-border_, height_ - 1), row_bytes);
    }
  }

 private:
  int width_, height_, border_;
  size_t sample_bytes_;
  AlignedBytes own_;
  std::byte* data_;
};

// Writes values as activations of `bytes`, 1 or 2.
void widen(const std::vector<uint8_t>& values, int bytes, std::byte* out) {
  if (bytes == 1) {
    std::memcpy(out, values.data(), values.size());
    return;
  }
  for (size_t k = 0; k < values.size(); ++k) {
    const uint16_t wide = values[k];
    std::memcpy(out + k * sizeof wide, &wide, sizeof wide);
  }
}

}  // namespace

void* thread_workspace(size_t bytes) {
  thread_local KeptMemory memory;
  return memory.take(bytes);
}

GateGrid compute_gates(const Isa& isa, const PackedModel& model, const mvjpeg_job& job,
                       int threads) {
  GateGrid grid;
  grid.width = (job.planes.width + 2 * kCell - 1) / (2 * kCell);
  grid.height = (job.planes.height + 2 * kCell - 1) / (2 * kCell);
  const auto count = static_cast<size_t>(grid.width) * grid.height;
  const int bytes = isa.layout.activation_bytes;

  std::vector<uint8_t> flat(count);
  thread_local KeptMemory kept[2];  // of a layer and the next
  PaddedGrid layer(grid.width, grid.height, model.gate[0].dilation, kCellInputs, bytes, kept[1]);
  parallel_for(grid.height, threads, [&](int y) {
    std::vector<uint8_t> cells(static_cast<size_t>(grid.width) * kCellInputs);
    isa.pool(job, y, grid.width, cells.data(), flat.data() + static_cast<size_t>(y) * grid.width,
             thread_workspace(isa.workspace_bytes));
    widen(cells, bytes, layer.at(0, y));
  });

  for (int k = 0; k < kGateLayers; ++k) {
    const PackedConvolution& c = model.gate[k];
    layer.replicate_border();
    const int border = k + 1 < kGateLayers ? model.gate[k + 1].dilation : 0;
    PaddedGrid next(grid.width, grid.height, border, c.out, bytes, kept[k % 2]);
    for (int y = 0; y < grid.height; ++y) {
      const std::byte* in =
          layer.data() + static_cast<size_t>(y) * layer.pitch() * layer.sample_bytes();
      // What it overruns is the next row's or the border, which come later.
      isa.gate_layer(c, in, next.at(0, y), layer.pitch(), grid.width, job.qp);
    }
    layer = std::move(next);
  }

  grid.gates.resize(count * kGates);
  for (int y = 0; y < grid.height; ++y) {
    for (int x = 0; x < grid.width; ++x) {
      const size_t cell = static_cast<size_t>(y) * grid.width + x;
      for (int g = 0; g < kGates; ++g) {
        grid.gates[cell * kGates + g] =
            flat[cell] ? 0 : static_cast<uint8_t>(layer.at(x, y)[g * bytes]);
      }
    }
  }
  return grid;
}

}  // namespace mvjpeg::cpu
