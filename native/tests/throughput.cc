// Megapixels per second of each target: `throughput [width height channels depth]`, MVJPEG_REPEATS
// times.
#include <chrono>
#include <sstream>

#include "check.h"
#include "random_model.h"

int main(int argc, char** argv) {
  const int width = argc > 2 ? std::atoi(argv[1]) : 1152;
  const int height = argc > 2 ? std::atoi(argv[2]) : 864;
  const int channels = argc > 4 ? std::atoi(argv[3]) : 32;
  const int depth = argc > 4 ? std::atoi(argv[4]) : 2;
  const char* repeats_text = std::getenv("MVJPEG_REPEATS");
  const int repeats = repeats_text != nullptr ? std::atoi(repeats_text) : 20;

  const mvjpeg::test::RandomModel model(channels, depth, 7);
  std::mt19937 random(1);
  std::vector<uint8_t> source(static_cast<size_t>(width) * height * 3);
  for (uint8_t& sample : source) sample = static_cast<uint8_t>(random());
  std::vector<uint8_t> out(static_cast<size_t>(width) * height * 2);
  const size_t luma = static_cast<size_t>(width) * height;
  const mvjpeg_picture picture{source.data(), width * 3, 3, 0, 1, 2, width, height};
  const mvjpeg_planes planes{out.data(),
                             out.data() + luma,
                             out.data() + luma + luma / 4,
                             width,
                             width / 2,
                             width / 2,
                             width,
                             height};

  std::istringstream targets(mvjpeg_cpu_targets());
  for (std::string target; std::getline(targets, target, ',');) {
    for (const bool network : {false, true}) {
      mvjpeg_kernel* kernel = nullptr;
      CHECK(mvjpeg_kernel_create(target.c_str(), model.tensors().data(),
                                 network ? model.tensors().size() : 0, &kernel) == MVJPEG_OK,
            "%s", mvjpeg_last_error());
      double best = 1e9;
      for (int n = 0; n < repeats; ++n) {
        const auto start = std::chrono::steady_clock::now();
        CHECK(mvjpeg_process(kernel, &picture, 32, &planes, 1) == MVJPEG_OK, "%s",
              mvjpeg_last_error());
        best = std::min(
            best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
      }
      std::printf("%-12s %-10s %8.2f ms %8.1f MP/s\n", target.c_str(),
                  network ? "network" : "convert", best * 1e3,
                  static_cast<double>(luma) / best / 1e6);
      mvjpeg_kernel_destroy(kernel);
    }
  }
  return 0;
}
