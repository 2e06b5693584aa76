// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

namespace koma::training {

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

/// All trained parameters of a stage in one flat buffer, their gradients in a second one.
/// The parameters become views into the buffer (kernels of convolutions channels-last), so one call steps the
/// optimizer, one all-reduce averages gradients, and a moving average is one lerp. The buffers and the modules share
/// storage.
class FlatParameters {
 public:
  /// Rewires every parameter in place and makes it require gradients. Throws Error(internal) for an empty list
  /// or a parameter that is not float32. All lie on one device.
  explicit FlatParameters(NamedTensors parameters);

  [[nodiscard]] at::Tensor& values() noexcept { return values_; }  // [N]
  [[nodiscard]] at::Tensor& grads() noexcept { return grads_; }    // [N]
  /// Number of parameters without the padding between them.
  [[nodiscard]] std::int64_t count() const noexcept { return count_; }
  /// Views of any flat buffer of the same length, under the parameters' names; used for checkpoints.
  [[nodiscard]] NamedTensors views(const at::Tensor& flat) const;
  /// Zeroes the gradients where they lie; autograd then adds into the buffer.
  void zero_grads();
  /// Scales the gradients down to a total norm of at most `limit`, without waiting for a GPU.
  void clip(double limit);

 private:
  NamedTensors parameters_;
  std::vector<std::int64_t> offsets_;
  at::Tensor values_;
  at::Tensor grads_;
  std::int64_t count_ = 0;
};

}  // namespace koma::training
