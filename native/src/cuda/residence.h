// Where the caller's memory lies, as CUDA knows it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "device.h"
#include "mvjpeg/kernel.h"

namespace mvjpeg::cuda {

// Rows of bytes in the caller's memory.
struct Rows {
  const char* name;  // for messages
  const uint8_t* data;
  ptrdiff_t stride;  // bytes, of either sign
  size_t row;        // bytes that belong to the caller
  int count;
};

// The bytes after the last pixel's last sample are not in it.
Rows picture_rows(const mvjpeg_picture& picture);

// Whether CUDA can transfer the rows as they lie: page-locked, and top-down. Throws Error if they
// are in a GPU's memory.
bool transferable(const Rows& rows);

// Throws Error unless the rows are in that GPU's memory.
void require_device_memory(const Rows& rows, const Device& device);

}  // namespace mvjpeg::cuda
