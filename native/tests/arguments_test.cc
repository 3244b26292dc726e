// Bad arguments and bad models are refused with a status and a message that names the value.
#include <cstring>
#include <functional>
#include <limits>

#include "check.h"
#include "random_model.h"

namespace {

using mvjpeg::test::RandomModel;

uint8_t source[16 * 16 * 3];
uint8_t source_planes[16 * 16];
uint8_t plane[16 * 16];

void expect(int32_t status, int32_t wanted, const char* part) {
  CHECK(status == wanted, "status %d, expected %d (%s)", status, wanted, mvjpeg_last_error());
  CHECK(std::strstr(mvjpeg_last_error(), part) != nullptr, "message '%s' lacks '%s'",
        mvjpeg_last_error(), part);
}

struct Call {
  mvjpeg_picture picture{source, 48, 3, 0, 1, 2, 16, 16};
  mvjpeg_planes planes{plane, plane, plane, 16, 8, 8, 16, 16};
  int qp = 32;
  int threads = 1;
};

void refuses(const mvjpeg_kernel* kernel, const char* part,
             const std::function<void(Call&)>& change) {
  Call call;
  change(call);
  expect(mvjpeg_process(kernel, &call.picture, call.qp, &call.planes, call.threads),
         MVJPEG_INVALID_ARGUMENT, part);
}

struct Filter {
  mvjpeg_planes source{source_planes, source_planes, source_planes, 16, 8, 8, 16, 16};
  mvjpeg_planes destination{plane, plane, plane, 16, 8, 8, 16, 16};
  int qp = 32;
  int threads = 1;
};

void refuses_filter(const mvjpeg_kernel* kernel, const char* part,
                    const std::function<void(Filter&)>& change) {
  Filter call;
  change(call);
  expect(mvjpeg_filter(kernel, &call.source, call.qp, &call.destination, call.threads),
         MVJPEG_INVALID_ARGUMENT, part);
}

void refuses_filters(const mvjpeg_kernel* kernel) {
  const auto refuses = [&](const char* part, const std::function<void(Filter&)>& change) {
    refuses_filter(kernel, part, change);
  };
  refuses("source: Y plane is null", [](Filter& f) { f.source.y = nullptr; });
  refuses("source: V plane is null", [](Filter& f) { f.source.v = nullptr; });
  refuses("source: coded width 0 is outside 2..65550", [](Filter& f) { f.source.width = 0; });
  refuses("source: coded height -2", [](Filter& f) { f.source.height = -2; });
  refuses("source: coded height 65552", [](Filter& f) { f.source.height = 65552; });
  refuses("source: coded width 15 is not even", [](Filter& f) { f.source.width = 15; });
  refuses("source: coded samples 4294967296",
          [](Filter& f) { f.source.width = f.source.height = 65536; });
  refuses("source: Y stride 15", [](Filter& f) { f.source.stride_y = 15; });
  refuses("source: U stride -8", [](Filter& f) { f.source.stride_u = -8; });
  refuses("U plane is null", [](Filter& f) { f.destination.u = nullptr; });
  refuses("coded size 14x16 is not the source's, 16x16",
          [](Filter& f) { f.destination.width = 14; });
  refuses("coded size 16x18", [](Filter& f) { f.destination.height = 18; });
  refuses("coded height 15 is not even", [](Filter& f) { f.destination.height = 15; });
  refuses("V stride 7", [](Filter& f) { f.destination.stride_v = 7; });
  refuses("QP 52 is outside 0..51", [](Filter& f) { f.qp = 52; });
  refuses("threads 257", [](Filter& f) { f.threads = 257; });
  const Filter call;
  expect(mvjpeg_filter(kernel, nullptr, 0, &call.destination, 1), MVJPEG_INVALID_ARGUMENT,
         "source is null");
  expect(mvjpeg_filter(kernel, &call.source, 0, nullptr, 1), MVJPEG_INVALID_ARGUMENT,
         "destination is null");
  expect(mvjpeg_filter(nullptr, &call.source, 0, &call.destination, 1), MVJPEG_INVALID_ARGUMENT,
         "kernel is null");
}

void refuses_batches(const mvjpeg_kernel* kernel) {
  const Call call;
  std::vector<mvjpeg_job> jobs(MVJPEG_MAX_BATCH + 1, {call.picture, {}, call.planes, call.qp});
  mvjpeg_ticket* ticket = nullptr;
  const auto submit = [&](size_t count, const mvjpeg_device_memory* device) {
    return mvjpeg_submit(kernel, jobs.data(), count, 1, device, &ticket);
  };
  expect(submit(0, nullptr), MVJPEG_INVALID_ARGUMENT, "pictures of a batch 0 is outside 1..64");
  expect(submit(65, nullptr), MVJPEG_INVALID_ARGUMENT, "pictures of a batch 65");
  const mvjpeg_device_memory device{1, 0, nullptr};
  expect(submit(1, &device), MVJPEG_INVALID_ARGUMENT, "the kernel runs on the CPU");
  const Filter filter;
  jobs[1] = {{}, filter.source, filter.destination, 52};
  expect(submit(2, nullptr), MVJPEG_INVALID_ARGUMENT, "picture 1: QP 52");
  jobs[1].decoded.stride_v = 7;
  expect(submit(2, nullptr), MVJPEG_INVALID_ARGUMENT, "picture 1: source: V stride 7");
  jobs[1] = {call.picture, filter.source, call.planes, 32};
  expect(submit(2, nullptr), MVJPEG_INVALID_ARGUMENT,
         "picture 1: the source is both a picture and planes");
  jobs[1] = {{}, {}, call.planes, 32};
  expect(submit(2, nullptr), MVJPEG_INVALID_ARGUMENT, "picture 1: picture data is null");
  jobs[1] = jobs[0];
  jobs[2].qp = 52;
  expect(submit(3, nullptr), MVJPEG_INVALID_ARGUMENT, "picture 2: QP 52");
  CHECK(ticket == nullptr, "a refused batch left a ticket");
  expect(mvjpeg_wait(nullptr), MVJPEG_INVALID_ARGUMENT, "ticket is null");
}

void refuses_model(const char* part,
                   const std::function<void(std::vector<mvjpeg_tensor>&)>& change) {
  const RandomModel model(16, 2, 1);
  std::vector<mvjpeg_tensor> tensors = model.tensors();
  change(tensors);
  mvjpeg_kernel* kernel = nullptr;
  expect(mvjpeg_kernel_create("scalar", tensors.data(), tensors.size(), &kernel),
         MVJPEG_INVALID_MODEL, part);
  CHECK(kernel == nullptr, "a refused model left a kernel");
}

mvjpeg_tensor& named(std::vector<mvjpeg_tensor>& tensors, const char* name) {
  for (auto& t : tensors) {
    if (std::strcmp(t.name, name) == 0) return t;
  }
  CHECK(false, "no tensor %s", name);
  return tensors.front();
}

}  // namespace

