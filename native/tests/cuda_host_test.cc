// The CUDA library's host side on a fake CUDA runtime: reasons for having no GPU, transfers of any
// stride, contexts shared by threads, errors on the way, and no memory left behind.
#include <cstring>
#include <thread>

#include "../src/cuda/cuda_abi.h"
#include "fake_cuda_runtime.h"
#include "random_picture.h"

namespace {

using namespace mvjpeg::test;

struct Message {
  char text[256] = "";
};

void probe_says(const char* part) {
  Message message;
  CHECK(mvjpeg_cuda_probe(message.text, sizeof message.text) == MVJPEG_UNAVAILABLE, "%s",
        message.text);
  CHECK(std::strstr(message.text, part) != nullptr, "'%s' lacks '%s'", message.text, part);
}

void names_the_reason_for_no_gpu() {
  fake_machine.driver = 0;
  probe_says("no NVIDIA driver");
  fake_machine.driver = 12040;
  probe_says("is for CUDA 12.4; CUDA 13.0 is needed");
  fake_machine.driver = 13000;
  fake_machine.gpus = 0;
  probe_says("CUDA's own words");
  fake_machine.gpus = 1;
  fake_machine.capability = 61;
  probe_says("compute capability 6.1; at least 7.5");
  fake_machine.capability = 89;
  fake_machine.has_code = false;
  probe_says("an emulated GPU, compute capability 8.9");
  fake_machine.has_code = true;
  char cut[8];
  CHECK(mvjpeg_cuda_probe(cut, sizeof cut) == MVJPEG_OK && std::strcmp(cut, "an emul") == 0, "%s",
        cut);
}

class Handle {
 public:
  explicit Handle(const RandomModel* model) {
    Message message;
    CHECK(mvjpeg_cuda_create(model != nullptr ? model->tensors().data() : nullptr,
                             model != nullptr ? model->tensors().size() : 0, &handle_, message.text,
                             sizeof message.text) == MVJPEG_OK,
          "%s", message.text);
  }
  ~Handle() { mvjpeg_cuda_destroy(handle_); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  std::vector<uint8_t> run(const RandomPicture& picture, int32_t wanted = MVJPEG_OK,
                           const char* part = "") const {
    return picture.run([&](const mvjpeg_picture& p, int qp, const mvjpeg_planes& planes) {
      Message message;
      const int32_t status =
          mvjpeg_cuda_process(handle_, &p, qp, &planes, message.text, sizeof message.text);
      CHECK(status == wanted && std::strstr(message.text, part) != nullptr, "status %d: %s", status,
            message.text);
    });
  }
  double seconds() const { return mvjpeg_cuda_kernel_seconds(handle_); }

 private:
  void* handle_ = nullptr;
};

void gives_the_scalar_bytes(const RandomModel* model, int pictures, int side) {
  const KernelPtr scalar = create("scalar", model);
  const Handle handle(model);
  std::mt19937 random(11);
  for (int n = 0; n < pictures; ++n) {
    const RandomPicture picture(random, side);
    CHECK(handle.run(picture) == picture.run(scalar.get(), 1), "%s", picture.describe().c_str());
  }
  CHECK(handle.seconds() == 0.25, "%f s of kernels", handle.seconds());
}

void uploads_in_slices() {
  constexpr size_t kSlices = size_t{9} << 20;  // of 4 MiB
  const KernelPtr scalar = create("scalar", nullptr);
  const Handle handle(nullptr);
  std::mt19937 random(12);
  for (int sliced = 0; sliced < 4;) {
    const RandomPicture picture(random, 2500);
    if (picture.source_bytes() < kSlices) continue;
    CHECK(handle.run(picture) == picture.run(scalar.get(), 1), "%s", picture.describe().c_str());
    ++sliced;
  }
}

void keeps_its_memory() {
  const Handle handle(nullptr);
  std::mt19937 random(13);
  const RandomPicture picture(random, 60);
  handle.run(picture);
  const int kept = fake_machine.allocations;
  const size_t left = fake_machine.memory_left;
  CHECK(kept > 0, "nothing was kept for the next call");
  handle.run(picture);
  CHECK(kept == fake_machine.allocations && left == fake_machine.memory_left,
        "memory was taken again");
}

void serves_more_threads_than_contexts() {
  const RandomModel model(16, 1, 3);
  const KernelPtr scalar = create("scalar", &model);
  const Handle handle(&model);
  std::vector<std::jthread> threads;
  for (uint32_t seed = 0; seed < 9; ++seed) {
    threads.emplace_back([&, seed] {
      std::mt19937 random(seed);
      for (int n = 0; n < 4; ++n) {
        const RandomPicture picture(random, 60);
        CHECK(handle.run(picture) == picture.run(scalar.get(), 1), "%s",
              picture.describe().c_str());
      }
    });
  }
}

void recovers_from_errors() {
  const RandomModel model(24, 2, 4);
  const KernelPtr scalar = create("scalar", &model);
  const Handle handle(&model);
  std::mt19937 random(5);
  const RandomPicture picture(random, 60);
  const size_t memory = fake_machine.memory_left.exchange(100);
  handle.run(picture, MVJPEG_OUT_OF_MEMORY, "out of memory");
  fake_machine.memory_left += memory - 100;
  for (int n = 0; n < 6; ++n) {  // more often than there are contexts
    fake_machine.copies_fail = true;
    handle.run(picture, MVJPEG_DEVICE_ERROR, "upload: CUDA's own words");
    fake_machine.copies_fail = false;
  }
  CHECK(handle.run(picture) == picture.run(scalar.get(), 1), "after errors");
}

void refuses_a_broken_model() {
  const RandomModel model(16, 1, 6);
  std::vector<mvjpeg_tensor> tensors = model.tensors();
  tensors[3].shape[0] = 15;
  void* handle = &tensors;
  Message message;
  CHECK(mvjpeg_cuda_create(tensors.data(), tensors.size(), &handle, message.text,
                           sizeof message.text) == MVJPEG_INVALID_MODEL,
        "%s", message.text);
  CHECK(handle == nullptr && std::strstr(message.text, "wrong shape") != nullptr, "%s",
        message.text);
}

}  // namespace

int main() {
  names_the_reason_for_no_gpu();
  const RandomModel small(16, 2, 1);
  const RandomModel large(32, 4, 2);
  const RandomModel sparse(24, 1, 3, true);
  gives_the_scalar_bytes(nullptr, 30, 200);
  uploads_in_slices();
  gives_the_scalar_bytes(&small, 8, 150);
  gives_the_scalar_bytes(&large, 4, 100);
  gives_the_scalar_bytes(&sparse, 24, 100);
  keeps_its_memory();
  serves_more_threads_than_contexts();
  recovers_from_errors();
  refuses_a_broken_model();
  CHECK(fake_machine.allocations == 0, "%d allocations left", fake_machine.allocations.load());
  std::puts("the host side holds on a fake CUDA runtime");
  return 0;
}
