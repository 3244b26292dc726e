// The passes of run_tile in passes.h, with a clock between them. Included after the source of an
// instruction set.
#pragma once

#include "probe.h"

namespace mvjpeg::bench {
namespace {

class Stopwatch {
 public:
  explicit Stopwatch(double (&seconds)[kPasses]) : seconds_(seconds), last_(thread_seconds()) {}

  void lap(Pass pass) {
    const double at = thread_seconds();
    seconds_[pass] += at - last_;
    last_ = at;
  }

 private:
  double (&seconds_)[kPasses];
  double last_;
};

template <typename Target>
void time_passes(const cpu::Tile& t, double (&seconds)[kPasses]) {
  using Activation = typename Target::Activation;
  auto& w = *static_cast<cpu::Workspace<Activation>*>(t.workspace);
  const cpu::PackedModel& m = *t.model;
  const int width = t.width + 2 * m.halo;
  const int height = t.height + 2 * m.halo;
  const ptrdiff_t centre = width + 1;
  const auto samples = [&](int layer) {
    return static_cast<ptrdiff_t>(height - 2 * layer) * width - 2 * layer;
  };

  Stopwatch watch(seconds);
  cpu::load_patch<Target>(*t.job, t.i0 - m.halo, t.j0 - m.halo, width, height, w);
  watch.lap(kLoad);
  cpu::pack_planes(w, width, height);
  watch.lap(kPack);
  int layer = 1;
  cpu::convolve<Target, cpu::Output::kActivation>(m.head, w.packed, w.head, nullptr, width,
                                                  samples(layer), t.job->qp);
  watch.lap(kHead);
  const Activation* in = w.head;
  for (int k = 0; k < m.depth; ++k) {
    Activation* out = w.body[k & 1];
    const Activation* skip = k == m.depth - 1 ? w.head + m.depth * centre * m.channels : nullptr;
    cpu::convolve<Target, cpu::Output::kActivation>(m.body[k], in, out, skip, width,
                                                    samples(++layer), t.job->qp);
    in = out;
  }
  watch.lap(kBody);
  cpu::convolve<Target, cpu::Output::kSigned>(m.tail, in, w.branch, nullptr, width,
                                              samples(++layer), t.job->qp);
  watch.lap(kTail);
  cpu::convolve<Target, cpu::Output::kAddSigned>(m.pixel, w.packed + m.halo * centre * cpu::kPacked,
                                                 w.branch, nullptr, width, samples(m.halo),
                                                 t.job->qp);
  watch.lap(kPixel);
}

}  // namespace
}  // namespace mvjpeg::bench
