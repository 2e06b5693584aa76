// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/layers.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/impl/LocalDispatchKeySet.h>

#include "engine/nn/folded_norm.h"
#include "engine/nn/kernel_calls.h"
#include "engine/nn/linear_change.h"

namespace koma::nn {
namespace {

at::Tensor activated(const at::Tensor& x, Activation activation) {
  switch (activation) {
    case Activation::silu:
      return at::silu(x);
    case Activation::gelu:
      return at::gelu(x);
    case Activation::none:
      break;
  }
  return x;
}

}  // namespace

Linear::Linear(const Weights& weights, std::int64_t inputs, std::int64_t outputs, const Options& options)
    : weight_(weight("weight", weights, {outputs, inputs}, options.init.value_or(Init::fan_in(inputs)))) {
  packed_.pack(weight_);
  if (options.bias) bias_ = weight("bias", weights, {outputs}, options.init ? Init::zeros() : Init::fan_in(inputs));
}

at::Tensor Linear::plain_forward(const at::Tensor& x) const {
  packed_.unpack(weight_);
  const at::Tensor y = at::linear(x, weight_, bias_);
  const auto change = linear_change(weight_);
  return change ? y + change->of(x) : y;
}

at::Tensor Linear::forward(const at::Tensor& x, Activation activation) const {
  if (!PackedWeight::fits(x, weight_)) return activated(plain_forward(x), activation);
  return packed_.linear(x, weight_, bias_, activation, {});
}

at::Tensor Linear::add_to(const at::Tensor& residual, const at::Tensor& x) const {
  if (!PackedWeight::fits(x, weight_)) return residual + plain_forward(x);
  return packed_.linear(x, weight_, bias_, Activation::none, residual);
}

void Linear::replace(const std::string& name, const at::Tensor& values) {
  packed_.unpack(weight_);
  Module::replace(name, values);
}

at::Tensor Linear::values(const std::string& name) const {
  return name == "weight" ? packed_.plain(weight_) : Module::values(name);
}

Conv2d::Conv2d(const Weights& weights, std::int64_t inputs, std::int64_t outputs, const Options& options)
    : steps_{options.stride, options.padding} {
  const Init standard = Init::fan_in(inputs * options.kernel * options.kernel);
  weight_ =
      weight("weight", weights, {outputs, inputs, options.kernel, options.kernel}, options.init.value_or(standard));
  packed_.pack(weight_, steps_);
  if (options.bias) bias_ = weight("bias", weights, {outputs}, options.init ? Init::zeros() : standard);
}

at::Tensor Conv2d::plain_forward(const at::Tensor& x) const {
  packed_.unpack(weight_);
  if (!weight_.is_contiguous(at::MemoryFormat::ChannelsLast)) {
    weight_.set_data(weight_.contiguous(at::MemoryFormat::ChannelsLast));
  }
  // On a GPU feature maps stay channels-last, as tensor cores want them.
  const at::Tensor input = x.is_cpu() ? x : x.contiguous(at::MemoryFormat::ChannelsLast);
  return at::conv2d(input, weight_, bias_, {steps_.stride, steps_.stride}, {steps_.padding, steps_.padding});
}

at::Tensor Conv2d::forward(const at::Tensor& x, Activation activation) const {
  if (!PackedWeight::fits(x, weight_)) return activated(plain_forward(x), activation);
  return packed_.convolution(x, weight_, bias_, steps_, activation, {});
}

at::Tensor Conv2d::add_to(const at::Tensor& residual, const at::Tensor& x) const {
  if (!PackedWeight::fits(x, weight_)) return residual + plain_forward(x);
  return packed_.convolution(x, weight_, bias_, steps_, Activation::none, residual);
}

void Conv2d::replace(const std::string& name, const at::Tensor& values) {
  packed_.unpack(weight_);
  Module::replace(name, values);
}

at::Tensor Conv2d::values(const std::string& name) const {
  return name == "weight" ? packed_.plain(weight_) : Module::values(name);
}

GroupNorm::GroupNorm(const Weights& weights, std::int64_t groups, std::int64_t channels, double epsilon)
    : weight_(weight("weight", weights, {channels}, Init::ones())),
      bias_(weight("bias", weights, {channels}, Init::zeros())),
      groups_(groups),
      epsilon_(epsilon) {}

at::Tensor GroupNorm::forward(const at::Tensor& x, Activation activation, const at::Tensor& offset) const {
  if (activation != Activation::gelu && takes_group_norm(x)) {
    return call_group_norm(x, {weight_, bias_, offset, groups_, epsilon_, activation == Activation::silu});
  }
  const at::Tensor moved = offset.defined() ? x + offset.unsqueeze(-1).unsqueeze(-1) : x;
  if (folds_norms(moved))
    return activated(apply_folded(moved, folded_group_norm(moved, weight_, bias_, {groups_, epsilon_})), activation);
  return activated(at::group_norm(moved, groups_, weight_, bias_, epsilon_), activation);
}

at::Tensor GroupNorm::modulated(const at::Tensor& x, const at::Tensor& scale, const at::Tensor& shift) const {
  if (!folds_norms(x)) return at::silu(forward(x) * (1 + scale) + shift);
  const FoldedNorm norm = folded_group_norm(x, weight_, bias_, {groups_, epsilon_});
  const at::Tensor stretch = 1 + scale.flatten(1).to(at::kFloat);  // [B, channels]
  return at::silu(apply_folded(x, {norm.scale * stretch, norm.shift * stretch + shift.flatten(1)}));
}

LayerNorm::LayerNorm(const Weights& weights, std::int64_t size, double epsilon)
    : weight_(weight("weight", weights, {size}, Init::ones())),
      bias_(weight("bias", weights, {size}, Init::zeros())),
      epsilon_(epsilon) {}

at::Tensor LayerNorm::forward(const at::Tensor& x) const {
  if (x.is_cuda() && at::GradMode::is_enabled()) {  // autocast would copy x to float32 and back
    const c10::impl::ExcludeDispatchKeyGuard no_autocast(c10::autocast_dispatch_keyset);
    return at::layer_norm(x, weight_.sizes(), weight_.to(x.dtype()), bias_.to(x.dtype()), epsilon_);
  }
  return at::layer_norm(x, weight_.sizes(), weight_, bias_, epsilon_);
}

Embedding::Embedding(const Weights& weights, std::int64_t count, std::int64_t size, const Init& init)
    : weight_(weight("weight", weights, {count, size}, init)) {}

at::Tensor Embedding::forward(const at::Tensor& ids) const {
  return at::embedding(weight_, ids);
}

}  // namespace koma::nn
