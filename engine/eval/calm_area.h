// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/head_frame.h"
#include "engine/base/image.h"

namespace koma::eval {

/// Whole pixels, the far edges excluded.
struct PixelBox {
  int left, top, right, bottom;
  [[nodiscard]] bool holds(int x, int y) const { return x >= left && x < right && y >= top && y < bottom; }
};

/// A box in 0…1 of the picture, cut at its edges.
[[nodiscard]] PixelBox pixels_of(const UnitBox& box, const Image& picture);

struct Calm {
  double roughness = 0;    ///< mean difference of neighbours, in 8-bit greys
  double white_share = 0;  ///< of pixels above 240
};

/// Looks at a grey picture inside 80 % of the ellipse that a dialogue box holds: where lettering will stand.
[[nodiscard]] Calm calm_in(const Image& grey, const UnitBox& box);

}  // namespace koma::eval
