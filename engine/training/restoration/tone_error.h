// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include "engine/synthesis/random.h"

namespace koma::training {

/// value ← clamp(gain · value + offset), all channels and pixels alike (specs/llmga.md 3.8).
struct ToneError {
  double gain = 1, offset = 0;
};

/// Gains differ from 1 by at most this: in the first stage, and in the second.
inline constexpr double first_gain = 0.06, second_gain = 0.08;
inline constexpr double largest_offset = 0.05;

[[nodiscard]] ToneError random_tone_error(synthesis::Random& random, double gain);
/// picture CV_32F, 0…1 → 0…1
[[nodiscard]] cv::Mat with_tone_error(const cv::Mat& picture, const ToneError& error);

/// Paper that is no longer white and ink that is no longer black, the greys between bent.
struct PaperDrift {
  double ink = 0, paper = 1;  ///< what black and white become
  double bend = 1;            ///< exponent of the greys
};

/// Ink up to 0.06, paper down to 0.94, a bend of 0.85 to 1.18.
[[nodiscard]] PaperDrift random_paper_drift(synthesis::Random& random);
/// picture CV_32F, 0…1 → ink…paper
[[nodiscard]] cv::Mat with_paper_drift(const cv::Mat& picture, const PaperDrift& drift);

}  // namespace koma::training
