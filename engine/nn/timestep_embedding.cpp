// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/timestep_embedding.h"

#include <ATen/ATen.h>

#include <cmath>

namespace koma::nn {

at::Tensor sinusoids(const at::Tensor& numbers, const SinusoidOptions& options) {
  const std::int64_t half = options.size / 2;
  const at::Tensor exponent = at::arange(half, numbers.options().dtype(at::kFloat)) *
                              (-std::log(10000.0) / (static_cast<double>(half) - options.frequency_shift));
  const at::Tensor angles = numbers.to(at::kFloat).unsqueeze(1) * at::exp(exponent).unsqueeze(0);  // [N, size/2]
  const at::Tensor sine = at::sin(angles), cosine = at::cos(angles);
  at::Tensor result = options.cosine_first ? at::cat({cosine, sine}, 1) : at::cat({sine, cosine}, 1);
  return options.size % 2 == 1 ? at::constant_pad_nd(result, {0, 1}) : result;
}

TimestepEmbedding::TimestepEmbedding(const Weights& weights, std::int64_t inputs, std::int64_t outputs)
    : linear_1_(child<Linear>("linear_1", weights, inputs, outputs)),
      linear_2_(child<Linear>("linear_2", weights, outputs, outputs)) {}

at::Tensor TimestepEmbedding::forward(const at::Tensor& x) const {
  return linear_2_->forward(linear_1_->forward(x, Activation::silu));
}

}  // namespace koma::nn
