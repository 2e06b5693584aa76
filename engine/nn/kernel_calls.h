// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

namespace koma::nn {

/// Our own kernels (engine/kernels; on a GPU engine/cuda) on torch's tensors. Each has a question that says whether the
/// kernel is the way to go: in inference mode, with numbers and a layout that it knows. Otherwise torch's operators do.

struct GroupNormCall {
  at::Tensor weight, bias;  // [C]
  at::Tensor offset;        // [B, C], added to x before the norm; undefined: nothing
  std::int64_t groups = 1;
  double epsilon = 1e-5;
  bool silu = false;
};

/// x [B, C, H, W], on a CPU channels-last.
[[nodiscard]] bool takes_group_norm(const at::Tensor& x);
/// → like x
[[nodiscard]] at::Tensor call_group_norm(const at::Tensor& x, const GroupNormCall& call);

[[nodiscard]] bool takes_gated_gelu(const at::Tensor& x);
/// x [..., 2 · width], values and then gates → [..., width]
[[nodiscard]] at::Tensor call_gated_gelu(const at::Tensor& x);

/// queries [B, heads, S, d], keys and values [B, heads, T, d]
[[nodiscard]] bool takes_attention(const at::Tensor& queries, const at::Tensor& keys, const at::Tensor& values);
/// mask as in attend() → [B, heads, S, d], a view of [B, S, heads, d]
[[nodiscard]] at::Tensor call_attention(const at::Tensor& queries, const at::Tensor& keys, const at::Tensor& values,
                                        const at::Tensor& mask);

}  // namespace koma::nn
