// The CUDA library on a fake CUDA runtime: the choice of the GPU, why there is none, and errors on
// the way.

#include "cuda_host.h"

namespace {

using namespace mvjpeg::test;

void probe_says(int32_t device, const char* part, int32_t wanted = MVJPEG_UNAVAILABLE) {
  Message message;
  message.expect(mvjpeg_cuda_probe(device, message.text, sizeof message.text), wanted, part);
}

void names_the_reason_for_no_gpu() {
  fake_machine.driver = 0;
  probe_says(-1, "no NVIDIA driver");
  fake_machine.driver = 12040;
  probe_says(-1, "is for CUDA 12.4; CUDA 13.0 is needed");
  fake_machine.driver = 13000;
  fake_machine.gpus = 0;
  probe_says(-1, "CUDA's own words");
  fake_machine.gpus = 1;
  fake_machine.capability[0] = 61;
  probe_says(-1, "GPU 0 has compute capability 6.1; at least 7.5");
  fake_machine.capability[0] = 89;
  fake_machine.has_code = false;
  probe_says(-1, "GPU 0: an emulated GPU, compute capability 8.9");
  fake_machine.has_code = true;
  char cut[8];
  CHECK(mvjpeg_cuda_probe(-1, cut, sizeof cut) == MVJPEG_OK && std::strcmp(cut, "0: an e") == 0,
        "%s", cut);
}

void uses_the_gpu_that_is_chosen() {
  fake_machine.gpus = 2;
  fake_machine.capability[1] = 90;
  probe_says(-1, "0: an emulated GPU, compute capability 8.9", MVJPEG_OK);
  probe_says(1, "1: an emulated GPU, compute capability 9.0", MVJPEG_OK);
  probe_says(2,
             "there is no GPU 2; CUDA lists 0: an emulated GPU, compute capability 8.9; "
             "1: an emulated GPU, compute capability 9.0");
  fake_machine.capability[0] = 70;
  probe_says(0, "GPU 0 has compute capability 7.0");
  probe_says(-1, "1: an emulated GPU", MVJPEG_OK);
  fake_machine.capability[0] = 89;
  Message list;
  CHECK(mvjpeg_cuda_list(list.text, sizeof list.text) == MVJPEG_OK &&
            std::count(list.text, list.text + std::strlen(list.text), '\n') == 1,
        "%s", list.text);

  const RandomModel model(16, 1, 35);
  const KernelPtr scalar = create("scalar", &model);
  std::mt19937 random(35);
  {
    const Handle first(&model, 0);
    const Handle second(&model, 1);
    for (int n = 0; n < 4; ++n) {
      Batch(first, scalar.get(), random, 2, 60).finish();
      Batch(second, scalar.get(), random, 2, 60).finish();
    }
    CHECK(fake_machine.memory_on[0] == 2 && fake_machine.memory_on[1] == 2,
          "a network and a context on each GPU, not %d and %d", fake_machine.memory_on[0].load(),
          fake_machine.memory_on[1].load());
    int current = -1;
    cudaGetDevice(&current);
    CHECK(current == 0, "the caller's GPU is now %d", current);
    const RandomPicture picture = for_device(RandomPicture(random, 60, Format::kPixels));
    const Moved moved(picture, Memory::kDevice, Memory::kDevice);
    const mvjpeg_device_memory both{1, 1, nullptr};
    second.refuses(moved.in_both(), &both, MVJPEG_INVALID_ARGUMENT,
                   "picture data is not in the memory of GPU 1");
  }
  fake_machine.gpus = 1;
}

void recovers_from_errors() {
  const RandomModel model(24, 2, 4);
  const KernelPtr scalar = create("scalar", &model);
  const Handle handle(&model);
  std::mt19937 random(5);
  const RandomPicture picture(random, 60);
  std::vector<uint8_t> out;
  const mvjpeg_job job = picture.job(out);
  for (int n = 0; n < 6; ++n) {  // more often than there are contexts
    fake_machine.copy_error = cudaErrorInvalidValue;
    handle.refuses(job, nullptr, MVJPEG_DEVICE_ERROR, "upload: CUDA's own words");
    fake_machine.copy_error = cudaSuccess;
  }
  CHECK(handle.run(picture) == picture.run(scalar.get(), 1), "after errors");
}

// A picture several times over.
class Copies {
 public:
  Copies(const RandomPicture& picture, size_t count) : out_(count) {
    for (std::vector<uint8_t>& out : out_) jobs_.push_back(picture.job(out));
  }
  const std::vector<mvjpeg_job>& jobs() const { return jobs_; }
  bool all(const std::vector<uint8_t>& expected) const {
    return std::count(out_.begin(), out_.end(), expected) == std::ssize(out_);
  }

