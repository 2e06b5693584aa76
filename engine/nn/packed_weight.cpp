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
using Bias = const std::optional<at::Tensor>&;

constexpr std::int64_t one_by_one[] = {1, 1};

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

/// For a linear the layout does not depend on the number of rows, and for a larger kernel not on the map's size, where
/// it matters: measured for every width of Stable Diffusion 1 and XL (float32, bfloat16; AVX-512). oneDNN reorders by
/// itself where that should not hold.
constexpr std::int64_t usual_rows = 256, usual_side = 32;

at::Tensor reordered(const at::Tensor& plain, at::IntArrayRef input, const ConvolutionSteps& steps) {
  static const auto linear =
      find<at::Tensor(const at::Tensor&, std::optional<std::int64_t>)>("mkldnn::_reorder_linear_weight");
  static const auto kernel =
      find<at::Tensor(const at::Tensor&, Sizes, Sizes, Sizes, std::int64_t, at::OptionalIntArrayRef)>(
          "mkldnn::_reorder_convolution_weight");
  if (plain.dim() == 2) return linear.call(plain, usual_rows);
  const std::int64_t padding[] = {steps.padding, steps.padding}, stride[] = {steps.stride, steps.stride};
  const std::int64_t usual[] = {1, plain.size(1), usual_side, usual_side};
  return kernel.call(plain, padding, stride, one_by_one, 1, input.empty() ? Sizes(usual) : input);
}

}  // namespace

bool PackedWeight::fits(const at::Tensor& weight) {
  if (!c10::InferenceMode::is_enabled() || weight.requires_grad() || !weight.is_cpu()) return false;
  if (!at::hasMKLDNN() || !at::globalContext().userEnabledMkldnn()) return false;
  return weight.scalar_type() == at::kFloat || (weight.scalar_type() == at::kBFloat16 && knows_bfloat16());
}

bool PackedWeight::fits(const at::Tensor& x, const at::Tensor& weight) {
  return x.is_cpu() && x.scalar_type() == weight.scalar_type() && x.numel() > 0 && fits(weight);
}

void PackedWeight::pack(const at::Tensor& weight, const ConvolutionSteps& steps) const {
  // A 1×1 kernel waits for its input.
  if (fits(weight) && (weight.dim() == 2 || weight.size(2) > 1)) (void)packed_for(weight, {}, steps);
}

at::Tensor PackedWeight::packed_for(const at::Tensor& weight, at::IntArrayRef input,
                                    const ConvolutionSteps& steps) const {
  const std::lock_guard lock(mutex_);
  if (packed_.defined() && input == input_) return packed_;
  const at::Tensor made = reordered(plain_unlocked(weight), input, steps);
  if (!packed_.defined()) drop_values(weight);
  packed_ = made;
  input_ = input.vec();
  return packed_;
}

at::Tensor PackedWeight::linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                                Activation activation, const at::Tensor& residual) const {
  static const auto multiply =
      find<at::Tensor(const at::Tensor&, const at::Tensor&, Bias, Text, Scalars, std::optional<Text>)>(
          "mkldnn::_linear_pointwise");
  static const auto multiply_with =
      find<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&, Bias, Text)>("mkldnn::_linear_pointwise",
                                                                                            "binary");
  const at::Tensor packed = packed_for(weight, {}, {});
  if (residual.defined()) return multiply_with.call(x, residual.contiguous(), packed, optional(bias), "add");
  return multiply.call(x, packed, optional(bias), name_of(activation), Scalars(), form_of(activation));
}

at::Tensor PackedWeight::convolution(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                                     const ConvolutionSteps& steps, Activation activation,
                                     const at::Tensor& residual) const {
  static const auto convolve =
      find<at::Tensor(const at::Tensor&, const at::Tensor&, Bias, Sizes, Sizes, Sizes, std::int64_t, Text, Scalars,
                      std::optional<Text>)>("mkldnn::_convolution_pointwise");
  static const auto convolve_with =
      find<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&, Bias, Sizes, Sizes, Sizes, std::int64_t,
                      Text, std::optional<at::Scalar>, std::optional<Text>, Scalars, std::optional<Text>)>(
          "mkldnn::_convolution_pointwise", "binary");
  const std::int64_t padding[] = {steps.padding, steps.padding}, stride[] = {steps.stride, steps.stride};
  const at::Tensor input = x.contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor packed = packed_for(weight, weight.size(2) > 1 ? Sizes() : x.sizes(), steps);
  if (residual.defined()) {
    return convolve_with.call(input, residual.contiguous(at::MemoryFormat::ChannelsLast), packed, optional(bias),
                              padding, stride, one_by_one, 1, "add", at::Scalar(1.0), std::nullopt, Scalars(),
                              std::nullopt);
  }
  return convolve.call(input, packed, optional(bias), padding, stride, one_by_one, 1, name_of(activation), Scalars(),
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
  input_.clear();
}

}  // namespace koma::nn
