// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include "engine/synthesis/random.h"

namespace koma::training {

/// Which blurs are likely (Wang et al. 2021, "Real-ESRGAN", section 3; specs/llmga.md 3.8).
struct BlurRecipe {
  double sinc_share = 0.1;                   ///< of kernels that ring, as sharpening and JPEG do
  double least_width = 0.2, most_width = 3;  ///< deviation of the others along an axis, pixels
};

/// The shapes of the kernels that do not ring: a normal distribution, one with another exponent, a plateau with edges.
enum class Bell { normal, generalised, plateau };

struct BellKernel {
  Bell bell = Bell::normal;
  double across = 1, down = 1;  ///< deviations before turning, pixels
  double angle = 0;             ///< radians
  double exponent = 1;          ///< of the squared distance; 1 for a normal distribution
};

/// Odd `side`, sum 1. // [side, side] CV_32F
[[nodiscard]] cv::Mat bell_kernel(int side, const BellKernel& shape);
/// The round low pass with its first zero wave number at `cutoff` radians per pixel, 0 < cutoff ≤ π; sum 1.
[[nodiscard]] cv::Mat sinc_kernel(int side, double cutoff);

/// One of them with an odd side of 7 to 21 pixels.
[[nodiscard]] cv::Mat random_kernel(synthesis::Random& random, const BlurRecipe& recipe);
/// A sinc kernel in four of five cases, else one that changes nothing.
[[nodiscard]] cv::Mat last_kernel(synthesis::Random& random);

}  // namespace koma::training
