// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>

namespace koma::nn {

/// A change of a Linear while its model is trained: what it gives is added to the result (LoRA, Hu et al. 2022).
class LinearChange {
 public:
  virtual ~LinearChange() = default;
  /// [..., inputs] → [..., outputs]
  [[nodiscard]] virtual at::Tensor of(const at::Tensor& x) const = 0;
};

/// From now on the Linear with this weight adds `change` to what it computes outside inference mode; null: nothing
/// more. Changes are kept beside the layers, so that those who only draw carry none. Not while the layer computes.
void change_linear(const at::Tensor& weight, std::shared_ptr<const LinearChange> change);
/// Null where nothing was set.
[[nodiscard]] std::shared_ptr<const LinearChange> linear_change(const at::Tensor& weight);

}  // namespace koma::nn