int main() {
  mvjpeg_kernel* kernel = nullptr;
  CHECK(mvjpeg_kernel_create("cpu", nullptr, 0, &kernel) == MVJPEG_OK, "%s", mvjpeg_last_error());
  refuses(kernel, "width 0", [](Call& c) { c.picture.width = 0; });
  refuses(kernel, "height -1", [](Call& c) { c.picture.height = -1; });
  refuses(kernel, "width 65536 is outside 1..65535", [](Call& c) { c.picture.width = 65536; });
  refuses(kernel, "pixels 268500992 is outside 1..268435456", [](Call& c) {
    c.picture.width = 16388;
    c.picture.height = 16384;
  });
  refuses(kernel, "pixel stride 5", [](Call& c) { c.picture.pixel_stride = 5; });
  refuses(kernel, "blue offset 3", [](Call& c) { c.picture.blue = 3; });
  refuses(kernel, "row stride 47", [](Call& c) { c.picture.row_stride = 47; });
  refuses(kernel, "picture data is null", [](Call& c) { c.picture.data = nullptr; });
  refuses(kernel, "coded width 14", [](Call& c) { c.planes.width = 14; });
  refuses(kernel, "coded samples 4295098369",
          [](Call& c) { c.planes.width = c.planes.height = 65537; });
  refuses(kernel, "coded width 17 is not even", [](Call& c) { c.planes.width = 17; });
  refuses(kernel, "Y stride 15", [](Call& c) { c.planes.stride_y = 15; });
  refuses(kernel, "V stride 7", [](Call& c) { c.planes.stride_v = 7; });
  refuses(kernel, "U plane is null", [](Call& c) { c.planes.u = nullptr; });
  refuses(kernel, "QP 52 is outside 0..51", [](Call& c) { c.qp = 52; });
  refuses(kernel, "QP -1", [](Call& c) { c.qp = -1; });
  refuses(kernel, "threads 0", [](Call& c) { c.threads = 0; });
  refuses_filters(kernel);
  refuses_batches(kernel);
  mvjpeg_kernel_destroy(kernel);
  mvjpeg_kernel_destroy(nullptr);

  kernel = nullptr;
  expect(mvjpeg_kernel_create("mmx", nullptr, 0, &kernel), MVJPEG_UNAVAILABLE, "mmx");
  expect(mvjpeg_kernel_create(nullptr, nullptr, 0, &kernel), MVJPEG_INVALID_ARGUMENT,
         "target is null");
  expect(mvjpeg_kernel_create("cuda", nullptr, 0, &kernel), MVJPEG_UNAVAILABLE, "not opened");
  setenv("MVJPEG_ISA", "scalar", 1);
  CHECK(mvjpeg_kernel_create("cpu", nullptr, 0, &kernel) == MVJPEG_OK, "%s", mvjpeg_last_error());
  CHECK(std::strcmp(mvjpeg_kernel_target(kernel), "scalar") == 0, "MVJPEG_ISA is ignored");
  mvjpeg_kernel_destroy(kernel);
  setenv("MVJPEG_ISA", "sse9", 1);
  expect(mvjpeg_kernel_create("cpu", nullptr, 0, &kernel), MVJPEG_UNAVAILABLE, "MVJPEG_ISA 'sse9'");
  unsetenv("MVJPEG_ISA");

  char description[64];
  expect(mvjpeg_cuda_open("/nonexistent.so", -2, description, sizeof description),
         MVJPEG_INVALID_ARGUMENT, "GPU -2 is outside");
  expect(mvjpeg_cuda_open("/nonexistent.so", -1, description, sizeof description),
         MVJPEG_UNAVAILABLE, "nonexistent");
  CHECK(std::strstr(description, "nonexistent") != nullptr, "%s", description);
  CHECK(mvjpeg_cuda_devices(description, sizeof description) == MVJPEG_OK && *description == '\0',
        "GPUs without a library: %s", description);

  refuses_model("'tail.bias': is missing", [](auto& t) { named(t, "tail.bias").name = "other"; });
  refuses_model("has type I32", [](auto& t) { named(t, "head.weight").dtype = MVJPEG_I32; });
  refuses_model("wrong shape", [](auto& t) { named(t, "gate.1.weight").shape[3] = 4; });
  refuses_model("must be 16, 24 or 32", [](auto& t) { named(t, "head.weight").shape[0] = 17; });
  refuses_model("rank 7", [](auto& t) { named(t, "skip").rank = 7; });
  refuses_model("no name", [](auto& t) { t[0].name = nullptr; });
  refuses_model("1 to 4 body layers", [](auto& t) { named(t, "body.0.weight").name = "x"; });
  static float requant[52 * 16];
  requant[3] = std::numeric_limits<float>::quiet_NaN();
  refuses_model("nan", [](auto& t) { named(t, "head.requant").data = requant; });
  static float negative[52 * 16];
  negative[5] = -1.0F;
  refuses_model("-1.0", [](auto& t) { named(t, "head.requant").data = negative; });
  static int32_t bias[16];
  bias[7] = std::numeric_limits<int32_t>::min();
  refuses_model("output 7 can reach", [](auto& t) { named(t, "body.1.bias").data = bias; });
  static float lowpass[104];
  lowpass[9] = 0.07F;
  refuses_model("the limit is 1/16", [](auto& t) { named(t, "lowpass").data = lowpass; });
  std::puts("all bad arguments refused");
  return 0;
}
