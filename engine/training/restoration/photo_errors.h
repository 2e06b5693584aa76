// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include "engine/synthesis/random.h"

namespace koma::training {

/// What happens to photographs on their way, twice over: blur, other sizes, noise, JPEG (Real-ESRGAN's chain of second
/// order with the numbers of specs/llmga.md 3.8). picture CV_32FC1 or CV_32FC3, 0…1, sides multiples of `scale`
/// → `scale` times smaller, 0…1.
[[nodiscard]] cv::Mat photo_errors(synthesis::Random& random, const cv::Mat& picture, int scale);

/// Written and read as a JPEG of full colour resolution. `quality` 1…100; CV_32FC1 or CV_32FC3, clamped to 0…1.
[[nodiscard]] cv::Mat through_jpeg(const cv::Mat& picture, int quality);

}  // namespace koma::training
