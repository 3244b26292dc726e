// The CUDA kernels' block-level code, run on the host thread by thread, gives the scalar target's
// bytes: both shapes of the matrix instruction, every network size, any tile size, any order of
// threads between two barriers, and pictures of any sizes in one launch.
#include <algorithm>
#include <cstdlib>
#include <optional>
#include <span>

#include "../src/cuda/network_image.h"
#include "emulated_launches.h"
#include "random_picture.h"

namespace {

using namespace mvjpeg;
using namespace mvjpeg::test;

// Tightly packed planes as the library holds them on the device, and the copy into the caller's
// strides.
class DevicePlanes {
 public:
  explicit DevicePlanes(const mvjpeg_planes& planes)
      : planes_(planes),
        width_(planes.width / 2),
        height_(planes.height / 2),
        y_(static_cast<size_t>(4) * width_ * height_),
        u_(y_.size() / 4),
        v_(y_.size() / 4) {}

  cuda::Planes destination() {
    return {y_.data(), u_.data(), v_.data(), 2 * width_, width_, width_, width_, height_};
  }

  void download() const {
    copy(y_, 2 * width_, planes_.y, planes_.stride_y);
    copy(u_, width_, planes_.u, planes_.stride_u);
    copy(v_, width_, planes_.v, planes_.stride_v);
  }

 private:
  static void copy(const std::vector<uint8_t>& plane, int width, uint8_t* out, ptrdiff_t stride) {
    for (size_t at = 0; at < plane.size(); at += static_cast<size_t>(width), out += stride) {
      std::copy_n(plane.data() + at, width, out);
    }
  }

  mvjpeg_planes planes_;
  int width_, height_;
  std::vector<uint8_t> y_, u_, v_;
};

// Device memory of the gates; its first contents are noise.
class DeviceGates {
 public:
  DeviceGates(int width, int height, uint32_t seed) : width_(width), height_(height) {
    std::mt19937 random(seed);
    const int values[] = {kCellInputs, 2, kGateHidden, kGateHidden, kGates};
    for (int k = 0; k < 5; ++k) {
      memory_[k].resize(static_cast<size_t>(width) * height * values[k]);
      for (uint8_t& value : memory_[k]) value = static_cast<uint8_t>(random());
    }
  }
  cuda::GateGrid grid() {
    return {memory_[0].data(),
            memory_[1].data(),
            {memory_[2].data(), memory_[3].data()},
            memory_[4].data(),
            width_,
            height_};
  }

 private:
  int width_, height_;
  std::vector<uint8_t> memory_[5];
};

template <typename Shape>
class EmulatedDevice {
 public:
  EmulatedDevice(const RandomModel* model, int tile, Order order, uint32_t seed)
      : gpu_(order, seed), tile_(tile), seed_(seed) {
    if (model != nullptr) {
      const Model checked = Model::from_tensors(std::span(model->tensors()));
      image_.emplace(checked);
      plan_ = cuda::TilePlan::of(tile, checked.channels, static_cast<int>(checked.body.size()));
    }
  }

  // One launch of each kernel over all jobs.
  void process(const std::vector<mvjpeg_job>& jobs) {
    std::vector<DevicePlanes> planes;
    std::vector<DeviceGates> gates;
    planes.reserve(jobs.size());
    gates.reserve(jobs.size());
    cuda::Batch batch{};
    for (const mvjpeg_job& job : jobs) {
      const mvjpeg_picture& p = job.picture;
      const mvjpeg_planes& d = job.decoded;
      cuda::Frame frame{};
      frame.source.pixels = {p.data,  p.row_stride, p.pixel_stride, p.red,
                             p.green, p.blue,       p.width,        p.height};
      frame.source.planes = {d.y,        d.u,        d.v,         d.stride_y,
                             d.stride_u, d.stride_v, d.width / 2, d.height / 2};
      frame.destination = planes.emplace_back(job.planes).destination();
      frame.qp = job.qp;
      frame.grid = gates
                       .emplace_back(cuda::cells_of(frame.destination.width),
                                     cuda::cells_of(frame.destination.height), seed_)
                       .grid();
      batch.add(frame);
    }
    if (image_) {
      const cuda::Network network = image_->at(image_->bytes().data());
      emulate_gates(gpu_, batch, network);
      emulate_fused(gpu_, batch, network, plan_);
    } else {
      emulate_conversion(gpu_, batch, tile_);
    }
    for (const DevicePlanes& out : planes) out.download();
  }

