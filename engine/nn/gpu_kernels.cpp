// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/gpu_kernels.h"

#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/InferenceMode.h>

namespace koma::nn {
namespace {

using GroupNormSignature = at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&,
                                      const std::optional<at::Tensor>&, std::int64_t, double, bool);
using GatedGeluSignature = at::Tensor(const at::Tensor&);

template <class Signature>
std::optional<c10::TypedOperatorHandle<Signature>> found(const char* name) {
  const auto handle = c10::Dispatcher::singleton().findSchema({name, ""});
  return handle ? std::optional(handle->typed<Signature>()) : std::nullopt;
}

/// Looked up with the first tensor on a GPU, when the library is open or will never be.
const std::optional<c10::TypedOperatorHandle<GroupNormSignature>>& group_norm() {
  static const auto handle = found<GroupNormSignature>("komawari::group_norm");
  return handle;
}

const std::optional<c10::TypedOperatorHandle<GatedGeluSignature>>& gated_gelu() {
  static const auto handle = found<GatedGeluSignature>("komawari::gated_gelu");
  return handle;
}

bool fits_gpu_kernels(const at::Tensor& x) {
  const at::ScalarType type = x.scalar_type();
  return type == at::kHalf || type == at::kBFloat16 || type == at::kFloat;
}

/// What the kernels were made for (engine/cuda/group_norm.cu); nothing of Stable Diffusion is wider.
constexpr std::int64_t most_channels = 4096;

}  // namespace

bool has_gpu_group_norm(const at::Tensor& x) {
  return c10::InferenceMode::is_enabled() && x.dim() == 4 && x.size(1) <= most_channels && fits_gpu_kernels(x) &&
         group_norm().has_value();
}

at::Tensor gpu_group_norm(const at::Tensor& x, const GroupNormCall& call) {
  const auto offset = call.offset.defined() ? std::optional(call.offset) : std::nullopt;
  return group_norm()->call(x, call.weight, call.bias, offset, call.groups, call.epsilon, call.silu);
}

bool has_gpu_gated_gelu(const at::Tensor& x) {
  return c10::InferenceMode::is_enabled() && fits_gpu_kernels(x) && gated_gelu().has_value();
}

at::Tensor gpu_gated_gelu(const at::Tensor& x) {
  return gated_gelu()->call(x);
}

}  // namespace koma::nn
