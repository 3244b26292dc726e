// What one call needs for itself: a stream, staging and device memory. Kept for later calls.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "frame.h"
#include "memory.h"
#include "mvjpeg/kernel.h"

namespace mvjpeg::cuda {

class Context {
 public:
  // Queues the picture's upload and lays out a frame in device memory.
  Frame upload(const mvjpeg_picture& picture, int qp, const mvjpeg_planes& planes, bool gates);

  // Queues the planes' download, waits for it and copies them to the caller.
  void download(const Frame& frame, const mvjpeg_planes& planes);

  // Bytes of device and pinned memory.
  size_t bytes() const;

  const Stream& stream() const { return stream_; }
  const Event& before() const { return before_; }
  const Event& after() const { return after_; }

 private:
  Source upload_source(const mvjpeg_picture& picture);
  GateGrid reserve_gates(int width, int height);

  // The stream is last, so that it has come to rest before the memory goes.
  PinnedBuffer staged_source_, staged_planes_;
  DeviceBuffer source_, planes_, gates_;
  Event before_, after_;
  Stream stream_;
};

// A few contexts, made on demand; a call beyond them waits for one.
class ContextPool {
 public:
  ContextPool();

  // Runs `work(context)`. A context whose work throws is not used again.
  template <typename Work>
  void with(const Work& work) {
    std::unique_ptr<Context> context = take();
    const Slot slot(*this);
    work(*context);
    put(std::move(context));
  }

 private:
  // Gives the right to a context back, whatever became of the context.
  class Slot {
   public:
    explicit Slot(ContextPool& pool) : pool_(pool) {}
    ~Slot();
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;

   private:
    ContextPool& pool_;
  };

  std::unique_ptr<Context> take();
  void put(std::unique_ptr<Context> context);

  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Context>> idle_;
  int used_ = 0;
};

}  // namespace mvjpeg::cuda
