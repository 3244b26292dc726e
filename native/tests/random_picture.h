// Kernels to compare, and pictures and planes of random sizes, formats and strides to compare them
// with.
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "check.h"
#include "mvjpeg/kernel.h"
#include "random_model.h"

namespace mvjpeg::test {

struct KernelDelete {
  void operator()(mvjpeg_kernel* kernel) const { mvjpeg_kernel_destroy(kernel); }
};
using KernelPtr = std::unique_ptr<mvjpeg_kernel, KernelDelete>;

inline KernelPtr create(const std::string& target, const RandomModel* model) {
  mvjpeg_kernel* kernel = nullptr;
  const int32_t status = model != nullptr
                             ? mvjpeg_kernel_create(target.c_str(), model->tensors().data(),
                                                    model->tensors().size(), &kernel)
                             : mvjpeg_kernel_create(target.c_str(), nullptr, 0, &kernel);
  CHECK(status == MVJPEG_OK, "%s: %s", target.c_str(), mvjpeg_last_error());
  return KernelPtr(kernel);
}

enum class Format { kPixels, kPlanes };

// A source's samples in other memory, at the same places.
inline mvjpeg_job with_source_at(mvjpeg_job job, const uint8_t* from, uint8_t* to) {
  if (job.picture.data != nullptr) {
    job.picture.data = to + (job.picture.data - from);
    return job;
  }
  for (uint8_t** plane : {&job.decoded.y, &job.decoded.u, &job.decoded.v}) {
    *plane = to + (*plane - from);
  }
  return job;
}

// The most that sides may have.
struct Limits {
  int width, height;

  Limits(int most_wide, int most_high) : width(most_wide), height(most_high) {}
  Limits(int side) : Limits(side, side) {}
};

class RandomPicture {
 public:
  // Of either format.
  RandomPicture(std::mt19937& random, Limits most)
      : RandomPicture(random, most, random() % 2 == 0 ? Format::kPixels : Format::kPlanes) {}

  RandomPicture(std::mt19937& random, Limits most, Format format) : random_(random) {
    if (format == Format::kPixels) {
      draw_pixels(most);
    } else {
      draw_planes(most);
    }
    for (int& extra : extra_) extra = draw(0, 30);
    qp = draw(0, MVJPEG_MAX_QP);
  }
  // Moving keeps the addresses of the samples.
  RandomPicture(RandomPicture&&) = default;

  // The picture with planes in `out`: the three one after the other, in `out` filled with 0xA5
  // where nothing may be written.
  mvjpeg_job job(std::vector<uint8_t>& out) const {
    const size_t y = static_cast<size_t>(width_ + extra_[0]) * height_;
    const size_t u = static_cast<size_t>(width_ / 2 + extra_[1]) * (height_ / 2);
    const size_t v = static_cast<size_t>(width_ / 2 + extra_[2]) * (height_ / 2);
    out.assign(y + u + v, 0xA5);
    mvjpeg_job job{};
    job.picture = picture_;
    job.decoded = decoded_;
    job.planes.y = out.data();
    job.planes.u = job.planes.y + y;
    job.planes.v = job.planes.u + u;
    job.planes.stride_y = width_ + extra_[0];
    job.planes.stride_u = width_ / 2 + extra_[1];
    job.planes.stride_v = width_ / 2 + extra_[2];
    job.planes.width = width_;
    job.planes.height = height_;
    job.qp = qp;
    return job;
  }

  // What `process(job)` writes.
  template <typename Process>
  std::vector<uint8_t> run(const Process& process) const {
    std::vector<uint8_t> out;
    process(job(out));
    return out;
  }

  std::vector<uint8_t> run(const mvjpeg_kernel* kernel, int threads) const {
    return run([&](const mvjpeg_job& job) {
      const int32_t status =
          format() == Format::kPixels
              ? mvjpeg_process(kernel, &job.picture, job.qp, &job.planes, threads)
              : mvjpeg_filter(kernel, &job.decoded, job.qp, &job.planes, threads);
      CHECK(status == MVJPEG_OK, "%s", mvjpeg_last_error());
    });
  }

  Format format() const { return picture_.data != nullptr ? Format::kPixels : Format::kPlanes; }

  // All bytes that the samples lie in.
  const std::vector<uint8_t>& source() const { return source_; }

  // As device memory needs it.
  void make_y_stride_even() { extra_[0] &= ~1; }

  std::string describe() const {
    std::ostringstream text;
    if (format() == Format::kPixels) {
      text << picture_.width << "x" << picture_.height << " pixel stride " << picture_.pixel_stride;
    } else {
      text << "planes";
    }
    text << " coded " << width_ << "x" << height_ << " QP " << qp;
    return text.str();
  }

  int qp;

 private:
  int draw(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }

  void draw_pixels(Limits most) {
    picture_.width = draw(1, most.width);
    picture_.height = draw(1, most.height);
    picture_.pixel_stride = draw(1, 4);
    picture_.red = draw(0, picture_.pixel_stride - 1);
    picture_.green = draw(0, picture_.pixel_stride - 1);
    picture_.blue = draw(0, picture_.pixel_stride - 1);
    const int row = picture_.width * picture_.pixel_stride + draw(0, 40);
    source_.resize(static_cast<size_t>(row) * picture_.height);
    paint();
    const bool bottom_up = draw(0, 3) == 0;
    picture_.row_stride = bottom_up ? -row : row;
    picture_.data = bottom_up ? source_.data() + static_cast<size_t>(row) * (picture_.height - 1)
                              : source_.data();
    width_ = (picture_.width + 1) / 2 * 2 + 2 * draw(0, 8);
    height_ = (picture_.height + 1) / 2 * 2 + 2 * draw(0, 8);
  }

  // One after the other; the last row ends with its samples.
  void draw_planes(Limits most) {
    width_ = 2 * draw(1, (most.width + 1) / 2);
    height_ = 2 * draw(1, (most.height + 1) / 2);
    const int stride_y = width_ + draw(0, 40);
    const int stride_u = width_ / 2 + draw(0, 40);
    const int stride_v = width_ / 2 + draw(0, 40);
    const size_t y = static_cast<size_t>(stride_y) * height_;
    const size_t u = static_cast<size_t>(stride_u) * (height_ / 2);
    source_.resize(y + u + static_cast<size_t>(stride_v) * (height_ / 2 - 1) + width_ / 2);
    paint();
    uint8_t* data = source_.data();
    decoded_ = {data, data + y, data + y + u, stride_y, stride_u, stride_v, width_, height_};
  }

  // Noise, flat areas (closed gates), both in turns, and ramps, so that every branch of the kernel
  // runs.
  void paint() {
    const int kind = draw(0, 4);
    const int level = draw(0, 255);
    const size_t band = source_.size() / 5 + 1;
    for (size_t k = 0; k < source_.size(); ++k) {
      const bool noisy =
          kind == 0 || (kind == 1 && k > source_.size() / 2) || (kind == 4 && k / band % 2 == 0);
      source_[k] =
          static_cast<uint8_t>(noisy                    ? draw(0, 255)
                               : kind == 2 || kind == 4 ? level
                                                        : level + static_cast<int>(k / 97));
    }
  }

  std::mt19937& random_;
  mvjpeg_picture picture_{};
  mvjpeg_planes decoded_{};
  std::vector<uint8_t> source_;
  int width_, height_;
  int extra_[3];
};

}  // namespace mvjpeg::test
