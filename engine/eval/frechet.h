// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

namespace koma::eval {

/// A Gaussian fitted to rows of features, float64.
struct Moments {
  at::Tensor mean;        // [C]
  at::Tensor covariance;  // [C, C], divided by n − 1
};

/// features [n, C], n ≥ 2. Throws Error(invalid_argument) for fewer.
[[nodiscard]] Moments moments_of(const at::Tensor& features);

/// The Fréchet distance of two Gaussians (Heusel et al. 2017, equation 6): |μ₁ − μ₂|² + tr(Σ₁ + Σ₂ − 2 (Σ₁Σ₂)^½).
/// The trace of the root is the sum of the roots of the eigenvalues of Σ₁^½ Σ₂ Σ₁^½, which is symmetric; so it is exact
/// for singular covariances too. Throws Error(invalid_argument) for different widths.
[[nodiscard]] double frechet_distance(const Moments& first, const Moments& second);

}  // namespace koma::eval
