// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace koma::samplers {

/// The share of the Beta(a, b) distribution below x: the regularised incomplete beta function I_x(a, b), by its
/// continued fraction (Abramowitz & Stegun 26.5.8). Requires a, b > 0 and x in 0…1; good to about 1e-14.
[[nodiscard]] double beta_share_below(double x, double a, double b);

/// The x below which the given share (0…1) of Beta(a, b) lies: the inverse of `beta_share_below`; good to about 1e-13.
[[nodiscard]] double beta_quantile(double share, double a, double b);

}  // namespace koma::samplers
