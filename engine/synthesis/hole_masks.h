// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include "engine/synthesis/random.h"

namespace koma::synthesis {

/// How holes are made that a network learns to fill (Suvorov et al. 2022, "LaMa"; specs/llmga.md 2.6, 3.8).
/// Chances are weights of one another.
struct HoleRules {
  double strokes = 0.25;  ///< chance of 1 to 4 strokes of 1 to 5 lines, 10 to 250 pixels long, 5 to 105 wide
  double boxes = 0.25;    ///< of 1 to 4 boxes with sides of 35 to 160 pixels, 10 from the border
  double strips = 0.5;    ///< of strips along each border with a chance of a half, along one at least
  double least_strip = 0.25, most_strip = 0.40;  ///< their depth, as a share of the side
  int side = 512;  ///< the pixels above are those of a picture whose shorter side is this; others get the same share
};

/// LLMGA's second stage draws holes by the rules' own numbers; its first has deeper strips, DiffRIR's crops are
/// smaller.
inline constexpr HoleRules deep_holes{.least_strip = 0.35};
inline constexpr HoleRules restoration_holes{
    .strokes = 0.35, .boxes = 0.3, .strips = 0.35, .least_strip = 0.15, .side = 256};

enum class HoleKind { strokes, boxes, strips };
/// By the rules' chances.
[[nodiscard]] HoleKind pick_hole(Random& random, const HoleRules& rules);

/// 1 in the hole and 0 where the picture is kept. // [height, width] CV_32F
[[nodiscard]] cv::Mat hole_mask(Random& random, const cv::Size& size, const HoleRules& rules, HoleKind kind);
[[nodiscard]] cv::Mat hole_mask(Random& random, const cv::Size& size, const HoleRules& rules);

}  // namespace koma::synthesis
