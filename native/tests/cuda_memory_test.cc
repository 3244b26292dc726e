// The CUDA library on a fake CUDA runtime: transfers from and to any kind of memory, and the order
// of the caller's stream.

#include "cuda_host.h"

namespace {

using namespace mvjpeg::test;

void transfers_page_locked_memory_as_it_lies() {
  const RandomModel model(24, 1, 31);
  const KernelPtr scalar = create("scalar", &model);
  std::mt19937 random(31);
  for (int n = 0; n < 12; ++n) {
    const RandomPicture picture(random, 90);
    const std::vector<uint8_t> expected = picture.run(scalar.get(), 1);
    const Moved moved(picture, Memory::kPageLocked, Memory::kPageLocked);
    const Handle handle(&model);  // without a context yet
    const int before = fake_machine.resources;
    handle.wait(handle.submit({moved.in_both()}));
    CHECK(moved.moved() == expected, "%s", picture.describe().c_str());
    // Device memory, three events and a stream; page-locked memory for pictures that are bottom-up.
    const int staging =
        moved.in_both().picture.row_stride < 0 && moved.in_both().picture.height > 1;
    CHECK(fake_machine.resources - before == 5 + staging, "%d resources",
          fake_machine.resources - before);
    // Staged pictures beside others.
    const Moved second(picture, Memory::kPageLocked, Memory::kPageLocked);
    const Moved third(picture, Memory::kPageLocked, Memory::kPageLocked);
    handle.wait(
        handle.submit({third.in_source(), second.in_planes(), third.in_both(), second.in_host()}));
    for (const Moved* at : {&second, &third}) {
      CHECK(at->host() == expected && at->moved() == expected, "%s", picture.describe().c_str());
    }
  }
}

void works_in_device_memory() {
  const RandomModel model(16, 2, 32);
  const KernelPtr scalar = create("scalar", &model);
  const Handle handle(&model);
  std::mt19937 random(32);
  for (int n = 0; n < 16; ++n) {
    const RandomPicture picture = for_device(random, 90);
    const std::vector<uint8_t> expected = picture.run(scalar.get(), 1);
    Moved moved(picture, Memory::kDevice, Memory::kDevice);
    const mvjpeg_device_memory both{1, 1, nullptr};
    const mvjpeg_device_memory source{1, 0, nullptr};
    const mvjpeg_device_memory planes{0, 1, nullptr};
    take_fake_calls();
    switch (n % 3) {
      case 0:
        handle.wait(handle.submit({moved.in_both()}, &both));
        break;
      case 1:
        handle.wait(handle.submit({moved.in_source()}, &source));
        break;
      default:
        handle.wait(handle.submit({moved.in_planes()}, &planes));
    }
    const std::vector<FakeCall> calls = take_fake_calls();
    CHECK((n % 3 == 1 ? moved.host() : moved.moved()) == expected, "%s",
          picture.describe().c_str());
    CHECK(count(calls, FakeCall::kUpload) == (n % 3 == 2) &&
              count(calls, FakeCall::kDownload) == (n % 3 == 1),
          "copies of what lies in device memory");
  }
}

// The caller fills the source and takes the planes away in a stream of its own, and waits for that
// stream or for the ticket first.
void keeps_the_order_of_the_callers_stream() {
  const RandomModel model(16, 1, 33);
  const KernelPtr scalar = create("scalar", &model);
  const Handle handle(&model);
  std::mt19937 random(33);
  cudaStream_t own = nullptr;
  CHECK(cudaStreamCreateWithFlags(&own, cudaStreamNonBlocking) == cudaSuccess, "no stream");
  for (int n = 0; n < 6; ++n) {
    const cudaStream_t stream = n % 2 == 0 ? own : nullptr;
    const RandomPicture picture = for_device(random, 90);
    const std::vector<uint8_t>& pixels = picture.source();
    std::vector<uint8_t> out;
    const mvjpeg_job job = picture.job(out);
    const Memory source(Memory::kDevice, pixels.size());
    const Memory planes(Memory::kDevice, out.size());
    const Memory result(Memory::kPageLocked, out.size());
    mvjpeg_job there = with_source_at(job, pixels.data(), source.data());
    there.planes.y = planes.data();
    there.planes.u = planes.data() + (job.planes.u - job.planes.y);
    there.planes.v = planes.data() + (job.planes.v - job.planes.y);
    const mvjpeg_device_memory memory{1, 1, stream};

    cudaMemcpyAsync(source.data(), pixels.data(), pixels.size(), cudaMemcpyHostToDevice, stream);
    void* ticket = handle.submit({there}, &memory);
    const bool ticket_first = n % 3 == 0;
    if (ticket_first) handle.wait(ticket);
    cudaMemcpyAsync(result.data(), planes.data(), out.size(), cudaMemcpyDeviceToHost, stream);
    CHECK(cudaStreamSynchronize(stream) == cudaSuccess, "the stream failed");
    const std::vector<uint8_t> expected = picture.run(scalar.get(), 1);
    CHECK(std::equal(expected.begin(), expected.end(), result.data()), "%s",
          picture.describe().c_str());
    if (!ticket_first) handle.wait(ticket);
  }
  cudaStreamDestroy(own);
}

void refuses_memory_of_the_wrong_kind() {
  const Handle handle(nullptr);
  std::mt19937 random(34);
  const RandomPicture picture = for_device(RandomPicture(random, 60, Format::kPixels));
  const RandomPicture planar = for_device(RandomPicture(random, 60, Format::kPlanes));
  const Moved device(picture, Memory::kDevice, Memory::kDevice);
  const Moved host(picture, Memory::kPageLocked, Memory::kPageLocked);
  const Moved decoded(planar, Memory::kDevice, Memory::kDevice);
  const mvjpeg_device_memory both{1, 1, nullptr};
  const mvjpeg_device_memory source{1, 0, nullptr};
  const mvjpeg_device_memory planes{0, 1, nullptr};
  const int32_t bad = MVJPEG_INVALID_ARGUMENT;
  handle.refuses(device.in_source(), nullptr, bad, "picture data is in a GPU's memory");
  handle.refuses(device.in_planes(), nullptr, bad, "Y plane is in a GPU's memory");
  handle.refuses(device.in_host(), &source, bad, "picture data is not in a GPU's memory");
  handle.refuses(device.in_host(), &planes, bad, "Y plane is not in a GPU's memory");
  handle.refuses(host.in_both(), &both, bad, "picture data is not in a GPU's memory");
  handle.refuses(decoded.in_source(), nullptr, bad, "source Y plane is in a GPU's memory");
  handle.refuses(decoded.in_host(), &source, bad, "source Y plane is not in a GPU's memory");
  mvjpeg_job scattered = decoded.in_source();
  scattered.decoded.v = decoded.in_host().decoded.v;
  handle.refuses(scattered, &source, bad, "source V plane is not in a GPU's memory");
  handle.refuses(scattered, nullptr, bad, "source Y plane is in a GPU's memory");
  scattered = decoded.in_host();
  scattered.decoded.v = decoded.in_source().decoded.v;
  handle.refuses(scattered, nullptr, bad, "source V plane is in a GPU's memory");
  mvjpeg_job odd = device.in_both();
  ++odd.planes.stride_y;
  odd.planes.height = 2;
  handle.refuses(odd, &both, bad, "Y stride");
  odd = device.in_both();
  ++odd.planes.y;
  handle.refuses(odd, &both, bad, "Y plane's address");
  mvjpeg_job long_picture = device.in_both();
  long_picture.picture.row_stride = 1 << 20;
  long_picture.picture.height = 100;
  handle.refuses(long_picture, &both, bad, "picture data is not in a GPU's memory");
  handle.run(picture);
}

}  // namespace

int main() {
  transfers_page_locked_memory_as_it_lies();
  works_in_device_memory();
  keeps_the_order_of_the_callers_stream();
  refuses_memory_of_the_wrong_kind();
  leaves_nothing_behind();
  std::puts("all kinds of memory hold on a fake CUDA runtime");
  return 0;
}
