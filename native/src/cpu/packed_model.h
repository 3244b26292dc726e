#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <vector>

#include "../model.h"
#include "isa.h"

namespace mvjpeg::cpu {

struct AlignedDelete {
  void operator()(std::byte* p) const { ::operator delete[](p, std::align_val_t{64}); }
};
using AlignedBytes = std::unique_ptr<std::byte[], AlignedDelete>;

inline AlignedBytes allocate_aligned(size_t bytes) {
  return AlignedBytes(static_cast<std::byte*>(::operator new[](bytes, std::align_val_t{64})));
}

// A model laid out for one instruction set, with the memory that its plain pointers point into.
class ModelPacking {
 public:
  ModelPacking(const Model& model, const Layout& layout);
  const PackedModel& packed() const { return packed_; }

 private:
  PackedConvolution pack(const Convolution& c, const Layout& layout);
  void pack_groups(const Convolution& c, const Layout& layout, PackedConvolution& packed);
  void pack_fours(const Convolution& c, PackedConvolution& packed);
  PackedMatrices pack_matrices(const Convolution& c);
  template <typename T>
  T* allocate(size_t count);

  std::vector<AlignedBytes> memory_;
  PackedModel packed_{};
};

}  // namespace mvjpeg::cpu
