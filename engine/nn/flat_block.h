// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace koma::nn {

/// The parameters of a block side by side in one piece of memory, so that one copy moves them all. Kernels of
/// convolutions lie there channels-last, as a GPU wants them.
class FlatBlock {
 public:
  explicit FlatBlock(std::vector<at::Tensor> parameters);

  [[nodiscard]] std::int64_t bytes() const { return bytes_; }
  /// The parameters' shapes on `memory`, [bytes()] of type uint8, in the order of the parameters.
  [[nodiscard]] std::vector<at::Tensor> views(const at::Tensor& memory) const;
  [[nodiscard]] const std::vector<at::Tensor>& parameters() const { return parameters_; }
  /// Makes the parameters use the memory of `views`; nothing is copied.
  void point_at(const std::vector<at::Tensor>& views) const;
  /// Whether they use it.
  [[nodiscard]] bool points_at(const std::vector<at::Tensor>& views) const;

 private:
  std::vector<at::Tensor> parameters_;
  std::vector<std::int64_t> offsets_;  // in bytes
  std::int64_t bytes_ = 0;
};

/// The strides of a dense tensor of this shape, channels-last where it has four dimensions.
[[nodiscard]] std::vector<std::int64_t> device_strides(at::IntArrayRef sizes);

}  // namespace koma::nn
