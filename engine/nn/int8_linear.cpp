// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/int8_linear.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "engine/kernels/int8_rows.h"
#include "engine/nn/torch_threads.h"

namespace koma::nn {
namespace {

using kernels::Bfloat16;

/// Numbers that are widened for one product: 8 MB in bfloat16, which the last cache level may hold.
constexpr std::int64_t block_numbers = 4 << 20;

bool has_kernel(const at::Tensor& x, at::ScalarType type) {
  return x.is_cpu() && x.is_contiguous() && (type == at::kFloat || type == at::kBFloat16);
}

Int8Weight quantized_by_kernel(const at::Tensor& weight) {
  Int8Weight result{at::empty(weight.sizes(), at::kChar), at::empty({weight.size(0)}, at::kFloat)};
  auto* numbers = result.numbers.mutable_data_ptr<std::int8_t>();
  auto* steps = result.steps.mutable_data_ptr<float>();
  if (weight.scalar_type() == at::kFloat) {
    kernels::to_int8(weight.size(0), weight.size(1), weight.const_data_ptr<float>(), numbers, steps, on_torch_threads);
  } else {
    const auto* x = static_cast<const Bfloat16*>(weight.const_data_ptr());
    kernels::to_int8(weight.size(0), weight.size(1), x, numbers, steps, on_torch_threads);
  }
  return result;
}

/// Some rows of whole numbers in another type.
at::Tensor widened(const at::Tensor& numbers, at::ScalarType type) {
  if (!has_kernel(numbers, type)) return numbers.to(type);
  at::Tensor result = at::empty(numbers.sizes(), type);
  const auto* x = numbers.const_data_ptr<std::int8_t>();
  if (type == at::kFloat) {
    kernels::from_int8(numbers.numel(), x, result.mutable_data_ptr<float>(), on_torch_threads);
  } else {
    kernels::from_int8(numbers.numel(), x, static_cast<Bfloat16*>(result.mutable_data_ptr()), on_torch_threads);
  }
  return result;
}

}  // namespace

Int8Weight quantized(const at::Tensor& weight) {
  if (has_kernel(weight, weight.scalar_type())) return quantized_by_kernel(weight);
  const at::Tensor wide = weight.to(at::kFloat), largest = wide.abs().amax(1);
  const at::Tensor whole = at::round(wide * (127 / at::clamp_min(largest, 1e-30)).unsqueeze(1));
  return {whole.to(at::kChar), largest / 127};
}

Int8Linear::Int8Linear(const Weights& weights, std::int64_t inputs, std::int64_t outputs, bool bias)
    : weight_(quantized(weights.take("weight", {outputs, inputs}, Init::fan_in(inputs)))) {
  if (bias) bias_ = weight("bias", weights, {outputs}, Init::zeros());
}

at::Tensor Int8Linear::forward(const at::Tensor& x) const {
  const std::int64_t outputs = weight_.numbers.size(0);
  const std::int64_t rows = std::max<std::int64_t>(1, block_numbers / weight_.numbers.size(1));
  std::vector<at::Tensor> blocks;
  for (std::int64_t row = 0; row < outputs; row += rows) {
    const std::int64_t end = std::min(row + rows, outputs);
    const at::Tensor sums = at::linear(x, widened(weight_.numbers.slice(0, row, end), x.scalar_type()));
    blocks.push_back(sums * weight_.steps.slice(0, row, end).to(x.dtype()));
  }
  const at::Tensor y = blocks.size() == 1 ? blocks.front() : at::cat(blocks, -1);
  return bias_.defined() ? y + bias_ : y;
}

}  // namespace koma::nn
