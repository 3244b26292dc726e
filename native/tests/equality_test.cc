// Every target gives the scalar reference's bytes: random networks, sizes, strides, formats, QPs
// and threads. With a path to the CUDA library as its argument the GPU is one of the targets.
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
    for (int kind = 0; kind < (channels == 0 ? 1 : 8); ++kind) {
      const int depth = kind / 2 + 1;
      const bool sparse = kind % 2 == 1;
      const RandomModel model(channels == 0 ? 16 : channels, depth,
                              static_cast<uint32_t>(channels * 10 + depth), sparse);
      const RandomModel* loaded = channels == 0 ? nullptr : &model;
      std::vector<KernelPtr> kernels;
      for (const std::string& name : names) kernels.push_back(create(name, loaded));
      const KernelPtr plain = create("scalar", nullptr);
      for (int n = 0; n < cases; ++n) {
        const RandomPicture test(random, n % 8 == 7 ? 600 : n % 2 == 0 ? 40 : 200);
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
