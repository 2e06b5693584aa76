// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include "engine/synthesis/random.h"

namespace koma::training {

/// Standard normal, by Box and Muller: the same on every platform.
[[nodiscard]] double normal(synthesis::Random& random);
/// A count with this mean: Knuth's product below 30, above that the nearest whole number of a normal distribution.
[[nodiscard]] double poisson(synthesis::Random& random, double mean);

/// How strong noise may be (specs/llmga.md 3.8).
struct NoiseRecipe {
  double normal_share = 0.5;                        ///< else Poisson's
  double least_deviation = 1, most_deviation = 30;  ///< of normal noise, in 255ths
  double least_scale = 0.05, most_scale = 3;        ///< of Poisson's
  double grey_share = 0.4;                          ///< the same for all channels
};

/// Adds either; not clamped. picture CV_32FC1 or CV_32FC3, 0…1.
void add_noise(synthesis::Random& random, const NoiseRecipe& recipe, cv::Mat& picture);

/// Normal noise of this deviation (0…1).
void add_normal_noise(synthesis::Random& random, double deviation, bool grey, cv::Mat& picture);
/// What counting photons does: the picture's 256 levels as counts of so many as it has levels of its own, rounded up to
/// a power of 2, the difference times `scale` (Real-ESRGAN's Poisson noise).
void add_poisson_noise(synthesis::Random& random, double scale, bool grey, cv::Mat& picture);

}  // namespace koma::training
