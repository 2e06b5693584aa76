// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/base/head_frame.h"
#include "engine/base/image.h"

namespace koma::eval {

/// Finds the places of a panel that look like dialogue balloons, with no model: calm white regions. Pixels above 235
/// are white; the white is opened with discs of 0, 1.2, 2.5 and 4.5 % of the panel's mean side, which cuts ever broader
/// bridges to white surroundings; of each connected region, holes (lettering) filled, those are kept that cover 0.8 to
/// 40 % of the panel, fill 90 % of their convex hull and 62 % of their box (an ellipse fills 79 %), consist of 60 % white
/// pixels and lie with at most a quarter of their outline on the panel's edge. Of regions that overlap by half of the
/// smaller one, that with the most convex outline stays. `rounded_only` asks besides for an intersection over union of
/// 0.85 with the ellipse in the region's box. Grey pictures; others are converted. Boxes in 0…1, best first.
[[nodiscard]] std::vector<UnitBox> find_balloons(const Image& picture, bool rounded_only = false);

}  // namespace koma::eval
