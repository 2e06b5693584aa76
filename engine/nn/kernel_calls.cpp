// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/kernel_calls.h"

#include <ATen/ATen.h>
#include <ATen/record_function.h>
#include <c10/core/InferenceMode.h>

#include <cmath>

#include "engine/kernels/attention.h"
#include "engine/kernels/gated_gelu.h"
#include "engine/kernels/group_norm.h"
#include "engine/nn/gpu_kernels.h"
#include "engine/nn/torch_threads.h"

namespace koma::nn {
namespace {

using kernels::Bfloat16;

bool is_for_inference_on_a_cpu(const at::Tensor& x) {
  return c10::InferenceMode::is_enabled() && x.is_cpu() && x.numel() > 0;
}

bool fits_cpu_kernels(const at::Tensor& x) {
  return x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16;
}

/// Calls `work` with the numbers of x and y in their own type.
void with_numbers(const at::Tensor& x, const at::Tensor& y, const auto& work) {
  if (x.scalar_type() == at::kFloat) {
    work(x.const_data_ptr<float>(), y.mutable_data_ptr<float>());
  } else {
    work(static_cast<const Bfloat16*>(x.const_data_ptr()), static_cast<Bfloat16*>(y.mutable_data_ptr()));
  }
}

template <class T>
kernels::HeadsView<T> heads_view(T* data, const at::Tensor& x) {
  return {data, x.stride(0), x.stride(1), x.stride(2)};
}

kernels::HeadsView<const Bfloat16> inputs_view(const at::Tensor& x) {
  return heads_view(static_cast<const Bfloat16*>(x.const_data_ptr()), x);
}

kernels::AttentionShape shape_of(const at::Tensor& queries, const at::Tensor& keys) {
  return {queries.size(0), queries.size(1), queries.size(2), keys.size(2), queries.size(3)};
}

}  // namespace

bool takes_group_norm(const at::Tensor& x) {
  if (x.is_cuda()) return has_gpu_group_norm(x);
  return is_for_inference_on_a_cpu(x) && fits_cpu_kernels(x) && x.dim() == 4 &&
         x.is_contiguous(at::MemoryFormat::ChannelsLast);
}

at::Tensor call_group_norm(const at::Tensor& x, const GroupNormCall& call) {
  if (x.is_cuda()) return gpu_group_norm(x, call);
  RECORD_FUNCTION("komawari::group_norm", {});
  const at::Tensor weight = call.weight.to(at::kFloat), bias = call.bias.to(at::kFloat);
  const at::Tensor offset = call.offset.defined() ? call.offset.to(at::kFloat).contiguous() : at::Tensor();
  const at::Tensor y = at::empty_like(x, at::MemoryFormat::ChannelsLast);
  const kernels::GroupNormShape shape{x.size(0), x.size(2) * x.size(3), x.size(1), call.groups};
  const kernels::GroupNormOptions options{weight.const_data_ptr<float>(), bias.const_data_ptr<float>(),
                                          offset.defined() ? offset.const_data_ptr<float>() : nullptr,
                                          static_cast<float>(call.epsilon), call.silu};
  with_numbers(x, y,
               [&](const auto* from, auto* to) { kernels::group_norm(shape, from, options, to, on_torch_threads); });
  return y;
}

bool takes_gated_gelu(const at::Tensor& x) {
  if (x.is_cuda()) return has_gpu_gated_gelu(x);
  return is_for_inference_on_a_cpu(x) && fits_cpu_kernels(x) && x.is_contiguous();
}

at::Tensor call_gated_gelu(const at::Tensor& x) {
  if (x.is_cuda()) return gpu_gated_gelu(x);
  RECORD_FUNCTION("komawari::gated_gelu", {});
  std::vector<std::int64_t> sizes = x.sizes().vec();
  const std::int64_t width = sizes.back() / 2, rows = x.numel() / sizes.back();
  sizes.back() = width;
  const at::Tensor y = at::empty(sizes, x.options());
  with_numbers(x, y, [&](const auto* from, auto* to) { kernels::gated_gelu(rows, width, from, to, on_torch_threads); });
  return y;
}

bool takes_attention(const at::Tensor& queries, const at::Tensor& keys, const at::Tensor& values) {
  for (const at::Tensor& x : {queries, keys, values}) {
    if (!is_for_inference_on_a_cpu(x) || x.scalar_type() != at::kBFloat16 || x.stride(-1) != 1) return false;
  }
  return keys.size(0) == queries.size(0) && kernels::has_attention(shape_of(queries, keys));
}

at::Tensor call_attention(const at::Tensor& queries, const at::Tensor& keys, const at::Tensor& values,
                          const at::Tensor& mask) {
  RECORD_FUNCTION("komawari::attention", {});
  const kernels::AttentionShape shape = shape_of(queries, keys);
  const at::Tensor result = at::empty({shape.batch, shape.queries, shape.heads, shape.size}, queries.options())
                                .transpose(1, 2);  // [B, heads, S, d]
  kernels::AttentionInputs inputs{inputs_view(queries), inputs_view(keys), inputs_view(values), {}, 0};
  inputs.scale = static_cast<float>(1 / std::sqrt(static_cast<double>(shape.size)));
  at::Tensor floats;
  if (mask.defined()) {
    floats = mask.to(at::kFloat).contiguous().expand({shape.batch, shape.heads, shape.queries, shape.keys});
    if (floats.stride(3) != 1) floats = floats.contiguous();
    inputs.mask = heads_view(floats.const_data_ptr<float>(), floats);
  }
  kernels::attention(shape, inputs, heads_view(static_cast<Bfloat16*>(result.mutable_data_ptr()), result),
                     on_torch_threads);
  return result;
}

}  // namespace koma::nn
