// SPDX-License-Identifier: Apache-2.0
#include "engine/cuda/gated_gelu.h"
#include "engine/cuda/number.cuh"

namespace koma::cuda {
namespace {

constexpr int threads = 256;
constexpr std::int64_t most_blocks = 65536;

template <class T, int width>
__global__ void gate(const T* x, std::int64_t count, std::int64_t row, T* y) {
  // count: packs in y; row: packs in a row of y
  const std::int64_t step = std::int64_t(gridDim.x) * blockDim.x;
  const auto* from = reinterpret_cast<const Pack<T, width>*>(x);
  auto* to = reinterpret_cast<Pack<T, width>*>(y);
  for (std::int64_t i = std::int64_t(blockIdx.x) * blockDim.x + threadIdx.x; i < count; i += step) {
    const std::int64_t values_at = i / row * 2 * row + i % row;
    const Pack<T, width> values = from[values_at], gates = from[values_at + row];
    Pack<T, width> product;
    for (int k = 0; k < width; ++k) {
      const float g = to_float(gates.numbers[k]);
      const float gelu = 0.5F * g * (1.0F + erff(g * 0.70710678F));
      product.numbers[k] = from_float<T>(to_float(values.numbers[k]) * gelu);
    }
    to[i] = product;
  }
}

template <class T, int width>
void launch(const GatedGeluJob& job, cudaStream_t stream) {
  const std::int64_t row = job.width / width, count = job.rows * row;
  const std::int64_t blocks = (count + threads - 1) / threads;
  gate<T, width><<<unsigned(blocks < most_blocks ? blocks : most_blocks), threads, 0, stream>>>(
      static_cast<const T*>(job.x), count, row, static_cast<T*>(job.y));
}

/// Sixteen bytes at once where the width allows it.
template <class T>
void launch_widest(const GatedGeluJob& job, cudaStream_t stream) {
  constexpr int widest = 16 / int(sizeof(T));
  if (job.width % widest == 0) {
    launch<T, widest>(job, stream);
  } else {
    launch<T, 1>(job, stream);
  }
}

}  // namespace

void gated_gelu(const GatedGeluJob& job, cudaStream_t stream) {
  switch (job.number) {
    case Number::float32:
      return launch_widest<float>(job, stream);
    case Number::float16:
      return launch_widest<__half>(job, stream);
    case Number::bfloat16:
      return launch_widest<__nv_bfloat16>(job, stream);
  }
}

}  // namespace koma::cuda
