#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "../error.h"
#include "../kernel.h"
#include "gates.h"
#include "packed_model.h"
#include "parallel.h"
#include "tiling.h"

namespace mvjpeg::cpu {
namespace {

const std::vector<const Isa*>& supported() {
  static const std::vector<const Isa*> isas = [] {
    std::vector<const Isa*> found{&kScalar};
#if defined(__x86_64__)
    for (const Isa* isa : {&kAvx2, &kAvxVnni, &kAvx512Vnni, &kAmx}) {
      if (isa->supported()) found.push_back(isa);
    }
#elif defined(__aarch64__)
    if (kNeon.supported()) found.push_back(&kNeon);
#endif
    return found;
  }();
  return isas;
}

const Isa& choose(std::string name, const char* asked_by) {
  for (const Isa* isa : supported()) {
    if (name == isa->name) return *isa;
  }
  throw Error(MVJPEG_UNAVAILABLE, std::string(asked_by) + " '" + name +
                                      "' cannot run here; this machine runs " + targets());
}

const Isa& choose(const char* target) {
  if (std::string(target) != "cpu") return choose(target, "target");
  const char* forced = std::getenv("MVJPEG_ISA");
  return forced != nullptr && *forced != '\0' ? choose(forced, "MVJPEG_ISA") : *supported().back();
}

class CpuKernel final : public Kernel {
 public:
  CpuKernel(const Isa& isa, const Model* model) : isa_(isa) {
    if (model != nullptr) model_.emplace(*model, isa.layout);
  }

  const char* target() const override { return isa_.name; }

  void* submit(std::span<const mvjpeg_job> jobs, int threads,
               const mvjpeg_device_memory* memory) const override {
    if (memory != nullptr) {
      throw Error(MVJPEG_INVALID_ARGUMENT, std::string("the kernel runs on the CPU (") + isa_.name +
                                               "), which cannot work in a GPU's memory");
    }
    for (const mvjpeg_job& job : jobs) process(job, threads);
    return nullptr;
  }

  void wait(void*) const override {}

 private:
  void process(const mvjpeg_job& job, int threads) const {
    const PackedModel* model =
        model_ && model_->packed().parts[job.qp].any() ? &model_->packed() : nullptr;
    GateGrid grid;
    if (model != nullptr) grid = compute_gates(isa_, *model, job, threads);

    const Tiling tiling(job.planes.width / 2, job.planes.height / 2, threads);
    parallel_for(tiling.count(), threads, [&](int index) {
      Tile tile = tiling.tile(index, job, model, grid);
      tile.workspace = thread_workspace(isa_.workspace_bytes);
      isa_.tile(tile);
    });
  }

  const Isa& isa_;
  std::optional<ModelPacking> model_;
};

}  // namespace

const char* targets() {
  static const std::string names = [] {
    std::string joined;
    for (const Isa* isa : supported())
      joined += (joined.empty() ? "" : ",") + std::string(isa->name);
    return joined;
  }();
  return names.c_str();
}

std::unique_ptr<Kernel> create(const char* target, const Model* model) {
  return std::make_unique<CpuKernel>(choose(target), model);
}

}  // namespace mvjpeg::cpu
