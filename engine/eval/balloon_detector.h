// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/base/head_frame.h"
#include "engine/base/image.h"

namespace koma::eval {

/// Finds the dialogue balloons of any panel without a model: calm white regions. Pixels above 235 are white; the white
/// is opened with discs of 0, 1.2, 2.5 and 4.5 % of the panel's mean side (√(w·h)), which cuts ever broader bridges to
/// white surroundings. Of each connected region, holes (lettering) filled, those are kept that cover 0.8 to 40 % of the
/// panel, fill 90 % of their convex hull, have an intersection over union of 0.75 with the ellipse in their box, are
/// white to 60 % and lie with at most a quarter of their outline on the panel's edge. Of two that overlap by half of
/// the smaller one the more convex stays. Boxes in 0…1, the most convex first.
[[nodiscard]] std::vector<UnitBox> find_balloons(const Image& picture);

/// Finds the calm places of a panel of which is known what it shows without any: `bare`, grey and of the same size.
/// Where `bare` is darker than 225 and the picture is not within 2 pixels, something was left out; what was left out is
/// closed with a disc of 8 % of the mean side where the picture is white and opened with one of 3 pixels. Regions are
/// kept that cover 0.8 % of the panel and fill 85 % of their convex hull. Throws Error(invalid_argument) for other
/// sizes.
[[nodiscard]] std::vector<UnitBox> find_calm_places(const Image& picture, const Image& bare);

}  // namespace koma::eval
