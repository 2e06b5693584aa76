// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

namespace koma::cuda {

/// A type that numbers have in memory; kernels compute in float.
enum class Number { float32, float16, bfloat16 };

/// x and y are [batch, positions, channels], channels innermost; weight, bias and offset are of their type.
struct GroupNormJob {
  const void* x = nullptr;
  void* y = nullptr;
  const void* weight = nullptr;  // [channels]
  const void* bias = nullptr;    // [channels]
  const void* offset = nullptr;  // [batch, channels], added to x before the norm; null: nothing
  float* workspace = nullptr;    // [group_norm_workspace()]
  std::int64_t batch = 0, positions = 0, channels = 0, groups = 1;
  float epsilon = 1e-5F;
  bool silu = false;
  Number number = Number::float32;
};

/// Whether the kernels take this many channels and groups.
[[nodiscard]] bool takes_group_norm(std::int64_t channels, std::int64_t groups);
/// In floats.
[[nodiscard]] std::int64_t group_norm_workspace(const GroupNormJob& job);
/// Group normalisation (Wu & He 2018) and SiLU in one: reads x twice, writes y once. Sums are float32, taken around the
/// first value of each stretch, and put together in a fixed order: the same input gives the same bits.
void group_norm(const GroupNormJob& job, cudaStream_t stream);

}  // namespace koma::cuda
