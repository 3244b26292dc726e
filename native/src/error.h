#pragma once

#include <stdexcept>
#include <string>

#include "mvjpeg/kernel.h"

namespace mvjpeg {

// Carries a status of the C ABI up to the boundary, where it becomes a return value.
class Error : public std::runtime_error {
 public:
  Error(mvjpeg_status status, const std::string& message)
      : std::runtime_error(message), status_(status) {}
  mvjpeg_status status() const { return status_; }

 private:
  mvjpeg_status status_;
};

}  // namespace mvjpeg
