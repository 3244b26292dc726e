// The AMX kernel on emulated tiles gives the scalar reference's bytes, so that it is proven on
// processors without AMX as well; the rest of it needs AVX-512 VNNI.
#include <cstring>

#include "../src/cpu/gates.h"
#include "../src/cpu/packed_model.h"
#include "../src/cpu/tiling.h"
#include "check.h"
#include "random_picture.h"

namespace {

using namespace mvjpeg;
using test::RandomModel;
using test::RandomPicture;

constexpr int kSkipped = 77;

void process(const cpu::PackedModel& model, const mvjpeg_job& job) {
  const cpu::GateGrid grid = cpu::compute_gates(cpu::kAmx, model, job, 1);
  const cpu::Tiling tiling(job.planes.width / 2, job.planes.height / 2, 1);
  for (int index = 0; index < tiling.count(); ++index) {
    cpu::Tile tile = tiling.tile(index, job, &model, grid);
    tile.workspace = cpu::thread_workspace(cpu::kAmx.workspace_bytes);
    cpu::kAmx.tile(tile);
  }
}

}  // namespace

int main() {
  if (std::strstr(mvjpeg_cpu_targets(), "avx512vnni") == nullptr) {
    std::printf("skipped: this processor has no AVX-512 VNNI\n");
    return kSkipped;
  }
  const char* cases_text = std::getenv("MVJPEG_CASES");
  const int cases = cases_text != nullptr ? std::atoi(cases_text) : 4;
  std::mt19937 random(20261129);
  int compared = 0;
  int changed = 0;
  for (const int channels : {16, 24, 32}) {
    for (int kind = 0; kind < 8; ++kind) {
      const int depth = kind / 2 + 1;
      const bool sparse = kind % 2 == 1;
      const RandomModel tensors(channels, depth, static_cast<uint32_t>(channels * 10 + kind),
                                sparse);
      const Model model = Model::from_tensors(tensors.tensors());
      const cpu::ModelPacking packing(model, cpu::kAmx.layout);
      const test::KernelPtr reference = test::create("scalar", &tensors);
      const test::KernelPtr plain = test::create("scalar", nullptr);
      for (int n = 0; n < cases; ++n) {
        const RandomPicture picture(random, n % 4 == 3 ? test::Limits(2200, 40) : 150);
        const std::vector<uint8_t> expected = picture.run(reference.get(), 1);
        const std::vector<uint8_t> actual =
            picture.run([&](const mvjpeg_job& job) { process(packing.packed(), job); });
        CHECK(actual == expected, "%d channels, depth %d, %s, %s", channels, depth,
              sparse ? "sparse" : "dense", picture.describe().c_str());
        if (expected != picture.run(plain.get(), 1)) ++changed;
        ++compared;
      }
    }
  }
  CHECK(changed > compared / 4, "only %d of %d pictures were changed by a network", changed,
        compared);
  std::printf("%d comparisons equal, %d pictures changed by their network\n", compared, changed);
  return 0;
}
