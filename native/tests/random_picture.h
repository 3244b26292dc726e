// Kernels to compare, and pictures of random sizes, formats and strides to compare them with.
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

class RandomPicture {
 public:
  RandomPicture(std::mt19937& random, int max_side) : random_(random) {
    picture_.width = draw(1, max_side);
    picture_.height = draw(1, max_side);
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
    for (int& extra : extra_) extra = draw(0, 30);
    qp = draw(0, MVJPEG_MAX_QP);
  }

  // What `process(picture, qp, planes)` writes: the three planes one after the other, with 0xA5
  // wherever nothing may be written.
  template <typename Process>
  std::vector<uint8_t> run(const Process& process) const {
    const size_t y = static_cast<size_t>(width_ + extra_[0]) * height_;
    const size_t u = static_cast<size_t>(width_ / 2 + extra_[1]) * (height_ / 2);
    const size_t v = static_cast<size_t>(width_ / 2 + extra_[2]) * (height_ / 2);
    std::vector<uint8_t> out(y + u + v, 0xA5);
    mvjpeg_planes planes{};
    planes.y = out.data();
    planes.u = planes.y + y;
    planes.v = planes.u + u;
    planes.stride_y = width_ + extra_[0];
    planes.stride_u = width_ / 2 + extra_[1];
    planes.stride_v = width_ / 2 + extra_[2];
    planes.width = width_;
    planes.height = height_;
    process(picture_, qp, planes);
    return out;
  }

  std::vector<uint8_t> run(const mvjpeg_kernel* kernel, int threads) const {
    return run([&](const mvjpeg_picture& picture, int at_qp, const mvjpeg_planes& planes) {
      CHECK(mvjpeg_process(kernel, &picture, at_qp, &planes, threads) == MVJPEG_OK, "%s",
            mvjpeg_last_error());
    });
  }

  size_t source_bytes() const { return source_.size(); }

  std::string describe() const {
    std::ostringstream text;
    text << picture_.width << "x" << picture_.height << " coded " << width_ << "x" << height_
         << " pixel stride " << picture_.pixel_stride << " QP " << qp;
    return text.str();
  }

  int qp;

 private:
  int draw(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }

  // Noise, flat areas (closed gates) and ramps, so that every branch of the kernel runs.
  void paint() {
    const int kind = draw(0, 3);
    const int level = draw(0, 255);
    for (size_t k = 0; k < source_.size(); ++k) {
      const bool noisy = kind == 0 || (kind == 1 && k > source_.size() / 2);
      source_[k] = static_cast<uint8_t>(noisy       ? draw(0, 255)
                                        : kind == 2 ? level
                                                    : level + static_cast<int>(k / 97));
    }
  }

  std::mt19937& random_;
  mvjpeg_picture picture_{};
  std::vector<uint8_t> source_;
  int width_, height_;
  int extra_[3];
};

}  // namespace mvjpeg::test
