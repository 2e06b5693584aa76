// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace koma::nn {

/// Group normalisation as one multiplication and one addition per channel: group_norm(x) = x · scale + shift.
struct FoldedNorm {
  at::Tensor scale, shift;  // [B, C] float32
};

struct FoldedNormOptions {
  std::int64_t groups = 1;
  double epsilon = 1e-5;
};

/// True while training on a GPU: torch's kernel there wants float32 and channels first, so autocast and layout would
/// copy every map six times; folded, a map stays in bfloat16 and channels-last, and what modulates it costs nothing.
[[nodiscard]] bool folds_norms(const at::Tensor& x);

/// Sums in float32 over each group of x [B, C, H, W], as `at::group_norm` with `weight` and `bias` [C]; gradients
/// flow through the statistics.
[[nodiscard]] FoldedNorm folded_group_norm(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                                           const FoldedNormOptions& options);

/// x · scale + shift in x's type and layout. // → [B, C, H, W]
[[nodiscard]] at::Tensor apply_folded(const at::Tensor& x, const FoldedNorm& norm);

}  // namespace koma::nn