 private:
  EmulatedGpu<Shape> gpu_;
  int tile_;
  uint32_t seed_;
  cuda::TilePlan plan_{};
  std::optional<cuda::NetworkImage> image_;
};

struct Expected {
  RandomPicture picture;
  std::vector<uint8_t> bytes;
};

// A batch of any number of pictures.
template <typename Shape>
void compare(const char* name, const RandomModel* model, std::span<const Expected> pictures,
             int tile, Order order, uint32_t seed) {
  EmulatedDevice<Shape> device(model, tile, order, seed);
  std::vector<std::vector<uint8_t>> actual(pictures.size());
  std::vector<mvjpeg_job> jobs;
  for (size_t n = 0; n < pictures.size(); ++n) jobs.push_back(pictures[n].picture.job(actual[n]));
  device.process(jobs);
  for (size_t n = 0; n < pictures.size(); ++n) {
    const std::vector<uint8_t>& expected = pictures[n].bytes;
    const auto at =
        std::mismatch(expected.begin(), expected.end(), actual[n].begin()).first - expected.begin();
    CHECK(actual[n] == expected,
          "%s, tile %d, order %d differs from scalar at byte %td: %s (%zu of %zu)", name, tile,
          static_cast<int>(order), at, pictures[n].picture.describe().c_str(), n + 1,
          pictures.size());
  }
}

// A matrix product by its definition, through the register layout that both instructions share.
template <typename Shape>
void multiplies_matrices(std::mt19937& random) {
  uint8_t a[16][32];
  int8_t b[32][8];
  for (auto& row : a) std::generate(std::begin(row), std::end(row), [&] { return random(); });
  for (auto& row : b) std::generate(std::begin(row), std::end(row), [&] { return random(); });
  PerLane<cuda::ActivationFragment> activation;
  PerLane<cuda::WeightFragment> weight;
  PerLane<cuda::Accumulator> sum;
  for (int lane = 0; lane < cuda::kLanes; ++lane) {
    const int row = lane / 4;
    const int k = lane % 4 * 4;
    std::memcpy(&activation[lane].top_low, &a[row][k], 4);
    std::memcpy(&activation[lane].bottom_low, &a[row + 8][k], 4);
    std::memcpy(&activation[lane].top_high, &a[row][k + 16], 4);
    std::memcpy(&activation[lane].bottom_high, &a[row + 8][k + 16], 4);
    for (int i = 0; i < 4; ++i) {
      weight[lane].low |= static_cast<uint32_t>(static_cast<uint8_t>(b[k + i][row])) << (8 * i);
      weight[lane].high |= static_cast<uint32_t>(static_cast<uint8_t>(b[k + 16 + i][row]))
                           << (8 * i);
    }
    sum[lane] = {{lane, -lane}, {1000, 7}};
  }
  Shape::accumulate(sum, activation, weight);
  for (int lane = 0; lane < cuda::kLanes; ++lane) {
    for (int half = 0; half < 2; ++half) {
      for (int i = 0; i < 2; ++i) {
        int expected = half == 0 ? (i == 0 ? lane : -lane) : (i == 0 ? 1000 : 7);
        for (int k = 0; k < 32; ++k) {
          expected += a[lane / 4 + 8 * half][k] * b[k][lane % 4 * 2 + i];
        }
        const int actual = half == 0 ? sum[lane].top[i] : sum[lane].bottom[i];
        CHECK(actual == expected, "lane %d has %d, not %d", lane, actual, expected);
      }
    }
  }
}

// Two steps that need a barrier between them: without it some order of threads must give another
// answer.
void orders_show_a_missing_barrier() {
  int differences = 0;
  for (const Order order : {Order::kForward, Order::kReverse, Order::kShuffled}) {
    EmulatedGpu<M16N8K32> gpu(order, 1);
    std::vector<int> first(cuda::kThreads, -1);
    std::vector<int> second(cuda::kThreads, -1);
    gpu.threads([&](int thread) {
      first[static_cast<size_t>(thread)] = thread;
      second[static_cast<size_t>(thread)] =
          first[static_cast<size_t>((thread + 1) % cuda::kThreads)];
    });
    for (int thread = 0; thread < cuda::kThreads; ++thread) {
      differences += second[static_cast<size_t>(thread)] != (thread + 1) % cuda::kThreads;
    }
  }
  CHECK(differences > 0, "the emulation hides a missing barrier");
}

void plans_fit_every_device() {
  struct Device {
    const char* name;
    size_t per_block, per_multiprocessor, reserved;
  };
  for (const Device& d :
       {Device{"7.5", 65536, 65536, 0}, Device{"8.0", 166912, 167936, 1024},
        Device{"8.6", 101376, 102400, 1024}, Device{"9.0", 232448, 233472, 1024}}) {
    for (const int channels : {16, 24, 32}) {
      for (int depth = 1; depth <= kMaxBody; ++depth) {
        const auto plan =
            cuda::TilePlan::choose(channels, depth, d.per_block, d.per_multiprocessor, d.reserved);
        CHECK(plan.tile >= cuda::kMinTile && static_cast<size_t>(plan.bytes) <= d.per_block,
              "compute capability %s, %d channels, depth %d: tile %d, %d bytes", d.name, channels,
              depth, plan.tile, plan.bytes);
      }
    }
  }
  CHECK(cuda::TilePlan::choose(32, 4, 16384, 16384, 0).tile == 0, "no tile fits 16 KiB");
}

}  // namespace

