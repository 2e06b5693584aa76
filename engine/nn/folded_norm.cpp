// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/folded_norm.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/impl/LocalDispatchKeySet.h>
#include <torch/csrc/autograd/custom_function.h>

namespace koma::nn {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

/// [B, C, H, W] → [B, H·W, groups, C / groups], a view of a channels-last map
at::Tensor grouped(const at::Tensor& x, std::int64_t groups) {
  return x.permute({0, 2, 3, 1}).reshape({x.size(0), x.size(2) * x.size(3), groups, x.size(1) / groups});
}

/// Mean and mean square of each group, [B, groups] float32: one reading each, none written back.
struct Moments : torch::autograd::Function<Moments> {
  static variable_list forward(AutogradContext* context, const at::Tensor& x, std::int64_t groups) {
    const at::Tensor cells = grouped(x, groups);
    const auto count = static_cast<double>(cells.size(1) * cells.size(3));
    context->save_for_backward({x});
    context->saved_data["groups"] = groups;
    const at::Tensor norm = at::linalg_vector_norm(cells, 2, at::IntArrayRef{1, 3}, false, at::kFloat);
    return {cells.sum({1, 3}, false, at::kFloat) / count, norm * norm / count};
  }

  static variable_list backward(AutogradContext* context, variable_list grads) {
    const at::Tensor x = context->get_saved_variables().front();
    const at::Tensor cells = grouped(x, context->saved_data["groups"].toInt());
    const auto count = static_cast<double>(cells.size(1) * cells.size(3));
    const auto each = [&](const at::Tensor& grad, double factor) {
      return (grad * (factor / count)).to(x.scalar_type()).unsqueeze(1).unsqueeze(-1);  // [B, 1, groups, 1]
    };
    const at::Tensor grad = at::addcmul(each(grads[0], 1), cells, each(grads[1], 2));
    return {grad.view({x.size(0), x.size(2), x.size(3), x.size(1)}).permute({0, 3, 1, 2}), Variable()};
  }
};

/// Autocast would make float32 copies of whole maps; what needs float32 here asks for it.
struct NoAutocast {
  c10::impl::ExcludeDispatchKeyGuard guard{c10::autocast_dispatch_keyset};
};

}  // namespace

bool folds_norms(const at::Tensor& x) {
  return x.is_cuda() && x.dim() == 4 && at::GradMode::is_enabled();
}

FoldedNorm folded_group_norm(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                             const FoldedNormOptions& options) {
  const NoAutocast here;
  const std::int64_t width = x.size(1) / options.groups;
  const variable_list moments = Moments::apply(x, options.groups);
  const at::Tensor& mean = moments[0];
  const at::Tensor variance = (moments[1] - mean * mean).clamp_min(0);
  const at::Tensor scale = at::rsqrt(variance + options.epsilon).repeat_interleave(width, 1) * weight;  // [B, C]
  return {scale, bias - mean.repeat_interleave(width, 1) * scale};
}

at::Tensor apply_folded(const at::Tensor& x, const FoldedNorm& norm) {
  const NoAutocast here;
  const auto each = [&](const at::Tensor& value) {
    return value.to(x.scalar_type()).unsqueeze(-1).unsqueeze(-1);  // [B, C, 1, 1]
  };
  return at::addcmul(each(norm.shift), x, each(norm.scale));
}

}  // namespace koma::nn
