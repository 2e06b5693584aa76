// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/nn/module.h"

namespace koma::nn {

/// A weight in 8 bits: whole numbers −127…127 and one step per output row (symmetric, weight only).
struct Int8Weight {
  at::Tensor numbers;  // [outputs, inputs] int8
  at::Tensor steps;    // [outputs] float32
};

/// Every number is off by at most half a step, which is 1/254 of its row's largest absolute value.
/// weight [outputs, inputs], any floating type
[[nodiscard]] Int8Weight quantized(const at::Tensor& weight);

/// y = x Wᵀ + b with W in 8 bits, for inference: a quarter of float32's memory. The products are those of the whole
/// numbers, which every type of at least eight bits of precision holds exactly, in blocks of rows; the steps multiply
/// the sums.
class Int8Linear final : public Module {
 public:
  Int8Linear(const Weights& weights, std::int64_t inputs, std::int64_t outputs, bool bias);
  /// [..., inputs] → [..., outputs], of x's type
  at::Tensor forward(const at::Tensor& x) const;

 private:
  Int8Weight weight_;
  at::Tensor bias_;  // [outputs], undefined without bias
};

}  // namespace koma::nn
