// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/layers.h"

#include <ATen/ATen.h>

namespace koma::nn {

Linear::Linear(const Weights& weights, std::int64_t inputs, std::int64_t outputs, const Options& options)
    : weight_(weight("weight", weights, {outputs, inputs}, options.init.value_or(Init::fan_in(inputs)))) {
  if (options.bias) bias_ = weight("bias", weights, {outputs}, options.init ? Init::zeros() : Init::fan_in(inputs));
}

at::Tensor Linear::forward(const at::Tensor& x) const {
  return at::linear(x, weight_, bias_);
}

Conv2d::Conv2d(const Weights& weights, std::int64_t inputs, std::int64_t outputs, const Options& options)
    : stride_(options.stride), padding_(options.padding) {
  const Init standard = Init::fan_in(inputs * options.kernel * options.kernel);
  weight_ =
      weight("weight", weights, {outputs, inputs, options.kernel, options.kernel}, options.init.value_or(standard));
  if (options.bias) bias_ = weight("bias", weights, {outputs}, options.init ? Init::zeros() : standard);
}

at::Tensor Conv2d::forward(const at::Tensor& x) const {
  return at::conv2d(x, weight_, bias_, {stride_, stride_}, {padding_, padding_});
}

GroupNorm::GroupNorm(const Weights& weights, std::int64_t groups, std::int64_t channels, double epsilon)
    : weight_(weight("weight", weights, {channels}, Init::ones())),
      bias_(weight("bias", weights, {channels}, Init::zeros())),
      groups_(groups),
      epsilon_(epsilon) {}

at::Tensor GroupNorm::forward(const at::Tensor& x) const {
  return at::group_norm(x, groups_, weight_, bias_, epsilon_);
}

LayerNorm::LayerNorm(const Weights& weights, std::int64_t size, double epsilon)
    : weight_(weight("weight", weights, {size}, Init::ones())),
      bias_(weight("bias", weights, {size}, Init::zeros())),
      epsilon_(epsilon) {}

at::Tensor LayerNorm::forward(const at::Tensor& x) const {
  return at::layer_norm(x, weight_.sizes(), weight_, bias_, epsilon_);
}

Embedding::Embedding(const Weights& weights, std::int64_t count, std::int64_t size, const Init& init)
    : weight_(weight("weight", weights, {count, size}, init)) {}

at::Tensor Embedding::forward(const at::Tensor& ids) const {
  return at::embedding(weight_, ids);
}

}  // namespace koma::nn
