#include "residence.h"

#include <algorithm>
#include <string>

#include "../error.h"

namespace mvjpeg::cuda {
namespace {

cudaPointerAttributes attributes_of(const uint8_t* byte) {
  cudaPointerAttributes attributes{};
  check(cudaPointerGetAttributes(&attributes, byte), "memory attributes");
  return attributes;
}

// Whether a condition holds at both ends.
template <typename Condition>
bool at_both_ends(const Rows& rows, const Condition& condition) {
  const uint8_t* last_row = rows.data + (rows.count - 1) * rows.stride;
  const uint8_t* first = std::min(rows.data, last_row);
  const uint8_t* last = std::max(rows.data, last_row) + rows.row - 1;
  return condition(attributes_of(first)) && condition(attributes_of(last));
}

[[noreturn]] void refuse(const Rows& rows, const std::string& reason) {
  throw Error(MVJPEG_INVALID_ARGUMENT, std::string(rows.name) + " " + reason);
}

}  // namespace

bool transferable(const Rows& rows) {
  const auto on_host = [](const cudaPointerAttributes& a) {
    return a.type != cudaMemoryTypeDevice;
  };
  const auto page_locked = [](const cudaPointerAttributes& a) {
    return a.type == cudaMemoryTypeHost;
  };
  if (!at_both_ends(rows, on_host)) refuse(rows, "is in a GPU's memory, not in the host's");
  return (rows.stride > 0 || rows.count == 1) && at_both_ends(rows, page_locked);
}

void require_device_memory(const Rows& rows, const Device& device) {
  const auto on_gpu = [](const cudaPointerAttributes& a) {
    return a.type == cudaMemoryTypeDevice || a.type == cudaMemoryTypeManaged;
  };
  const auto on_this_gpu = [&](const cudaPointerAttributes& a) {
    return a.type == cudaMemoryTypeManaged || a.device == device.index;
  };
  if (!at_both_ends(rows, on_gpu)) refuse(rows, "is not in a GPU's memory");
  if (!at_both_ends(rows, on_this_gpu)) {
    refuse(rows, "is not in the memory of GPU " + std::to_string(device.index) +
                     ", which the kernel runs on");
  }
}

}  // namespace mvjpeg::cuda
