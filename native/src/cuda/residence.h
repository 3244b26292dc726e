// Where the caller's memory lies, as CUDA knows it.
#pragma once

#include "device.h"
#include "rows.h"

namespace mvjpeg::cuda {

// Whether CUDA can transfer the rows as they lie: page-locked, and top-down. Throws Error if they
// are in a GPU's memory.
bool transferable(const Rows& rows);

// Throws Error unless the rows are in that GPU's memory.
void require_device_memory(const Rows& rows, const Device& device);

}  // namespace mvjpeg::cuda
