// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace koma::tensors {

/// CPU memory that a device reads by itself while the CPU goes on (page-locked); plain memory for a CPU. Given out from
/// large pieces, because torch's allocator of such memory rounds every request up to a power of two.
class PinnedStore {
 public:
  explicit PinnedStore(at::Device device) : device_(device) {}
  /// → [bytes] of type uint8, at an address that every number type may have
  [[nodiscard]] at::Tensor take(std::int64_t bytes);

 private:
  at::Device device_;
  at::Tensor piece_;  // [n] uint8
  std::int64_t used_ = 0;
};

}  // namespace koma::tensors
