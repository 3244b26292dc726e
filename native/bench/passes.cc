// What each pass of the kernel takes on one thread, per instruction set, and what share of the
// measured peak its multiply-adds reach: `passes [side channels depth rounds [target]]`, by default
// 1024 32 2 15 and all of them. The network has random weights, none of them zero by intent. Every
// round measures the passes and, beside them, the peak and the clock; every figure is its best over
// the rounds, those of tiles tile by tile, since whoever else wants the machine only adds to a
// time. "of peak" counts what the arithmetic asks for, "executed" also the halo and what is rounded
// up to whole vectors.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "../src/cpu/gates.h"
#include "../src/cpu/packed_model.h"
#include "../src/cpu/tiling.h"
#include "../tests/random_model.h"
#include "probe.h"

namespace mvjpeg::bench {

extern const Probe kScalarProbe;
#if defined(__x86_64__)
extern const Probe kAvx2Probe;
extern const Probe kAvxVnniProbe;
extern const Probe kAvx512VnniProbe;
extern const Probe kAmxProbe;
#endif

namespace {

constexpr int kQp = 32;
constexpr int kTries = 5;

double seconds_since(double start) { return thread_seconds() - start; }

// Cycles per second of the core's own clock: 64-bit multiplications that wait for one another take
// three each, and no processor folds them as some do additions of constants.
double clock_rate() {
  constexpr int kRounds = 50'000;
  const double start = thread_seconds();
#if defined(__x86_64__)
  int64_t product = 3;
  for (int n = 0; n < kRounds; ++n) {
    asm volatile(
        "imul %0, %0\n imul %0, %0\n imul %0, %0\n imul %0, %0\n imul %0, %0\n imul %0, %0\n"
        : "+r"(product));
  }
#endif
  return 3.0 * 6 * kRounds / seconds_since(start);
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
  double head = 0, body = 0, tail = 0;

  void add(const cpu::PackedModel& m, const cpu::Tile& t) {
    const double width = t.width + 2 * m.halo;
    const double height = t.height + 2 * m.halo;
    const auto samples = [&](int layer) { return (height - 2 * layer) * width - 2 * layer; };
    const auto of = [](const cpu::PackedConvolution& c) {
      return 1.0 * c.out * (c.fours != nullptr ? 4 * c.four_count : c.taps * c.in);
    };
    int layer = 1;
    head += samples(layer) * of(m.head);
    for (int k = 0; k < m.depth; ++k) body += samples(++layer) * of(m.body[k]);
    tail += samples(++layer) * of(m.tail);
  }
  double total() const { return head + body + tail; }
};

// The shortest times there were, in seconds.
struct Best {
  struct OfTile {
    double whole = kForever;
    double passes[cpu::kPasses];

    OfTile() { std::fill(std::begin(passes), std::end(passes), kForever); }
  };
  static constexpr double kForever = 1e9;

  double pool = kForever;  // pixels to cells
  double gate = kForever;  // the same, the convolutions and the copies around them
  std::vector<OfTile> tiles;
  double peak = 0;   // multiply-adds per second
  double clock = 0;  // cycles per second

  double pass(cpu::Pass p) const {
    return sum([p](const OfTile& tile) { return tile.passes[static_cast<int>(p)]; });
  }
  double whole_tiles() const {
    return sum([](const OfTile& tile) { return tile.whole; });
  }
  double total() const { return gate + whole_tiles(); }

 private:
  template <typename Figure>
  double sum(const Figure& figure) const {
    double seconds = 0;
    for (const OfTile& tile : tiles) seconds += figure(tile);
    return seconds;
  }
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

  void round() {
    const cpu::PackedModel& model = packing_.packed();
    void* workspace = cpu::thread_workspace(isa_.workspace_bytes);
    const int cells = (side_ + 2 * kCell - 1) / (2 * kCell);
    std::vector<uint8_t> row(static_cast<size_t>(cells) * kCellInputs);
    std::vector<uint8_t> flat(static_cast<size_t>(cells));
    double start = thread_seconds();
    for (int y = 0; y < cells; ++y) isa_.pool(job_, y, cells, row.data(), flat.data(), workspace);
    improve(best_.pool, seconds_since(start));

    start = thread_seconds();
    cpu::GateGrid grid = cpu::compute_gates(isa_, model, job_, 1);
    improve(best_.gate, seconds_since(start));
    // Random weights may close gates, and a tile whose gates are all closed is copied.
    for (uint8_t& gate : grid.gates) gate = std::max<uint8_t>(gate, 1);

    // Two walks over the picture, so that both find its pixels as far away.
    for_tiles(grid, workspace, [&](const cpu::Tile& tile, Best::OfTile& best) {
      const double from = thread_seconds();
      isa_.tile(tile);
      improve(best.whole, seconds_since(from));
    });
    for_tiles(grid, workspace, [&](const cpu::Tile& tile, Best::OfTile& best) {
      double passes[cpu::kPasses] = {};
      probe_.passes(tile, passes);
      for (int p = 0; p < cpu::kPasses; ++p) improve(best.passes[p], passes[p]);
    });
    for (int n = 0; n < kTries; ++n) {
      best_.clock = std::max(best_.clock, clock_rate());
      if (probe_.multiply_adds == nullptr) continue;
      start = thread_seconds();
      const double count = probe_.multiply_adds();
      best_.peak = std::max(best_.peak, count / seconds_since(start));
    }
  }