int main() {
  std::mt19937 random(20261122);
  for (int n = 0; n < 50; ++n) {
    multiplies_matrices<M16N8K32>(random);
    multiplies_matrices<M8N8K16>(random);
  }
  orders_show_a_missing_barrier();
  plans_fit_every_device();

  const char* cases_text = std::getenv("MVJPEG_CASES");  // pictures per network
  const int cases = cases_text != nullptr ? std::atoi(cases_text) : 14;
  CHECK(cases <= MVJPEG_MAX_BATCH, "MVJPEG_CASES beyond a batch");
  const int tiles[] = {8, 12, 16, 20, 24, 28, 32};
  const Order orders[] = {Order::kShuffled, Order::kReverse, Order::kForward};
  const KernelPtr plain = create("scalar", nullptr);
  int compared = 0;
  int changed = 0;
  for (const int channels : {0, 16, 24, 32}) {
    for (int depth = 1; depth <= (channels == 0 ? 1 : 4); ++depth) {
      const RandomModel model(channels == 0 ? 16 : channels, depth,
                              static_cast<uint32_t>(channels * 10 + depth),
                              depth == 3);  // the CPU leaves out what is zero, the GPU does not
      const RandomModel* loaded = channels == 0 ? nullptr : &model;
      const KernelPtr scalar = create("scalar", loaded);
      std::vector<Expected> pictures;
      for (int n = 0; n < cases; ++n) {
        RandomPicture picture(random, n % 4 == 3 ? 150 : 40);
        std::vector<uint8_t> expected = picture.run(scalar.get(), 1);
        if (loaded != nullptr && expected != picture.run(plain.get(), 1)) ++changed;
        pictures.push_back({std::move(picture), std::move(expected)});
        const int tile = tiles[n % 7];
        const Order order = orders[n % 3];
        const auto seed = static_cast<uint32_t>(random());
        const std::span one(&pictures[n], 1);
        compare<M16N8K32>("m16n8k32", loaded, one, tile, order, seed);
        compare<M8N8K16>("m8n8k16", loaded, one, tile, order, seed);
        compared += 2;
      }
      // All of them again in one launch: sizes and QPs differ from picture to picture.
      compare<M16N8K32>("m16n8k32", loaded, pictures, 16, Order::kShuffled, 1);
      compared += cases;
    }
  }
  CHECK(changed > 4 * cases, "only %d of %d pictures were changed by a network", changed,
        12 * cases);
  std::printf("%d emulated pictures equal, alone and in batches, %d changed by their network\n",
              compared, changed);
  return 0;
}
