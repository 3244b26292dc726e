#include "context.h"

#include <algorithm>
#include <cstring>

namespace mvjpeg::cuda {
namespace {

// Enough to overlap one call's transfers with another's kernels.
constexpr int kMaxContexts = 4;
// A context that grew beyond this for a rare large picture is not kept.
constexpr size_t kKeptBytes = size_t{512} << 20;
// A slice is transferred while the next one is copied to pinned memory.
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

size_t plane_bytes(const Destination& d) { return static_cast<size_t>(d.width) * d.height; }

}  // namespace

Source Context::upload_source(const mvjpeg_picture& p) {
  // Bytes after the last pixel's last sample may not belong to the caller's memory.
  const int last_sample = std::max({p.red, p.green, p.blue});
  const auto row = static_cast<size_t>(p.width - 1) * p.pixel_stride + last_sample + 1;
  const auto pitch = static_cast<ptrdiff_t>(row);
  const size_t bytes = row * p.height;
  uint8_t* staged = staged_source_.reserve(bytes);
  uint8_t* device = source_.reserve(bytes);
  const int slice = static_cast<int>(std::max<size_t>(1, kSliceBytes / row));
  for (int y = 0; y < p.height; y += slice) {
    const int rows = std::min(slice, p.height - y);
    const size_t at = row * y;
    copy_rows(p.data + y * p.row_stride, p.row_stride, staged + at, pitch, row, rows);
    check(cudaMemcpyAsync(device + at, staged + at, row * rows, cudaMemcpyHostToDevice, stream_),
          "upload");
  }
  return {device, pitch, p.pixel_stride, p.red, p.green, p.blue, p.width, p.height};
}

GateGrid Context::reserve_gates(int width, int height) {
  const auto cells = static_cast<size_t>(width) * height;
  const size_t sizes[] = {aligned(cells * kCellInputs), aligned(cells * 2),
                          aligned(cells * kGateHidden), aligned(cells * kGateHidden),
                          aligned(cells * kGates)};
  size_t total = 0;
  for (const size_t size : sizes) total += size;
  uint8_t* at[5];
  at[0] = gates_.reserve(total);
  for (int k = 1; k < 5; ++k) at[k] = at[k - 1] + sizes[k - 1];
  return {at[0], at[1], {at[2], at[3]}, at[4], width, height};
}

Frame Context::upload(const mvjpeg_picture& picture, int qp, const mvjpeg_planes& planes,
                      bool gates) {
  Frame frame{};
  frame.qp = qp;
  frame.source = upload_source(picture);
  Destination& d = frame.destination;
  d.width = planes.width / 2;
  d.height = planes.height / 2;
  d.y = planes_.reserve(6 * plane_bytes(d));
  d.u = d.y + 4 * plane_bytes(d);
  d.v = d.u + plane_bytes(d);
  if (gates) frame.grid = reserve_gates(cells_of(d.width), cells_of(d.height));
  return frame;
}

void Context::download(const Frame& frame, const mvjpeg_planes& planes) {
  const Destination& d = frame.destination;
  const size_t plane = plane_bytes(d);
  const uint8_t* staged = staged_planes_.reserve(6 * plane);
  check(cudaMemcpyAsync(staged_planes_.data(), d.y, 6 * plane, cudaMemcpyDeviceToHost, stream_),
        "download");
  stream_.synchronize();
  const auto row = static_cast<size_t>(d.width);
  copy_rows(staged, 2 * d.width, planes.y, planes.stride_y, 2 * row, planes.height);
  copy_rows(staged + 4 * plane, d.width, planes.u, planes.stride_u, row, d.height);
  copy_rows(staged + 5 * plane, d.width, planes.v, planes.stride_v, row, d.height);
}

size_t Context::bytes() const {
  return staged_source_.bytes() + staged_planes_.bytes() + source_.bytes() + planes_.bytes() +
         gates_.bytes();
}

ContextPool::ContextPool() { idle_.reserve(kMaxContexts); }

std::unique_ptr<Context> ContextPool::take() {
  std::unique_lock lock(mutex_);
  freed_.wait(lock, [this] { return used_ < kMaxContexts; });
  std::unique_ptr<Context> context;
  if (idle_.empty()) {
    context = std::make_unique<Context>();
  } else {
    context = std::move(idle_.back());
    idle_.pop_back();
  }
  ++used_;
  return context;
}

void ContextPool::put(std::unique_ptr<Context> context) {
  if (context->bytes() > kKeptBytes) return;
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(context));
}

ContextPool::Slot::~Slot() {
  {
    const std::lock_guard lock(pool_.mutex_);
    --pool_.used_;
  }
  pool_.freed_.notify_one();
}

}  // namespace mvjpeg::cuda
