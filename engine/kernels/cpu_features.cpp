// SPDX-License-Identifier: Apache-2.0
#include "engine/kernels/cpu_features.h"

#include <algorithm>

namespace koma::kernels {
namespace {

Vectors widest_allowed = Vectors::avx512;

CpuFeatures ask() {
  CpuFeatures features;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) features.vectors = Vectors::avx2;
  const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  if (avx512 && features.vectors == Vectors::avx2) features.vectors = Vectors::avx512;
  features.avx512_bf16 = features.vectors == Vectors::avx512 && __builtin_cpu_supports("avx512bf16");
#endif
  return features;
}

}  // namespace

CpuFeatures cpu_features() {
  static const CpuFeatures known = ask();
  CpuFeatures features = known;
  features.vectors = std::min(features.vectors, widest_allowed);
  features.avx512_bf16 = features.avx512_bf16 && features.vectors == Vectors::avx512;
  return features;
}

NarrowVectors::NarrowVectors(Vectors widest) {
  widest_allowed = widest;
}

NarrowVectors::~NarrowVectors() {
  widest_allowed = Vectors::avx512;
}

}  // namespace koma::kernels
