// `cuda_probe_test LIBRARY EQUALITY_TEST`: the CUDA library either says why there is no GPU, or its
// GPU gives the scalar target's bytes, also to many threads at once.
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>

#include "random_picture.h"

namespace {

using namespace mvjpeg::test;

void stays_unavailable(const std::string& reason) {
  CHECK(!reason.empty(), "no GPU, and no reason");
  mvjpeg_kernel* kernel = nullptr;
  CHECK(mvjpeg_kernel_create("cuda", nullptr, 0, &kernel) == MVJPEG_UNAVAILABLE,
        "a kernel without a GPU");
  CHECK(reason == mvjpeg_last_error(), "first '%s', then '%s'", reason.c_str(),
        mvjpeg_last_error());
  std::printf("no GPU: %s\n", reason.c_str());
}

// More callers than the library has contexts.
void serves_threads() {
  const RandomModel model(32, 2, 5);
  const KernelPtr scalar = create("scalar", &model);
  const KernelPtr gpu = create("cuda", &model);
  std::mt19937 random(3);
  std::vector<RandomPicture> pictures;
  std::vector<std::vector<uint8_t>> expected;
  for (int n = 0; n < 12; ++n) {
    pictures.emplace_back(random, 400);
    expected.push_back(pictures.back().run(scalar.get(), 1));
  }
  std::vector<std::jthread> threads;
  for (size_t first = 0; first < pictures.size(); ++first) {
    threads.emplace_back([&, first] {
      for (size_t n = 0; n < 10 * pictures.size(); ++n) {
        const size_t at = (first + n) % pictures.size();
        CHECK(pictures[at].run(gpu.get(), 1) == expected[at], "picture %zu differs", at);
      }
    });
  }
}

}  // namespace

int main(int argc, char** argv) {
  CHECK(argc == 3, "usage: cuda_probe_test LIBRARY EQUALITY_TEST");
  char description[512] = "";
  const int32_t status = mvjpeg_cuda_open(argv[1], -1, description, sizeof description);
  if (status != MVJPEG_OK) {
    CHECK(status == MVJPEG_UNAVAILABLE, "status %d: %s", status, description);
    stays_unavailable(description);
    return 0;
  }
  serves_threads();
  std::fflush(stdout);
  execl(argv[2], argv[2], argv[1], static_cast<char*>(nullptr));
  CHECK(false, "%s: %s", argv[2], std::strerror(errno));
}
