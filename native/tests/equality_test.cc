// Every target gives the scalar reference's bytes: random networks, sizes, strides, formats, QPs
// and threads. With a path to the CUDA library as its argument the GPU is one of the targets.
#include <algorithm>
#include <cstring>
#include <memory>
#include <sstream>

#include "check.h"
#include "random_model.h"

namespace {

using mvjpeg::test::RandomModel;

struct KernelDelete {
  void operator()(mvjpeg_kernel* kernel) const { mvjpeg_kernel_destroy(kernel); }
};
using KernelPtr = std::unique_ptr<mvjpeg_kernel, KernelDelete>;

KernelPtr create(const std::string& target, const RandomModel* model) {
  mvjpeg_kernel* kernel = nullptr;
  const int32_t status = model != nullptr
                             ? mvjpeg_kernel_create(target.c_str(), model->tensors().data(),
                                                    model->tensors().size(), &kernel)
                             : mvjpeg_kernel_create(target.c_str(), nullptr, 0, &kernel);
  CHECK(status == MVJPEG_OK, "%s: %s", target.c_str(), mvjpeg_last_error());
  return KernelPtr(kernel);
}

class Case {
 public:
  explicit Case(std::mt19937& random, int max_side) : random_(random) {
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

  // The three planes one after the other, with 0xA5 wherever nothing may be written.
  std::vector<uint8_t> run(const mvjpeg_kernel* kernel, int threads) const {
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
    CHECK(mvjpeg_process(kernel, &picture_, qp, &planes, threads) == MVJPEG_OK, "%s",
          mvjpeg_last_error());
    return out;
  }

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

std::vector<std::string> targets(int argc, char** argv) {
  std::vector<std::string> names;
  std::istringstream list(mvjpeg_cpu_targets());
  for (std::string name; std::getline(list, name, ',');) names.push_back(name);
  if (argc > 1) {
    char description[512];
    CHECK(mvjpeg_cuda_open(argv[1], description, sizeof description) == MVJPEG_OK, "%s",
          description);
    std::printf("GPU: %s\n", description);
    names.emplace_back("cuda");
  }
  return names;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> names = targets(argc, argv);
  const char* cases_text =
      std::getenv("MVJPEG_CASES");  // pictures per network; sanitizers are slow
  const int cases = cases_text != nullptr ? std::atoi(cases_text) : 24;
  std::mt19937 random(20261121);
  int compared = 0;
  int changed = 0;
  for (const int channels : {0, 16, 24, 32}) {
    for (int depth = 1; depth <= (channels == 0 ? 1 : 4); ++depth) {
      const RandomModel model(channels == 0 ? 16 : channels, depth,
                              static_cast<uint32_t>(channels * 10 + depth));
      const RandomModel* loaded = channels == 0 ? nullptr : &model;
      std::vector<KernelPtr> kernels;
      for (const std::string& name : names) kernels.push_back(create(name, loaded));
      const KernelPtr plain = create("scalar", nullptr);
      for (int n = 0; n < cases; ++n) {
        const Case test(random, n % 8 == 7 ? 600 : n % 2 == 0 ? 40 : 200);
        const std::vector<uint8_t> expected = test.run(kernels[0].get(), 1);
        if (loaded != nullptr && expected != test.run(plain.get(), 1)) ++changed;
        for (size_t k = 0; k < kernels.size(); ++k) {
          for (const int threads : {1, 3}) {
            const std::vector<uint8_t> actual = test.run(kernels[k].get(), threads);
            const auto at = std::mismatch(expected.begin(), expected.end(), actual.begin()).first -
                            expected.begin();
            CHECK(actual == expected,
                  "%s differs from scalar at byte %td: %d channels, depth %d, %s, %d threads",
                  names[k].c_str(), at, channels, depth, test.describe().c_str(), threads);
            ++compared;
          }
        }
      }
    }
  }
  CHECK(changed > 4 * cases,
        "only %d of %d pictures were changed by a network: the comparison proves little", changed,
        12 * cases);
  std::printf("%d comparisons equal over %zu targets (", compared, names.size());
  for (const std::string& name : names) std::printf(" %s", name.c_str());
  std::printf(" ), %d pictures changed by their network\n", changed);
  return 0;
}
