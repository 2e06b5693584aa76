// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/pipelines/panel_size.h"
#include "engine/pipelines/repaint_plan.h"

namespace koma::pipelines {

/// The size at which a repaint is drawn, as conditions are made for it: the drawing is the plan's crop, and the window
/// says where the panel (the whole `picture`) lies around it, so that `in_drawing` puts characters and dialogs where
/// they are. `factor`: pixels per latent cell.
[[nodiscard]] PanelSize repaint_size(const RepaintPlan& plan, const Image& picture, int factor);

}  // namespace koma::pipelines
