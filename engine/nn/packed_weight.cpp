// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/packed_weight.h"

#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/InferenceMode.h>

#include <limits>

namespace koma::nn {
namespace {

using Scalars = c10::List<std::optional<at::Scalar>>;
using Text = std::string_view;
using Sizes = at::IntArrayRef;

/// An operator of torch that has no C++ function.
template <class Signature>
c10::TypedOperatorHandle<Signature> find(const char* name, const char* overload = "") {
  return c10::Dispatcher::singleton().findSchemaOrThrow(name, overload).typed<Signature>();
}

bool knows_bfloat16() {
  static const bool known = find<bool()>("mkldnn::_is_mkldnn_bf16_supported").call();
  return known;
}

const char* name_of(Activation activation) {
  switch (activation) {
    case Activation::silu:
      return "swish";
    case Activation::gelu:
      return "gelu";
    case Activation::none:
      break;
  }
  return "none";
}

/// gelu's exact form must be asked for by name.
std::optional<Text> form_of(Activation activation) {
  return activation == Activation::gelu ? std::optional<Text>("none") : std::nullopt;
}

std::optional<at::Tensor> optional(const at::Tensor& tensor) {
  return tensor.defined() ? std::optional(tensor) : std::nullopt;
}

/// Takes the memory of a registered weight away but keeps its shape; whoever reads it all the same reads NaN.
void drop_values(const at::Tensor& weight) {
  weight.set_data(at::full({1}, std::numeric_limits<double>::quiet_NaN(), weight.options()).expand(weight.sizes()));
}

}  // namespace

bool PackedWeight::fits(const at::Tensor& x, const at::Tensor& weight) {
  if (!c10::InferenceMode::is_enabled() || weight.requires_grad()) return false;
  if (!weight.is_cpu() || !x.is_cpu() || x.scalar_type() != weight.scalar_type() || x.numel() == 0) return false;
  if (!at::hasMKLDNN() || !at::globalContext().userEnabledMkldnn()) return false;
  return x.scalar_type() == at::kFloat || (x.scalar_type() == at::kBFloat16 && knows_bfloat16());
}

template <class Pack>
at::Tensor PackedWeight::packed_for(const at::Tensor& weight, std::vector<std::int64_t> shape, const Pack& pack) const {
  const std::lock_guard lock(mutex_);
  if (packed_.defined() && shape_ == shape) return packed_;
  at::Tensor made = pack(plain_unlocked(weight));
  if (!packed_.defined()) drop_values(weight);
  packed_ = made;
  shape_ = std::move(shape);
  return packed_;
}

at::Tensor PackedWeight::linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                                Activation activation, const at::Tensor& residual) const {
  static const auto reorder =
      find<at::Tensor(const at::Tensor&, std::optional<std::int64_t>)>("mkldnn::_reorder_linear_weight");
  static const auto multiply = find<at::Tensor(const at::Tensor&, const at::Tensor&, const std::optional<at::Tensor>&,
                                               Text, Scalars, std::optional<Text>)>("mkldnn::_linear_pointwise");
  static const auto multiply_with =
      find<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&, const std::optional<at::Tensor>&, Text)>(
          "mkldnn::_linear_pointwise", "binary");
  const std::int64_t rows = x.numel() / x.size(-1);
  const at::Tensor packed =
      packed_for(weight, {rows}, [&](const at::Tensor& plain) { return reorder.call(plain, rows); });
  if (residual.defined()) return multiply_with.call(x, residual, packed, optional(bias), "add");
  return multiply.call(x, packed, optional(bias), name_of(activation), Scalars(), form_of(activation));
}

at::Tensor PackedWeight::convolution(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                                     const ConvolutionSteps& steps, Activation activation,
                                     const at::Tensor& residual) const {
  using Bias = const std::optional<at::Tensor>&;
  static const auto reorder =
      find<at::Tensor(const at::Tensor&, Sizes, Sizes, Sizes, std::int64_t, at::OptionalIntArrayRef)>(
          "mkldnn::_reorder_convolution_weight");
  static const auto convolve =
      find<at::Tensor(const at::Tensor&, const at::Tensor&, Bias, Sizes, Sizes, Sizes, std::int64_t, Text, Scalars,
                      std::optional<Text>)>("mkldnn::_convolution_pointwise");
  static const auto convolve_with =
      find<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&, Bias, Sizes, Sizes, Sizes, std::int64_t,
                      Text, std::optional<at::Scalar>, std::optional<Text>, Scalars, std::optional<Text>)>(
          "mkldnn::_convolution_pointwise", "binary");
  const std::int64_t padding[] = {steps.padding, steps.padding}, stride[] = {steps.stride, steps.stride};
  const std::int64_t dilation[] = {1, 1};
  const at::Tensor input = x.contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor packed = packed_for(weight, x.sizes().vec(), [&](const at::Tensor& plain) {
    return reorder.call(plain, padding, stride, dilation, 1, x.sizes());
  });
  if (residual.defined()) {
    return convolve_with.call(input, residual.contiguous(at::MemoryFormat::ChannelsLast), packed, optional(bias),
                              padding, stride, dilation, 1, "add", at::Scalar(1.0), std::nullopt, Scalars(),
                              std::nullopt);
  }
  return convolve.call(input, packed, optional(bias), padding, stride, dilation, 1, name_of(activation), Scalars(),
                       form_of(activation));
}

at::Tensor PackedWeight::plain(const at::Tensor& weight) const {
  const std::lock_guard lock(mutex_);
  return plain_unlocked(weight);
}

at::Tensor PackedWeight::plain_unlocked(const at::Tensor& weight) const {
  return packed_.defined() ? packed_.to_dense() : weight.detach();
}

void PackedWeight::unpack(const at::Tensor& weight) const {
  const std::lock_guard lock(mutex_);
  if (!packed_.defined()) return;
  weight.set_data(plain_unlocked(weight));
  packed_ = at::Tensor();
  shape_.clear();
}

}  // namespace koma::nn
