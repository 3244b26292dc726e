// Every target gives the scalar reference's bytes: random networks, sizes, strides, formats, planes
// among them, QPs and threads, alone, in batches and to many callers at once. With a path to the
// CUDA library as its argument the GPU is one of the targets.
#include <algorithm>
#include <cstring>
#include <sstream>
#include <thread>

#include "check.h"
#include "random_picture.h"

namespace {

using mvjpeg::test::RandomModel;

using mvjpeg::test::create;
using mvjpeg::test::Format;
using mvjpeg::test::KernelPtr;
using mvjpeg::test::RandomPicture;

std::vector<std::string> targets(int argc, char** argv) {
  std::vector<std::string> names;
  std::istringstream list(mvjpeg_cpu_targets());
  for (std::string name; std::getline(list, name, ',');) names.push_back(name);
  if (argc > 1) {
    char description[512];
    CHECK(mvjpeg_cuda_open(argv[1], -1, description, sizeof description) == MVJPEG_OK, "%s",
          description);
    std::printf("GPU: %s\n", description);
    names.emplace_back("cuda");
  }
  return names;
}

// Of the n-th picture: of a few cells, strips and bands mostly, and of several columns.
mvjpeg::test::Limits limits(int n) {
  switch (n % 8) {
    case 1:
      return {3000, 60};
    case 3:
      return 4;
    case 5:
      return 300;
    case 7:
      return 600;
    default:
      return 40;
  }
}

// What pictures become as batches of up to MVJPEG_MAX_BATCH, all under way at a time.
std::vector<std::vector<uint8_t>> run_batches(const mvjpeg_kernel* kernel,
                                              const std::vector<RandomPicture>& pictures) {
  std::vector<std::vector<uint8_t>> out(pictures.size());
  std::vector<mvjpeg_ticket*> tickets;
  for (size_t first = 0; first < pictures.size(); first += MVJPEG_MAX_BATCH) {
    std::vector<mvjpeg_job> jobs;
    for (size_t n = first; n < std::min(first + MVJPEG_MAX_BATCH, pictures.size()); ++n) {
      jobs.push_back(pictures[n].job(out[n]));
    }
    CHECK(mvjpeg_submit(kernel, jobs.data(), jobs.size(), 3, nullptr, &tickets.emplace_back()) ==
              MVJPEG_OK,
          "%s", mvjpeg_last_error());
  }
  for (mvjpeg_ticket* ticket : tickets) {
    CHECK(mvjpeg_wait(ticket) == MVJPEG_OK, "%s", mvjpeg_last_error());
  }
  return out;
}

// The calls of several threads that share a kernel.
void serves_callers(const mvjpeg_kernel* kernel, const std::vector<RandomPicture>& pictures,
                    const std::vector<std::vector<uint8_t>>& expected) {
  std::vector<std::jthread> callers;
  for (size_t first = 0; first < 4; ++first) {
    callers.emplace_back([&, first] {
      for (size_t n = 0; n < pictures.size(); ++n) {
        const size_t at = (first + n) % pictures.size();
        CHECK(pictures[at].run(kernel, 2) == expected[at], "among other callers: %s",
              pictures[at].describe().c_str());
      }
    });
  }
}

// What a kernel without a network is to make of planes.
std::vector<uint8_t> copied(const RandomPicture& planes) {
  return planes.run([](const mvjpeg_job& job) {
    const auto copy = [](const uint8_t* from, ptrdiff_t stride, uint8_t* to, ptrdiff_t to_stride,
                         int width, int height) {
      for (int y = 0; y < height; ++y) std::copy_n(from + y * stride, width, to + y * to_stride);
    };
    const mvjpeg_planes& in = job.decoded;
    const mvjpeg_planes& out = job.planes;
    copy(in.y, in.stride_y, out.y, out.stride_y, in.width, in.height);
    copy(in.u, in.stride_u, out.u, out.stride_u, in.width / 2, in.height / 2);
    copy(in.v, in.stride_v, out.v, out.stride_v, in.width / 2, in.height / 2);
  });
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
    for (int kind = 0; kind < (channels == 0 ? 1 : 8); ++kind) {
      const int depth = kind / 2 + 1;
      const bool sparse = kind % 2 == 1;
      const RandomModel model(channels == 0 ? 16 : channels, depth,
                              static_cast<uint32_t>(channels * 10 + depth), sparse);
      const RandomModel* loaded = channels == 0 ? nullptr : &model;
      std::vector<KernelPtr> kernels;
      for (const std::string& name : names) kernels.push_back(create(name, loaded));
      const KernelPtr plain = create("scalar", nullptr);
      std::vector<RandomPicture> pictures;
      std::vector<std::vector<uint8_t>> all_expected;
      for (int n = 0; n < cases; ++n) {
        RandomPicture test(random, limits(n));
        const std::vector<uint8_t> expected = test.run(kernels[0].get(), 1);
        if (loaded != nullptr && expected != test.run(plain.get(), 1)) ++changed;
        if (loaded == nullptr && test.format() == Format::kPlanes) {
          CHECK(expected == copied(test), "not a copy: %s", test.describe().c_str());
        }
        for (size_t k = 0; k < kernels.size(); ++k) {
          for (const int threads : {1, 3}) {
            const std::vector<uint8_t> actual = test.run(kernels[k].get(), threads);
            const auto at = std::mismatch(expected.begin(), expected.end(), actual.begin()).first -
                            expected.begin();
            CHECK(actual == expected,
                  "%s differs from scalar at byte %td: %d channels, depth %d, %s, %s, %d threads",
                  names[k].c_str(), at, channels, depth, sparse ? "sparse" : "dense",
                  test.describe().c_str(), threads);
            ++compared;
          }
        }
        pictures.push_back(std::move(test));
        all_expected.push_back(expected);
      }
      for (size_t k = 0; k < kernels.size(); ++k) {
        CHECK(run_batches(kernels[k].get(), pictures) == all_expected,
              "%s: batches differ: %d channels, depth %d, %s", names[k].c_str(), channels, depth,
              sparse ? "sparse" : "dense");
        compared += cases;
        if (kind > 0) continue;
        serves_callers(kernels[k].get(), pictures, all_expected);
        compared += 4 * cases;
      }
    }
  }
  CHECK(changed > 8 * cases,
        "only %d of %d pictures were changed by a network: the comparison proves little", changed,
        24 * cases);
  std::printf("%d comparisons equal over %zu targets (", compared, names.size());
  for (const std::string& name : names) std::printf(" %s", name.c_str());
  std::printf(" ), %d pictures changed by their network\n", changed);
  return 0;
}
