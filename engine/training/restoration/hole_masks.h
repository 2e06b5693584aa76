// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include "engine/synthesis/random.h"

namespace koma::training {

/// Holes to restore in crops of `side` × `side` pixels, 1 in the hole and 0 where the picture is kept (Suvorov et al.
/// 2022, "LaMa", with the numbers of specs/llmga.md 3.8, which are for crops of 256 pixels; of other crops they are the
/// same share). // [side, side] CV_32F

/// 1 to 4 strokes of 1 to 5 lines each, 10 to 250 pixels long and 5 to 105 wide, turning by up to 4 radians.
[[nodiscard]] cv::Mat stroke_mask(synthesis::Random& random, int side);
/// 1 to 4 boxes with sides of 35 to 160 pixels, 10 from the border.
[[nodiscard]] cv::Mat box_mask(synthesis::Random& random, int side);
/// Strips of 0.15 to 0.40 of the side along each border with a chance of a half, along one at least.
[[nodiscard]] cv::Mat outpaint_mask(synthesis::Random& random, int side);

/// Strokes 0.35, boxes 0.3, strips 0.35.
[[nodiscard]] cv::Mat hole_mask(synthesis::Random& random, int side);

}  // namespace koma::training
