// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/image.h"
#include "engine/pipelines/panel_size.h"

namespace koma::pipelines {

/// A picture of the panel at the size of the drawing: scaled to cover the panel's window, what stands over is cut
/// evenly, and where the drawing is larger than the panel, the edges go on. Shrinks by area, enlarges by Lanczos.
/// Grey or RGB; the same channels come back.
[[nodiscard]] Image fitted_to_drawing(const Image& picture, const PanelSize& size, int factor);

}  // namespace koma::pipelines
