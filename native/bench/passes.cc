// What each pass of the kernel takes on one thread, per instruction set, and what share of the
// measured peak its multiply-adds reach: `passes [side channels depth rounds]`, by default 1024 32
// 2
// 15. The network has random weights, none of them zero by intent. Every figure is the median over
// rounds that measure the passes and, beside them, the peak and the clock. "of peak" counts what
// the arithmetic asks for, "executed" also the halo and what is rounded up to whole vectors.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "../src/cpu/gates.h"
#include "../src/cpu/packed_model.h"
#include "../tests/random_model.h"
#include "probe.h"

namespace mvjpeg::bench {

extern const Probe kScalarProbe;
#if defined(__x86_64__)
extern const Probe kAvx2Probe;
extern const Probe kAvxVnniProbe;
extern const Probe kAvx512VnniProbe;
#endif

namespace {

constexpr int kQp = 32;
constexpr int kTries = 5;

double seconds_since(double start) { return thread_seconds() - start; }

// Cycles per second of the core's own clock: additions that wait for one another take one each.
double clock_rate() {
  constexpr int kRounds = 100'000;
  const double start = thread_seconds();
#if defined(__x86_64__)
  int64_t sum = 0;
  for (int n = 0; n < kRounds; ++n) {
    asm volatile(
        "add $1, %0\n add $3, %0\n add $1, %0\n add $3, %0\n add $1, %0\n"
        "add $3, %0\n add $1, %0\n add $3, %0\n add $1, %0\n add $3, %0"
        : "+r"(sum));
  }
#endif
  return 10.0 * kRounds / seconds_since(start);
}

// A ramp with noise.
std::vector<uint8_t> draw(int side) {
  std::mt19937 random(1);
  std::vector<uint8_t> pixels(static_cast<size_t>(side) * side * 3);
  for (size_t k = 0; k < pixels.size(); ++k) {
    pixels[k] = static_cast<uint8_t>(96 + k / 3 % side * 64 / side + random() % 32);
  }
  return pixels;
}

// Multiply-adds of a layer over some tiles as they are executed: with the halo's samples, and with
// inputs and outputs rounded up to what vectors hold.
struct Executed {
  double head = 0, body = 0, tail = 0, pixel = 0;

  void add(const cpu::PackedModel& m, const cpu::Tile& t) {
    const double width = t.width + 2 * m.halo;
    const double height = t.height + 2 * m.halo;
    const auto samples = [&](int layer) { return (height - 2 * layer) * width - 2 * layer; };
    const auto of = [](const cpu::PackedConvolution& c) { return 1.0 * c.taps * c.in * c.out; };
    int layer = 1;
    head += samples(layer) * of(m.head);
    for (int k = 0; k < m.depth; ++k) body += samples(++layer) * of(m.body[k]);
    tail += samples(++layer) * of(m.tail);
    pixel += samples(layer) * of(m.pixel);
  }
  double total() const { return head + body + tail + pixel; }
};

struct Round {
  double pool = 0;
  double gates = 0;  // convolutions and the copies around them
  double passes[kPasses] = {};
  double tiles = 0;  // whole
  double peak = 0;   // multiply-adds per second
  double clock = 0;  // cycles per second
  Executed executed;

  double rest() const {
    double sum = 0;
    for (const double seconds : passes) sum += seconds;
    return std::max(0.0, tiles - sum);
  }
  double total() const { return pool + gates + tiles; }
};

class Measurement {
 public:
  Measurement(const Probe& probe, const Model& model, int side)
      : probe_(probe),
        isa_(*probe.isa),
        packing_(model, isa_.layout),
        side_(side),
        pixels_(draw(side)),
        out_(static_cast<size_t>(side) * side * 3 / 2) {
    const size_t luma = static_cast<size_t>(side) * side;
    job_.picture = {pixels_.data(), side * 3, 3, 2, 1, 0, side, side};
    job_.planes = {out_.data(),
                   out_.data() + luma,
                   out_.data() + luma + luma / 4,
                   side,
                   side / 2,
                   side / 2,
                   side,
                   side};
    job_.qp = kQp;
  }

