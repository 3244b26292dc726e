// What a batch needs for itself: a stream, staging and device memory. Kept for later batches.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "device.h"
#include "frame.h"
#include "memory.h"
#include "mvjpeg/kernel.h"
#include "rows.h"

namespace mvjpeg::cuda {

// Whether a network does anything at a QP.
using Changes = std::array<bool, kQps>;

class Context {
 public:
  // Lays out a batch in device memory and queues its uploads, after what the caller's stream holds.
  // Throws Error if memory is not where it should be.
  void upload(const Device& device, std::span<const mvjpeg_job> jobs,
              const mvjpeg_device_memory* memory, const Changes& changes);

  // The pictures of the batch, those that a network changes and those that are converted only.
  const Batch& changed() const { return changed_; }
  const Batch& converted() const { return converted_; }

  // Marks the kernels' begin and end in the stream.
  void kernels_begin() { before_.record(stream_); }
  void kernels_end() { after_.record(stream_); }

  // Queues the planes' download, and has the caller's stream wait for the kernels.
  void download(const mvjpeg_device_memory* memory);

  // Waits for everything, copies the planes to the caller and tells how many seconds the kernels
  // took.
  double finish();

  // Bytes of device and page-locked memory.
  size_t bytes() const { return device_.bytes() + staged_.bytes(); }

  const Stream& stream() const { return stream_; }

 private:
  // How bytes come to the GPU or back.
  enum class Way {
    kStaged,    // copied from or to page-locked memory
    kAsItLies,  // the caller's memory is page-locked
    kInPlace,   // the caller's memory is the GPU's
  };

  struct Picture {
    mvjpeg_job job;
    RowSet source_rows, planes_rows;
    Way source, planes;
    size_t source_at, planes_at,
        gates_at;  // in device memory and, if staged, in page-locked memory
    Frame frame;
  };

  void place(const Device& device, std::span<const mvjpeg_job> jobs,
             const mvjpeg_device_memory* memory);
  void reserve(const Changes& changes);
  Source source_of(const Picture& picture) const;
  Planes destination_of(const Picture& picture) const;
  void upload_pictures();

  std::vector<Picture> pictures_;
  Batch changed_{}, converted_{};
  // The stream is last, so that it has come to rest before the memory goes.
  PinnedBuffer staged_;
  DeviceBuffer device_;
  Event arrival_, before_, after_;
  Stream stream_;
};

}  // namespace mvjpeg::cuda
