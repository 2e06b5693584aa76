// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/nn/module.h"

namespace koma::nn {

/// Root mean square normalisation over the last dimension (Zhang & Sennrich 2019), in float32 whatever the type.
class RmsNorm final : public Module {
 public:
  RmsNorm(const Weights& weights, std::int64_t size, double epsilon);
  /// [..., size] → the same shape and type
  at::Tensor forward(const at::Tensor& x) const;

 private:
  at::Tensor weight_;  // [size]
  double epsilon_;
};

}  // namespace koma::nn
