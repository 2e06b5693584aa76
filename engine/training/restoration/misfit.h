// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include "engine/synthesis/random.h"

namespace koma::training {

/// What is drawn anew hardly ever meets the lines that it should go on with: inside the hole every place is moved,
/// smoothly, by up to `most` pixels across and down. picture CV_32F; hole CV_32FC1 of its size, 1 in the hole.
[[nodiscard]] cv::Mat with_misfit(synthesis::Random& random, const cv::Mat& picture, const cv::Mat& hole, double most);

}  // namespace koma::training
