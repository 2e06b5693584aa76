// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "engine/synthesis/random.h"

namespace koma::synthesis {

/// 2 to 5 panels on a double page of width × height pixels: rectangles with white gutters and margins, no narrower or
/// flatter than 1 to 3, in reading order (right half first, in a row from right to left). The same random state gives
/// the same panels. Throws Error(invalid_argument) for a page outside 512 × 384 … 2048 × 2048, taller than wide or more
/// than twice as wide as tall.
[[nodiscard]] std::vector<cv::Rect> page_panels(Random& random, int width, int height);

}  // namespace koma::synthesis