 private:
  std::vector<std::vector<uint8_t>> out_;
  std::vector<mvjpeg_job> jobs_;
};

// The memory of contexts that nobody uses is given up before a batch is.
void makes_room_when_memory_runs_out() {
  const KernelPtr scalar = create("scalar", nullptr);
  const Handle handle(nullptr);
  std::mt19937 random(6);
  const RandomPicture picture(random, 60);
  const std::vector<uint8_t> expected = picture.run(scalar.get(), 1);
  const Copies small(picture, 10);
  const Copies larger(picture, 25);  // more than two contexts have
  const Copies largest(picture, 60);
  void* const tickets[] = {handle.submit(small.jobs()), handle.submit(small.jobs()),
                           handle.submit(small.jobs())};
  for (void* ticket : tickets) handle.wait(ticket);
  const int kept = fake_machine.resources;
  const size_t memory = fake_machine.memory_left.exchange(0);
  handle.wait(handle.submit(larger.jobs()));
  CHECK(larger.all(expected) && fake_machine.resources < kept, "with what idle contexts had");
  handle.submit(largest.jobs(), nullptr, MVJPEG_OUT_OF_MEMORY, "out of memory");
  fake_machine.memory_left += memory;
  handle.wait(handle.submit(largest.jobs()));
  CHECK(largest.all(expected), "with memory again");
}

void refuses_a_broken_model() {
  const RandomModel model(16, 1, 6);
  std::vector<mvjpeg_tensor> tensors = model.tensors();
  tensors[0].shape[1] = 7;
  Message message;
  void* handle = nullptr;
  message.expect(mvjpeg_cuda_create(-1, tensors.data(), tensors.size(), &handle, message.text,
                                    sizeof message.text),
                 MVJPEG_INVALID_MODEL, "wrong shape");
  CHECK(handle == nullptr, "a refused model left a kernel");
}

// The last test: a lost GPU stays lost.
void says_that_the_gpu_is_lost() {
  const KernelPtr scalar = create("scalar", nullptr);
  std::mt19937 random(7);
  {
    const Handle handle(nullptr);
    Batch(handle, scalar.get(), random, 2, 60).finish();
    const RandomPicture picture(random, 60);
    std::vector<uint8_t> first_out;
    std::vector<uint8_t> second_out;
    void* first = handle.submit({picture.job(first_out)});
    void* second = handle.submit({picture.job(second_out)});
    fake_machine.waits_until_loss = 0;
    handle.wait(first, MVJPEG_DEVICE_LOST, "GPU: CUDA's own words");
    handle.wait(second, MVJPEG_DEVICE_LOST, "CUDA's own words");
    std::vector<uint8_t> out;
    handle.refuses(picture.job(out), nullptr, MVJPEG_DEVICE_LOST, "GPU: CUDA's own words");
    void* kernel = nullptr;
    Message message;
    message.expect(mvjpeg_cuda_create(-1, nullptr, 0, &kernel, message.text, sizeof message.text),
                   MVJPEG_DEVICE_LOST, "GPU: CUDA's own words");
    probe_says(-1, "GPU: CUDA's own words", MVJPEG_DEVICE_LOST);
  }
}

}  // namespace

int main() {
  names_the_reason_for_no_gpu();
  uses_the_gpu_that_is_chosen();
  recovers_from_errors();
  makes_room_when_memory_runs_out();
  refuses_a_broken_model();
  leaves_nothing_behind();
  says_that_the_gpu_is_lost();
  leaves_nothing_behind();
  std::puts("failures are told on a fake CUDA runtime");
  return 0;
}