  Round round() {
    Round r;
    const cpu::PackedModel& model = packing_.packed();
    void* workspace = cpu::thread_workspace(isa_.workspace_bytes);
    const int cells = (side_ + 2 * kCell - 1) / (2 * kCell);
    std::vector<uint8_t> row(static_cast<size_t>(cells) * kCellInputs);
    std::vector<uint8_t> flat(static_cast<size_t>(cells));
    double start = thread_seconds();
    for (int y = 0; y < cells; ++y) isa_.pool(job_, y, cells, row.data(), flat.data(), workspace);
    r.pool = seconds_since(start);

    start = thread_seconds();
    cpu::GateGrid grid = cpu::compute_gates(isa_, model, job_, 1);
    r.gates = std::max(0.0, seconds_since(start) - r.pool);
    // Random weights may close gates, and a tile whose gates are all closed is copied.
    for (uint8_t& gate : grid.gates) gate = std::max<uint8_t>(gate, 1);

    // Two walks over the picture, so that both find its pixels as far away.
    start = thread_seconds();
    for_tiles(grid, workspace, [&](const cpu::Tile& tile) { isa_.tile(tile); });
    r.tiles = seconds_since(start);
    for_tiles(grid, workspace, [&](const cpu::Tile& tile) {
      probe_.passes(tile, r.passes);
      r.executed.add(model, tile);
    });
    // The best of a few, because a peak is what can be reached.
    for (int n = 0; n < kTries; ++n) {
      r.clock = std::max(r.clock, clock_rate());
      if (probe_.multiply_adds == nullptr) continue;
      start = thread_seconds();
      const double count = probe_.multiply_adds();
      r.peak = std::max(r.peak, count / seconds_since(start));
    }
    return r;
  }

 private:
  template <typename Work>
  void for_tiles(const cpu::GateGrid& grid, void* workspace, const Work& work) {
    const int half = side_ / 2;
    for (int j = 0; j < half; j += cpu::kTile) {
      for (int i = 0; i < half; i += cpu::kTile) {
        cpu::Tile tile{};
        tile.job = &job_;
        tile.model = &packing_.packed();
        tile.gates = grid.gates.data();
        tile.grid_width = grid.width;
        tile.grid_height = grid.height;
        tile.i0 = i;
        tile.j0 = j;
        tile.width = std::min(cpu::kTile, half - i);
        tile.height = std::min(cpu::kTile, half - j);
        tile.workspace = workspace;
        work(tile);
      }
    }
  }

