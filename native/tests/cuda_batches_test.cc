// The CUDA library on a fake CUDA runtime: the bytes, transfers of any stride, batches, what
// overlaps, and contexts shared by threads.
#include <memory>
#include <thread>

#include "cuda_host.h"

namespace {

using namespace mvjpeg::test;

void gives_the_scalar_bytes(const RandomModel* model, int pictures, int side) {
  const KernelPtr scalar = create("scalar", model);
  const Handle handle(model);
  std::mt19937 random(11);
  for (int n = 0; n < pictures; ++n) Batch(handle, scalar.get(), random, 1, side).finish();
  CHECK(handle.seconds() == 0.25, "%f s of kernels", handle.seconds());
}

void uploads_in_slices() {
  constexpr size_t kSlices = size_t{9} << 20;  // of 4 MiB
  const KernelPtr scalar = create("scalar", nullptr);
  const Handle handle(nullptr);
  std::mt19937 random(12);
  for (int sliced = 0; sliced < 6;) {
    const Format format = sliced < 4 ? Format::kPixels : Format::kPlanes;
    const RandomPicture picture(random, format == Format::kPixels ? 2500 : 5000, format);
    if (picture.source().size() < kSlices) continue;
    CHECK(handle.run(picture) == picture.run(scalar.get(), 1), "%s", picture.describe().c_str());
    ++sliced;
  }
}

// One upload, one launch for all gates' layers each, one for everything else, one download. The
// fake runtime counts the gates' launches as one.
void runs_a_batch_at_once() {
  const RandomModel model(16, 1, 21);
  const RandomModel sparse(24, 2, 22, true);  // QPs of no effect: some pictures are only converted
  std::mt19937 random(22);
  for (const RandomModel* network : {&model, &sparse}) {
    const KernelPtr scalar = create("scalar", network);
    const Handle handle(network);
    Batch(handle, scalar.get(), random, 1, 40).finish();
    for (const int pictures : {2, 7, MVJPEG_MAX_BATCH}) {
      take_fake_calls();
      Batch(handle, scalar.get(), random, pictures, 40).finish();
      const std::vector<FakeCall> calls = take_fake_calls();
      const int kernels = network == &model ? 2 : 3;
      CHECK(count(calls, FakeCall::kUpload) == 1 && count(calls, FakeCall::kKernel) <= kernels &&
                count(calls, FakeCall::kDownload) == 1 && count(calls, FakeCall::kWait) == 1,
            "%zu calls for a batch", calls.size());
    }
  }
}

// The second picture's upload, kernels and download are queued before the first one is waited for,
// in another stream.
void overlaps_successive_pictures() {
  const RandomModel model(16, 1, 23);
  const KernelPtr scalar = create("scalar", &model);
  const Handle handle(&model);
  std::mt19937 random(23);
  take_fake_calls();
  Batch first(handle, scalar.get(), random, 1, 60);
  Batch second(handle, scalar.get(), random, 1, 60);
  const std::vector<FakeCall> queued = take_fake_calls();
  first.finish();
  const std::vector<FakeCall> waited = take_fake_calls();
  second.finish();
  const FakeCall::Kind order[] = {FakeCall::kUpload, FakeCall::kKernel, FakeCall::kKernel,
                                  FakeCall::kDownload};
  CHECK(queued.size() == 8, "%zu calls for two pictures", queued.size());
  for (size_t n = 0; n < 8; ++n) {
    CHECK(queued[n].kind == order[n % 4], "call %zu is of kind %d", n, queued[n].kind);
    CHECK(queued[n].stream == queued[n / 4 * 4].stream, "a picture has two streams");
  }
  CHECK(queued[0].stream != queued[4].stream, "two pictures share a stream");
  CHECK(waited.size() == 1 && waited[0].kind == FakeCall::kWait &&
            waited[0].stream == queued[0].stream,
        "the first wait is for more than the first picture");
}

// A caller may hold more tickets than there are contexts, and wait for them in any order.
void gives_out_any_number_of_tickets() {
  const KernelPtr scalar = create("scalar", nullptr);
  const Handle handle(nullptr);
  std::mt19937 random(24);
  std::vector<std::unique_ptr<Batch>> batches;
  for (int n = 0; n < 11; ++n) {
    batches.push_back(std::make_unique<Batch>(handle, scalar.get(), random, 1 + n % 3, 60));
  }
  std::shuffle(batches.begin(), batches.end(), random);
  for (const auto& batch : batches) batch->finish();
}

void keeps_its_memory() {
  const Handle handle(nullptr);
  const Handle other(nullptr);
  std::mt19937 random(13);
  const RandomPicture picture(random, 60);
  handle.run(picture);
  const int kept = fake_machine.resources;
  const size_t left = fake_machine.memory_left;
  CHECK(kept > 0, "nothing was kept for the next call");
  handle.run(picture);
  other.run(picture);
  CHECK(kept == fake_machine.resources && left == fake_machine.memory_left,
        "memory was taken again");
}

// Threads that hold a ticket while they submit the next one, through two kernels.
void serves_more_threads_than_contexts() {
  const RandomModel model(16, 1, 3);
  const KernelPtr scalar = create("scalar", &model);
  const KernelPtr plain = create("scalar", nullptr);
  const Handle handle(&model);
  const Handle converter(nullptr);
  std::vector<std::jthread> threads;
  for (uint32_t seed = 0; seed < 9; ++seed) {
    threads.emplace_back([&, seed] {
      std::mt19937 random(seed);
      std::unique_ptr<Batch> ahead;
      for (int n = 0; n < 5; ++n) {
        const bool network = (seed + static_cast<uint32_t>(n)) % 2 == 0;
        auto next =
            std::make_unique<Batch>(network ? handle : converter,
                                    network ? scalar.get() : plain.get(), random, 1 + n % 2, 50);
        if (ahead) ahead->finish();
        ahead = std::move(next);
      }
      ahead->finish();
    });
  }
}

}  // namespace

int main() {
  const RandomModel small(16, 2, 1);
  const RandomModel large(32, 4, 2);
  const RandomModel sparse(24, 1, 3, true);
  gives_the_scalar_bytes(nullptr, 30, 200);
  uploads_in_slices();
  gives_the_scalar_bytes(&small, 8, 150);
  gives_the_scalar_bytes(&large, 4, 100);
  gives_the_scalar_bytes(&sparse, 24, 100);
  runs_a_batch_at_once();
  overlaps_successive_pictures();
  gives_out_any_number_of_tickets();
  keeps_its_memory();
  serves_more_threads_than_contexts();
  leaves_nothing_behind();
  std::puts("batches hold on a fake CUDA runtime");
  return 0;
}
