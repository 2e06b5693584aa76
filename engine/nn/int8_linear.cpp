// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/int8_linear.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace koma::nn {
namespace {

constexpr double largest = 127;
/// Numbers that are widened for one product: 8 MB in bfloat16, which the last cache level may hold.
constexpr std::int64_t block_numbers = 4 << 20;

}  // namespace

Int8Weight quantized(const at::Tensor& weight) {
  Int8Weight result{at::empty(weight.sizes(), weight.options().dtype(at::kChar)),
                    at::empty({weight.size(0)}, weight.options().dtype(at::kFloat))};
  const std::int64_t rows = std::max<std::int64_t>(1, block_numbers / std::max<std::int64_t>(1, weight.size(1)));
  for (std::int64_t row = 0; row < weight.size(0); row += rows) {
    const std::int64_t end = std::min(row + rows, weight.size(0));
    const at::Tensor wide = weight.slice(0, row, end).to(at::kFloat);
    // A row of zeros has any step.
    const at::Tensor steps = at::clamp_min(wide.abs().amax(1) / largest, 1e-30);
    result.steps.slice(0, row, end).copy_(steps);
    result.numbers.slice(0, row, end).copy_(at::round(wide / steps.unsqueeze(1)));
  }
  return result;
}

Int8Linear::Int8Linear(const Weights& weights, std::int64_t inputs, std::int64_t outputs, bool bias)
    : weight_(quantized(weights.take("weight", {outputs, inputs}, Init::fan_in(inputs)))) {
  weight_.numbers = register_buffer("numbers", weight_.numbers);
  weight_.steps = register_buffer("steps", weight_.steps);
  if (bias) bias_ = weight("bias", weights, {outputs}, Init::zeros());
}

at::Tensor Int8Linear::forward(const at::Tensor& x) const {
  const std::int64_t outputs = weight_.numbers.size(0);
  const std::int64_t rows = std::max<std::int64_t>(1, block_numbers / weight_.numbers.size(1));
  std::vector<at::Tensor> blocks;
  for (std::int64_t row = 0; row < outputs; row += rows) {
    const std::int64_t end = std::min(row + rows, outputs);
    const at::Tensor sums = at::linear(x, weight_.numbers.slice(0, row, end).to(x.dtype()));
    blocks.push_back(sums * weight_.steps.slice(0, row, end).to(x.dtype()));
  }
  const at::Tensor y = blocks.size() == 1 ? blocks.front() : at::cat(blocks, -1);
  return bias_.defined() ? y + bias_ : y;
}

}  // namespace koma::nn
