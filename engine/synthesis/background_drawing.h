// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/synthesis/canvas.h"

namespace koma::synthesis {

/// Fills the canvas with one of the templates of `backgrounds`; the same canvas size always gives the same picture.
/// `night` counts only where `knows_night(background)`.
void draw_background(Canvas& canvas, int background, bool night = false);

}  // namespace koma::synthesis
