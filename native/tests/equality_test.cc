// Every target gives the scalar reference's bytes: random networks, sizes, strides, formats, QPs
// and threads, alone and in batches. With a path to the CUDA library as its argument the GPU is one
// of the targets.
#include <algorithm>
#include <cstring>
#include <sstream>

#include "check.h"
#include "random_picture.h"

namespace {

using mvjpeg::test::RandomModel;

using mvjpeg::test::create;
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
        RandomPicture test(random, n % 8 == 7 ? 600 : n % 2 == 0 ? 40 : 200);
        const std::vector<uint8_t> expected = test.run(kernels[0].get(), 1);
        if (loaded != nullptr && expected != test.run(plain.get(), 1)) ++changed;
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
