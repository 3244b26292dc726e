#include "context.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "../error.h"
#include "residence.h"
#include "rows.h"
#include "sliced_copy.h"

namespace mvjpeg::cuda {
namespace {

constexpr size_t kSliceBytes = size_t{4} << 20;
constexpr size_t kAlignment = 256;

size_t aligned(size_t bytes) { return (bytes + kAlignment - 1) / kAlignment * kAlignment; }

void copy_rows(const uint8_t* from, ptrdiff_t from_stride, uint8_t* to, ptrdiff_t to_stride,
               size_t row, int rows) {
  if (from_stride == to_stride && static_cast<size_t>(to_stride) == row) {
    std::memcpy(to, from, row * static_cast<size_t>(rows));
    return;
  }
  for (int y = 0; y < rows; ++y) std::memcpy(to + y * to_stride, from + y * from_stride, row);
}

// Each is looked at, since each could be in a GPU's memory by mistake.
bool all_transferable(const RowSet& rows) {
  return std::count_if(rows.begin(), rows.end(), transferable) == rows.end() - rows.begin();
}

void require_device_memory(const RowSet& set, const Device& device) {
  for (const Rows& rows : set) require_device_memory(rows, device);
}

Planes in_place(const mvjpeg_planes& p) {
  return {p.y, p.u, p.v, p.stride_y, p.stride_u, p.stride_v, p.width / 2, p.height / 2};
}

// In a copy without gaps.
Planes copied(const mvjpeg_planes& p, uint8_t* copy) {
  const int width = p.width / 2;
  const int height = p.height / 2;
  const size_t chroma = static_cast<size_t>(width) * height;
  return {copy, copy + 4 * chroma, copy + 5 * chroma, p.width, width, width, width, height};
}

void require_even(const char* name, intptr_t value) {
  if (value % 2 != 0) {
    throw Error(MVJPEG_INVALID_ARGUMENT,
                std::string(name) + " " + std::to_string(value) + " in the GPU's memory is odd");
  }
}

std::array<size_t, 5> gate_sizes(const GateGrid& grid) {
  const auto cells = static_cast<size_t>(grid.width) * grid.height;
  return {aligned(cells * kCellInputs), aligned(cells * 2), aligned(cells * kGateHidden),
          aligned(cells * kGateHidden), aligned(cells * kGates)};
}

GateGrid gates_at(uint8_t* memory, GateGrid grid) {
  const std::array<size_t, 5> sizes = gate_sizes(grid);
  uint8_t** const layers[] = {&grid.cells, &grid.active, &grid.hidden[0], &grid.hidden[1],
                              &grid.gates};
  for (size_t k = 0; k < sizes.size(); memory += sizes[k++]) *layers[k] = memory;
  return grid;
}

}  // namespace

void Context::place(const Device& device, std::span<const mvjpeg_job> jobs,
                    const mvjpeg_device_memory* memory) {
  pictures_.clear();
  for (const mvjpeg_job& job : jobs) {
    Picture p{};
    p.job = job;
    p.source_rows = RowSet::of_source(job);
    if (memory != nullptr && memory->pictures != 0) {
      require_device_memory(p.source_rows, device);
      p.source = Way::kInPlace;
    } else {
      p.source = all_transferable(p.source_rows) ? Way::kAsItLies : Way::kStaged;
    }
    p.planes_rows = RowSet::of_destination(job);
    if (memory != nullptr && memory->planes != 0) {
      require_device_memory(p.planes_rows, device);
      require_even("Y plane's address", reinterpret_cast<intptr_t>(job.planes.y));
      require_even("Y stride", job.planes.stride_y);
      p.planes = Way::kInPlace;
    } else {
      p.planes = all_transferable(p.planes_rows) ? Way::kAsItLies : Way::kStaged;
    }
    pictures_.push_back(p);
  }
}

// Device memory holds all sources, then all planes, then all gates; page-locked memory mirrors the
// first two.
void Context::reserve(const Changes& changes) {
  size_t size = 0;
  const auto append = [&size](size_t bytes) {
    const size_t at = size;
    size += aligned(bytes);
    return at;
  };
  bool staged = false;
  for (Picture& p : pictures_) {
    if (p.source != Way::kInPlace) p.source_at = append(p.source_rows.bytes());
    staged |= p.source == Way::kStaged || p.planes == Way::kStaged;
  }
  for (Picture& p : pictures_) {
    if (p.planes != Way::kInPlace) p.planes_at = append(p.planes_rows.bytes());
  }
  const size_t mirrored = size;
  for (Picture& p : pictures_) {
    if (!changes[p.job.qp]) continue;
    p.frame.grid.width = cells_of(p.job.planes.width / 2);
    p.frame.grid.height = cells_of(p.job.planes.height / 2);
    p.gates_at = size;
    for (const size_t bytes : gate_sizes(p.frame.grid)) size += bytes;
  }
  if (staged) staged_.reserve(mirrored);
  if (size > 0) device_.reserve(size);
}

Source Context::source_of(const Picture& picture) const {
  const mvjpeg_picture& p = picture.job.picture;
  const mvjpeg_planes& decoded = picture.job.decoded;
  const bool stays = picture.source == Way::kInPlace;
  uint8_t* copy = device_.data() + picture.source_at;
  if (p.data == nullptr) return {{}, stays ? in_place(decoded) : copied(decoded, copy)};
  const auto pitch = static_cast<ptrdiff_t>(picture.source_rows.begin()->row);
  return {{stays ? p.data : copy, stays ? p.row_stride : pitch, p.pixel_stride, p.red, p.green,
           p.blue, p.width, p.height},
          {}};
}

Planes Context::destination_of(const Picture& picture) const {
  const mvjpeg_planes& p = picture.job.planes;
  return picture.planes == Way::kInPlace ? in_place(p)
                                         : copied(p, device_.data() + picture.planes_at);
}

void Context::upload_pictures() {
  SlicedCopy copy(device_.data(), staged_.data(), cudaMemcpyHostToDevice, kSliceBytes, stream_);
  for (const Picture& p : pictures_) {
    if (p.source == Way::kInPlace) continue;
    for (const Rows& rows : p.source_rows) {
      const size_t begin = p.source_at + rows.at;
      if (p.source == Way::kAsItLies) {
        copy.flush();
        const size_t stride = rows.count == 1 ? rows.row : static_cast<size_t>(rows.stride);
        check(cudaMemcpy2DAsync(device_.data() + begin, rows.row, rows.data, stride, rows.row,
                                static_cast<size_t>(rows.count), cudaMemcpyHostToDevice, stream_),
              "upload");
        continue;
      }
      const int slice = static_cast<int>(std::max<size_t>(1, kSliceBytes / rows.row));
      for (int y = 0; y < rows.count; y += slice) {
        const int count = std::min(slice, rows.count - y);
        const size_t at = begin + rows.row * y;
        copy_rows(rows.data + y * rows.stride, rows.stride, staged_.data() + at,
                  static_cast<ptrdiff_t>(rows.row), rows.row, count);
        copy.add(at, rows.row * count);
      }
    }
  }
  copy.flush();
}

void Context::upload(const Device& device, std::span<const mvjpeg_job> jobs,
                     const mvjpeg_device_memory* memory, const Changes& changes) {
  place(device, jobs, memory);
  reserve(changes);
  changed_.count = 0;
  converted_.count = 0;
  for (Picture& p : pictures_) {
    Frame& frame = p.frame;
    frame.source = source_of(p);
    frame.destination = destination_of(p);
    frame.qp = p.job.qp;
    if (changes[frame.qp]) frame.grid = gates_at(device_.data() + p.gates_at, frame.grid);
    (changes[frame.qp] ? changed_ : converted_).add(frame);
  }
  if (memory != nullptr) {
    arrival_.record(static_cast<cudaStream_t>(memory->stream));
    arrival_.hold_back(stream_);
  }
  upload_pictures();
}

void Context::download(const mvjpeg_device_memory* memory) {
  SlicedCopy copy(staged_.data(), device_.data(), cudaMemcpyDeviceToHost, SIZE_MAX, stream_);
  for (const Picture& p : pictures_) {
    if (p.planes == Way::kInPlace) continue;
    if (p.planes == Way::kStaged) {
      copy.add(p.planes_at, p.planes_rows.bytes());
      continue;
    }
    copy.flush();
    for (const Rows& rows : p.planes_rows) {
      check(cudaMemcpy2DAsync(const_cast<uint8_t*>(rows.data), static_cast<size_t>(rows.stride),
                              device_.data() + p.planes_at + rows.at, rows.row, rows.row,
                              static_cast<size_t>(rows.count), cudaMemcpyDeviceToHost, stream_),
            "download");
    }
  }
  copy.flush();
  if (memory != nullptr) after_.hold_back(static_cast<cudaStream_t>(memory->stream));
}

double Context::finish() {
  stream_.synchronize();
  for (const Picture& p : pictures_) {
    if (p.planes != Way::kStaged) continue;
    for (const Rows& rows : p.planes_rows) {
      copy_rows(staged_.data() + p.planes_at + rows.at, static_cast<ptrdiff_t>(rows.row),
                const_cast<uint8_t*>(rows.data), rows.stride, rows.row, rows.count);
    }
  }
  return after_.seconds_since(before_);
}

}  // namespace mvjpeg::cuda
