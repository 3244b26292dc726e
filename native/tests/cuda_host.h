// What the tests of the CUDA library's host side share: a kernel, batches under way, and memory of
// the fake CUDA runtime.
#pragma once

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "../src/cuda/cuda_abi.h"
#include "fake_cuda_runtime.h"
#include "random_picture.h"

namespace mvjpeg::test {

struct Message {
  char text[512] = "";

  void expect(int32_t status, int32_t wanted, const char* part) const {
    CHECK(status == wanted && std::strstr(text, part) != nullptr,
          "status %d with '%s', expected %d with '%s'", status, text, wanted, part);
  }
};

class Handle {
 public:
  explicit Handle(const RandomModel* model, int device = -1) {
    Message message;
    message.expect(mvjpeg_cuda_create(device, model != nullptr ? model->tensors().data() : nullptr,
                                      model != nullptr ? model->tensors().size() : 0, &handle_,
                                      message.text, sizeof message.text),
                   MVJPEG_OK, "");
  }
  ~Handle() { mvjpeg_cuda_destroy(handle_); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  // Null where the answer is not MVJPEG_OK.
  void* submit(const std::vector<mvjpeg_job>& jobs, const mvjpeg_device_memory* memory = nullptr,
               int32_t wanted = MVJPEG_OK, const char* part = "") const {
    Message message;
    void* ticket = nullptr;
    message.expect(mvjpeg_cuda_submit(handle_, jobs.data(), jobs.size(), memory, &ticket,
                                      message.text, sizeof message.text),
                   wanted, part);
    CHECK((ticket != nullptr) == (wanted == MVJPEG_OK), "a ticket with status %d", wanted);
    return ticket;
  }

  void wait(void* ticket, int32_t wanted = MVJPEG_OK, const char* part = "") const {
    Message message;
    message.expect(mvjpeg_cuda_wait(handle_, ticket, message.text, sizeof message.text), wanted,
                   part);
  }

  std::vector<uint8_t> run(const RandomPicture& picture) const {
    return picture.run([&](const mvjpeg_job& job) { wait(submit({job})); });
  }

  // The submit must be refused.
  void refuses(const mvjpeg_job& job, const mvjpeg_device_memory* memory, int32_t wanted,
               const char* part) const {
    submit({job}, memory, wanted, part);
  }

  double seconds() const { return mvjpeg_cuda_kernel_seconds(handle_); }

 private:
  void* handle_ = nullptr;
};

// Pictures under way.
class Batch {
 public:
  Batch(const Handle& handle, const mvjpeg_kernel* scalar, std::mt19937& random, int count,
        int side)
      : handle_(handle), out_(static_cast<size_t>(count)) {
    std::vector<mvjpeg_job> jobs;
    for (int n = 0; n < count; ++n) {
      pictures_.emplace_back(random, side);
      expected_.push_back(pictures_.back().run(scalar, 1));
      jobs.push_back(pictures_.back().job(out_[static_cast<size_t>(n)]));
    }
    ticket_ = handle.submit(jobs);
  }

  void finish() {
    handle_.wait(ticket_);
    for (size_t n = 0; n < out_.size(); ++n) {
      CHECK(out_[n] == expected_[n], "picture %zu of %zu: %s", n, out_.size(),
            pictures_[n].describe().c_str());
    }
  }

 private:
  const Handle& handle_;
  std::vector<RandomPicture> pictures_;
  std::vector<std::vector<uint8_t>> expected_, out_;
  void* ticket_;
};

// Memory of the fake runtime.
class Memory {
 public:
  enum Kind { kDevice, kPageLocked };

  Memory(Kind kind, size_t bytes, int gpu = 0) : kind_(kind) {
    CHECK(cudaSetDevice(gpu) == cudaSuccess, "no GPU %d", gpu);
    void* memory = nullptr;
    CHECK((kind == kDevice ? cudaMalloc(&memory, bytes) : cudaHostAlloc(&memory, bytes, 0)) ==
              cudaSuccess,
          "no memory");
    CHECK(cudaSetDevice(0) == cudaSuccess, "no GPU 0");
    data_ = static_cast<uint8_t*>(memory);
  }
  Memory(Memory&& other) noexcept
      : kind_(other.kind_), data_(std::exchange(other.data_, nullptr)) {}
  ~Memory() {
    if (data_ != nullptr) kind_ == kDevice ? cudaFree(data_) : cudaFreeHost(data_);
  }

  uint8_t* data() const { return data_; }

 private:
  Kind kind_;
  uint8_t* data_;
};

// A picture whose samples and planes are moved to other memory.
class Moved {
 public:
  Moved(const RandomPicture& picture, Memory::Kind source, Memory::Kind planes)
      : job_(picture.job(out_)),
        source_(source, picture.source().size()),
        planes_(planes, out_.size()) {
    std::memcpy(source_.data(), picture.source().data(), picture.source().size());
    std::memcpy(planes_.data(), out_.data(), out_.size());
    in_source_ = with_source_at(job_, picture.source().data(), source_.data());
    in_planes_ = job_;
    const auto move = [&](uint8_t* plane) { return planes_.data() + (plane - out_.data()); };
    mvjpeg_planes& p = in_planes_.planes;
    p.y = move(p.y);
    p.u = move(p.u);
    p.v = move(p.v);
    in_both_ = in_source_;
    in_both_.planes = p;
  }

  const mvjpeg_job& in_host() const { return job_; }
  const mvjpeg_job& in_source() const { return in_source_; }
  const mvjpeg_job& in_planes() const { return in_planes_; }
  const mvjpeg_job& in_both() const { return in_both_; }
  const Memory& planes_memory() const { return planes_; }

  // What was written to the host's planes, and to the moved ones.
  const std::vector<uint8_t>& host() const { return out_; }
  std::vector<uint8_t> moved() const { return {planes_.data(), planes_.data() + out_.size()}; }

 private:
  std::vector<uint8_t> out_;
  mvjpeg_job job_, in_source_{}, in_planes_{}, in_both_{};
  Memory source_, planes_;
};

inline RandomPicture for_device(RandomPicture picture) {
  picture.make_y_stride_even();
  return picture;
}

inline RandomPicture for_device(std::mt19937& random, int side) {
  return for_device(RandomPicture(random, side));
}

inline int count(const std::vector<FakeCall>& calls, FakeCall::Kind kind) {
  return static_cast<int>(std::count_if(calls.begin(), calls.end(),
                                        [&](const FakeCall& call) { return call.kind == kind; }));
}

inline void leaves_nothing_behind() {
  CHECK(fake_machine.resources == 0, "%d resources left", fake_machine.resources.load());
}

}  // namespace mvjpeg::test
