// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/nn/kernel_calls.h"

namespace koma::nn {

/// The operators that engine/cuda registers with torch's dispatcher, where it was opened; as kernel_calls.h wants them.

/// Any layout: the result is channels-last.
[[nodiscard]] bool has_gpu_group_norm(const at::Tensor& x);
[[nodiscard]] at::Tensor gpu_group_norm(const at::Tensor& x, const GroupNormCall& call);

[[nodiscard]] bool has_gpu_gated_gelu(const at::Tensor& x);
[[nodiscard]] at::Tensor gpu_gated_gelu(const at::Tensor& x);

}  // namespace koma::nn
