// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/synthesis/panel_drawing.h"

namespace koma::synthesis {

/// Chooses who stands where and where balloons go; everything of PanelLabels but the caption and the hands.
[[nodiscard]] PanelLabels lay_out(Random& random, const PanelOptions& options);

}  // namespace koma::synthesis
