// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/synthesis/canvas.h"

namespace koma::synthesis {

/// Hair that is drawn over the head, in the head frame; one function for each View.
void draw_front_hair(Canvas& canvas, int style, int grey);
void draw_profile_hair(Canvas& canvas, int style, int grey);
void draw_hair_from_behind(Canvas& canvas, int style, int grey);

/// The grey of a shaved side.
inline constexpr int stubble = 220;

/// White within black hair, black within lighter hair.
[[nodiscard]] constexpr int strand_grey(int grey) noexcept {
  return grey == 0 ? 255 : 0;
}

/// A braid of `links` that hangs from `top`, tied at its end.
void draw_braid(Canvas& canvas, const cv::Point2d& top, double lean, int links, int grey);
/// A tail of hair within a knot or ribbon.
void draw_knot(Canvas& canvas, const cv::Point2d& at, int grey);

}  // namespace koma::synthesis
