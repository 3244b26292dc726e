#include "context.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "../error.h"
#include "residence.h"
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

// The three planes in the caller's memory.
std::array<Rows, 3> plane_rows(const mvjpeg_planes& p) {
  const auto luma = static_cast<size_t>(p.width);
  return {{{"Y plane", p.y, p.stride_y, luma, p.height},
           {"U plane", p.u, p.stride_u, luma / 2, p.height / 2},
           {"V plane", p.v, p.stride_v, luma / 2, p.height / 2}}};
}

size_t source_bytes(const mvjpeg_picture& p) {
  const Rows rows = picture_rows(p);
  return rows.row * static_cast<size_t>(rows.count);
}

size_t luma_bytes(const mvjpeg_planes& p) { return static_cast<size_t>(p.width) * p.height; }

// Where Y, U and V begin among planes without gaps.
std::array<size_t, 3> plane_offsets(const mvjpeg_planes& p) {
  const size_t luma = luma_bytes(p);
  return {0, luma, luma + luma / 4};
}

size_t planes_bytes(const mvjpeg_planes& p) { return luma_bytes(p) / 2 * 3; }

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
    const Rows source = picture_rows(job.picture);
    if (memory != nullptr && memory->pictures != 0) {
      require_device_memory(source, device);
      p.source = Way::kInPlace;
    } else {
      p.source = transferable(source) ? Way::kAsItLies : Way::kStaged;
    }
    const std::array<Rows, 3> planes = plane_rows(job.planes);
    if (memory != nullptr && memory->planes != 0) {
      for (const Rows& plane : planes) require_device_memory(plane, device);
      require_even("Y plane's address", reinterpret_cast<intptr_t>(job.planes.y));
      require_even("Y stride", job.planes.stride_y);
      p.planes = Way::kInPlace;
    } else {
      // Each is looked at, since each could be in a GPU's memory by mistake.
      p.planes = std::count_if(planes.begin(), planes.end(), transferable) == 3 ? Way::kAsItLies
                                                                                : Way::kStaged;
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
    if (p.source != Way::kInPlace) p.source_at = append(source_bytes(p.job.picture));
    staged |= p.source == Way::kStaged || p.planes == Way::kStaged;
  }
  for (Picture& p : pictures_) {
    if (p.planes != Way::kInPlace) p.planes_at = append(planes_bytes(p.job.planes));
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
  const bool in_place = picture.source == Way::kInPlace;
  return {in_place ? p.data : device_.data() + picture.source_at,
          in_place ? p.row_stride : static_cast<ptrdiff_t>(picture_rows(p).row),
          p.pixel_stride,
          p.red,
          p.green,
          p.blue,
          p.width,
          p.height};
}

Destination Context::destination_of(const Picture& picture) const {
  const mvjpeg_planes& p = picture.job.planes;
  const int width = p.width / 2;
  const int height = p.height / 2;
  if (picture.planes == Way::kInPlace) {
    return {p.y, p.u, p.v, p.stride_y, p.stride_u, p.stride_v, width, height};
  }
  uint8_t* base = device_.data() + picture.planes_at;
  const auto [y, u, v] = plane_offsets(p);
  return {base + y, base + u, base + v, p.width, width, width, width, height};
}

void Context::upload_pictures() {
  SlicedCopy copy(device_.data(), staged_.data(), cudaMemcpyHostToDevice, kSliceBytes, stream_);
  for (const Picture& p : pictures_) {
    if (p.source == Way::kInPlace) continue;
    const Rows rows = picture_rows(p.job.picture);
    const auto pitch = static_cast<ptrdiff_t>(rows.row);
    if (p.source == Way::kAsItLies) {
      copy.flush();
      const size_t stride = rows.count == 1 ? rows.row : static_cast<size_t>(rows.stride);
      check(cudaMemcpy2DAsync(device_.data() + p.source_at, rows.row, rows.data, stride, rows.row,
                              static_cast<size_t>(rows.count), cudaMemcpyHostToDevice, stream_),
            "upload");
      continue;
    }
    const int slice = static_cast<int>(std::max<size_t>(1, kSliceBytes / rows.row));
    for (int y = 0; y < rows.count; y += slice) {
      const int count = std::min(slice, rows.count - y);
      const size_t at = p.source_at + rows.row * y;
      copy_rows(rows.data + y * rows.stride, rows.stride, staged_.data() + at, pitch, rows.row,
                count);
      copy.add(at, rows.row * count);
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
      copy.add(p.planes_at, planes_bytes(p.job.planes));
      continue;
    }
    copy.flush();
    const std::array<Rows, 3> planes = plane_rows(p.job.planes);
    const std::array<size_t, 3> offsets = plane_offsets(p.job.planes);
    for (size_t k = 0; k < planes.size(); ++k) {
      const Rows& rows = planes[k];
      check(cudaMemcpy2DAsync(const_cast<uint8_t*>(rows.data), static_cast<size_t>(rows.stride),
                              device_.data() + p.planes_at + offsets[k], rows.row, rows.row,
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
    const std::array<Rows, 3> planes = plane_rows(p.job.planes);
    const std::array<size_t, 3> offsets = plane_offsets(p.job.planes);
    for (size_t k = 0; k < planes.size(); ++k) {
      const Rows& rows = planes[k];
      copy_rows(staged_.data() + p.planes_at + offsets[k], static_cast<ptrdiff_t>(rows.row),
                const_cast<uint8_t*>(rows.data), rows.stride, rows.row, rows.count);
    }
  }
  return after_.seconds_since(before_);
}

}  // namespace mvjpeg::cuda
