// SPDX-License-Identifier: Apache-2.0
#include "engine/training/flat_parameters.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "engine/base/error.h"

namespace koma::training {

namespace {
/// Every parameter starts on a 64-byte line, as oneDNN likes it.
constexpr std::int64_t floats_per_line = 16;
}  // namespace

FlatParameters::FlatParameters(NamedTensors parameters) : parameters_(std::move(parameters)) {
  if (parameters_.empty()) throw Error(ErrorCode::internal, "there is nothing to train: no parameter was named");
  at::NoGradGuard no_grad;
  std::int64_t end = 0;
  for (const auto& [name, parameter] : parameters_) {
    if (parameter.scalar_type() != at::kFloat || !parameter.is_non_overlapping_and_dense())
      throw Error(ErrorCode::internal, "a trained parameter must be dense float32", name);
    offsets_.push_back(end);
    count_ += parameter.numel();
    end += (parameter.numel() + floats_per_line - 1) / floats_per_line * floats_per_line;
  }
  values_ = at::zeros({end}, parameters_.front().second.options());
  grads_ = at::zeros_like(values_);
  for (auto& [name, parameter] : parameters_)
    if (parameter.dim() == 4) parameter.set_data(parameter.contiguous(at::MemoryFormat::ChannelsLast));
  const NamedTensors value_views = views(values_), grad_views = views(grads_);
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    at::Tensor& parameter = parameters_[i].second;
    value_views[i].second.copy_(parameter);
    parameter.set_data(value_views[i].second);
    parameter.set_requires_grad(true);
    parameter.mutable_grad() = grad_views[i].second;
  }
}

NamedTensors FlatParameters::views(const at::Tensor& flat) const {
  NamedTensors result;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const auto& [name, parameter] = parameters_[i];
    result.emplace_back(name, flat.detach().as_strided(parameter.sizes(), parameter.strides(), offsets_[i]));
  }
  return result;
}

void FlatParameters::zero_grads() {
  at::NoGradGuard no_grad;
  grads_.zero_();
}

void FlatParameters::clip(double limit) {
  at::NoGradGuard no_grad;
  grads_.mul_((limit / (grads_.norm() + 1e-6)).clamp_max(1.0));
}

}  // namespace koma::training
