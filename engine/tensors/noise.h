// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "engine/tensors/device.h"

namespace koma::tensors {

/// Standard normal noise. It is drawn on the CPU in float32 by PyTorch's Mersenne Twister and then moved, so the same
/// seed gives the same noise on every device; each row of a batch depends on its own seed only.
/// `seeds` has one entry per row; `shape` is the shape of one row. // → [seeds, shape...]
[[nodiscard]] at::Tensor normal_noise(const std::vector<std::uint64_t>& seeds, const std::vector<std::int64_t>& shape,
                                      const Placement& placement = {});

/// Standard normal fields from one seed, one after the other: what torch.randn gives with one and the same generator.
/// The first is normal_noise's.
class NoiseStream {
 public:
  NoiseStream(std::uint64_t seed, std::vector<std::int64_t> shape, const Placement& placement = {});
  [[nodiscard]] at::Tensor next();  // → [1, shape...]

 private:
  at::Generator generator_;
  std::vector<std::int64_t> shape_;
  Placement placement_;
};

}  // namespace koma::tensors