  const Best& best() const { return best_; }

  Executed executed() {
    Executed sum;
    for_tiles({}, nullptr,
              [&](const cpu::Tile& tile, Best::OfTile&) { sum.add(packing_.packed(), tile); });
    return sum;
  }

 private:
  template <typename Work>
  void for_tiles(const cpu::GateGrid& grid, void* workspace, const Work& work) {
    const cpu::Tiling tiling(side_ / 2, side_ / 2, 1);
    best_.tiles.resize(static_cast<size_t>(tiling.count()));
    for (int index = 0; index < tiling.count(); ++index) {
      cpu::Tile tile = tiling.tile(index, job_, &packing_.packed(), grid);
      tile.workspace = workspace;
      work(tile, best_.tiles[static_cast<size_t>(index)]);
    }
  }

  static void improve(double& best, double seconds) { best = std::min(best, seconds); }

  const Probe& probe_;
  const cpu::Isa& isa_;
  cpu::ModelPacking packing_;
  int side_;
  std::vector<uint8_t> pixels_, out_;
  mvjpeg_job job_{};
  Best best_;
};

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

void print(const char* name, const Best& best, double seconds, double work = 0,
           double executed = 0) {
  std::printf("| %s | %.2f | %.1f %% |", name, 1e3 * seconds, 100 * seconds / best.total());
  if (work == 0) {
    std::printf(" | | | |\n");
    return;
  }
  std::printf(" %.0f | %.1f |", work / 1e9 / seconds, work / seconds / best.clock);
  for (const double count : {work, executed}) {
    if (best.peak == 0 || count == 0) {
      std::printf(" |");
    } else {
      std::printf(" %.0f %% |", 100 * count / seconds / best.peak);
    }
  }
  std::printf("\n");
}

void run(const Probe& probe, const Model& model, int side, int rounds) {
  using cpu::Pass;
  Measurement measurement(probe, model, side);
  for (int n = 0; n < rounds; ++n) measurement.round();

  const Best& best = measurement.best();
  std::printf("\n%s: %.1f MP/s, clock %.2f GHz", probe.isa->name, 1e-6 * side * side / best.total(),
              1e-9 * best.clock);
  if (probe.multiply_adds != nullptr) {
    std::printf(", peak %.0f GMAC/s, %.1f MAC per cycle", 1e-9 * best.peak, best.peak / best.clock);
  }
  std::printf("\n\n| pass | ms | share | GMAC/s | MAC per cycle | of peak | executed |\n");
  std::printf("|---|---:|---:|---:|---:|---:|---:|\n");
  const Work work(model, side);
  const Executed executed = measurement.executed();
  print("gate: pixels to cells", best, best.pool);
  print("gate: convolutions", best, best.gate - best.pool, work.gates);
  print("tile: pixels to planes", best, best.pass(Pass::kLoad));
  print("tile: packing", best, best.pass(Pass::kPack));
  print("tile: head", best, best.pass(Pass::kHead), work.head, executed.head);
  print("tile: body", best, best.pass(Pass::kBody), work.body, executed.body);
  print("tile: tail", best, best.pass(Pass::kTail), work.tail, executed.tail);
  print("tile: pixel branch, low-pass, combination", best, best.pass(Pass::kCombine));
  print("all", best, best.total(), work.total(), executed.total() + work.pixel + work.gates);
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
  const std::string only = argc > 5 ? argv[5] : "";
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
             &kAvx2Probe, &kAvxVnniProbe, &kAvx512VnniProbe, &kAmxProbe
#endif
       }) {
    if ((only.empty() || only == probe->isa->name) && probe->isa->supported()) {
      run(*probe, model, side, probe == &kScalarProbe ? (rounds + 4) / 5 : rounds);
    }
  }
  return 0;
}
