// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/cuda/group_norm.h"

namespace koma::cuda {

/// x [rows, 2 · width], values and then gates → y [rows, width] = values · GELU(gates), GELU in its exact form.
struct GatedGeluJob {
  const void* x = nullptr;
  void* y = nullptr;
  std::int64_t rows = 0, width = 0;
  Number number = Number::float32;
};

void gated_gelu(const GatedGeluJob& job, cudaStream_t stream);

}  // namespace koma::cuda
