// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/kernels/number.h"
#include "engine/kernels/parallel_for.h"

namespace koma::kernels {

/// A channels-last map [batch, cells, channels] whose channels form `groups` groups of neighbours.
struct GroupNormShape {
  std::int64_t batch = 1, cells = 1, channels = 1, groups = 1;
};

struct GroupNormOptions {
  const float* weight = nullptr;  // [channels]
  const float* bias = nullptr;    // [channels]
  const float* offset = nullptr;  // [batch, channels], added to x before the norm; null: nothing
  float epsilon = 1e-5f;
  bool silu = false;  ///< y σ(y) of the result
};

/// Group normalisation (Wu & He 2018), two passes. x and y [batch, cells, channels], which may be the same. The result
/// does not depend on the number of threads.
void group_norm(const GroupNormShape& shape, const float* x, const GroupNormOptions& options, float* y,
                const ParallelFor& parallel);
void group_norm(const GroupNormShape& shape, const Bfloat16* x, const GroupNormOptions& options, Bfloat16* y,
                const ParallelFor& parallel);

}  // namespace koma::kernels