  const Probe& probe_;
  const cpu::Isa& isa_;
  cpu::ModelPacking packing_;
  int side_;
  std::vector<uint8_t> pixels_, out_;
  mvjpeg_job job_{};
};

template <typename Figure>
double median(const std::vector<Round>& rounds, const Figure& figure) {
  std::vector<double> values;
  for (const Round& r : rounds) values.push_back(figure(r));
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// Multiply-adds per picture that the arithmetic asks for: no halo, no padding to whole vectors.
struct Work {
  double head, body, tail, pixel, gates;

  Work(const Model& model, int side) {
    const double samples = side / 2.0 * (side / 2.0);
    const double cells = side / 16.0 * (side / 16.0);
    const auto of = [](const Convolution& c) { return 1.0 * c.in * c.out * c.taps; };
    head = samples * of(model.head);
    body = 0;
    for (const Convolution& c : model.body) body += samples * of(c);
    tail = samples * of(model.tail);
    pixel = samples * of(model.pixel);
    gates = 0;
    for (const Convolution& c : model.gate) gates += cells * of(c);
  }
  double total() const { return head + body + tail + pixel + gates; }
};

template <typename Figure>
void print(const char* name, const std::vector<Round>& rounds, double work, double executed,
           const Figure& seconds) {
  std::printf("| %s | %.2f | %.1f %% |", name, 1e3 * median(rounds, seconds),
              100 * median(rounds, [&](const Round& r) { return seconds(r) / r.total(); }));
  if (work == 0) {
    std::printf(" | | | |\n");
    return;
  }
  std::printf(" %.0f | %.1f |", work / 1e9 / median(rounds, seconds),
              median(rounds, [&](const Round& r) { return work / seconds(r) / r.clock; }));
  for (const double count : {work, executed}) {
    if (rounds.front().peak == 0 || count == 0) {
      std::printf(" |");
      continue;
    }
    std::printf(" %.0f %% |",
                100 * median(rounds, [&](const Round& r) { return count / seconds(r) / r.peak; }));
  }
  std::printf("\n");
}

void run(const Probe& probe, const Model& model, int side, int count) {
  Measurement measurement(probe, model, side);
  measurement.round();
  std::vector<Round> rounds;
  for (int n = 0; n < count; ++n) rounds.push_back(measurement.round());

  std::printf("\n%s: %.1f MP/s, clock %.2f GHz", probe.isa->name,
              1e-6 * side * side / median(rounds, [](const Round& r) { return r.total(); }),
              1e-9 * median(rounds, [](const Round& r) { return r.clock; }));
  if (probe.multiply_adds != nullptr) {
    std::printf(", peak %.0f GMAC/s, %.1f MAC per cycle",
                1e-9 * median(rounds, [](const Round& r) { return r.peak; }),
                median(rounds, [](const Round& r) { return r.peak / r.clock; }));
  }
  std::printf("\n\n| pass | ms | share | GMAC/s | MAC per cycle | of peak | executed |\n");
  std::printf("|---|---:|---:|---:|---:|---:|---:|\n");
  const Work work(model, side);
  const Executed& executed = rounds.front().executed;
  const auto pass = [](Pass p) { return [p](const Round& r) { return r.passes[p]; }; };
  print("gate: pixels to cells", rounds, 0, 0, [](const Round& r) { return r.pool; });
  print("gate: convolutions", rounds, work.gates, 0, [](const Round& r) { return r.gates; });
  print("tile: pixels to planes", rounds, 0, 0, pass(kLoad));
  print("tile: packing", rounds, 0, 0, pass(kPack));
  print("tile: head", rounds, work.head, executed.head, pass(kHead));
  print("tile: body", rounds, work.body, executed.body, pass(kBody));
  print("tile: tail", rounds, work.tail, executed.tail, pass(kTail));
  print("tile: pixel branch", rounds, work.pixel, executed.pixel, pass(kPixel));
  print("tile: low-pass, combination", rounds, 0, 0, [](const Round& r) { return r.rest(); });
  print("all", rounds, work.total(), executed.total(), [](const Round& r) { return r.total(); });
}

int argument(int argc, char** argv, int at, int otherwise) {
  return argc > at ? std::atoi(argv[at]) : otherwise;
}

}  // namespace
}  // namespace mvjpeg::bench

int main(int argc, char** argv) {
  using namespace mvjpeg::bench;
  const int side = argument(argc, argv, 1, 1024);
  const int channels = argument(argc, argv, 2, 32);
  const int depth = argument(argc, argv, 3, 2);
  const int rounds = argument(argc, argv, 4, 15);
  if (side < 16 || side % 16 != 0 || rounds < 1) {
    std::fprintf(stderr, "side %d, rounds %d: a multiple of 16 and at least 1 are needed\n", side,
                 rounds);
    return 2;
  }
  const mvjpeg::test::RandomModel random(channels, depth, 7);
  const mvjpeg::Model model = mvjpeg::Model::from_tensors(random.tensors());
  std::printf("%dx%d pixels, %d channels, %d body layers, one thread, %d rounds\n", side, side,
              channels, depth, rounds);
  for (const Probe* probe : {
         &kScalarProbe,
#if defined(__x86_64__)
             &kAvx2Probe, &kAvxVnniProbe, &kAvx512VnniProbe
#endif
       }) {
    if (probe->isa->supported()) {
      run(*probe, model, side, probe == &kScalarProbe ? (rounds + 4) / 5 : rounds);
    }
  }
  return 0;
}
