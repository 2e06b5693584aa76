// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace koma::kernels {

/// The widest vectors for which a kernel has a version, narrowest first.
enum class Vectors { portable, avx2, avx512 };

struct CpuFeatures {
  Vectors vectors = Vectors::portable;
  bool avx512_bf16 = false;  ///< dot products of bfloat16 pairs
};

/// Of the processor that runs this.
[[nodiscard]] CpuFeatures cpu_features();

/// While it lives, kernels use no wider vectors than these: for tests, which run every version on one machine. Not for
/// threads that run side by side.
class NarrowVectors {
 public:
  explicit NarrowVectors(Vectors widest);
  ~NarrowVectors();
  NarrowVectors(const NarrowVectors&) = delete;
  NarrowVectors& operator=(const NarrowVectors&) = delete;
};

}  // namespace koma::kernels
