// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/kernels/number.h"
#include "engine/kernels/parallel_for.h"

namespace koma::kernels {

/// value · GELU(gate), the exact form (Shazeer 2020, GEGLU). x [rows, 2 · width] holds values, then gates, in every
/// row; y [rows, width].
void gated_gelu(std::int64_t rows, std::int64_t width, const float* x, float* y, const ParallelFor& parallel);
void gated_gelu(std::int64_t rows, std::int64_t width, const Bfloat16* x, Bfloat16* y, const ParallelFor& parallel);

}  // namespace koma::kernels
