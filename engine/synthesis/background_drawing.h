// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/synthesis/canvas.h"

namespace koma::synthesis {

/// Fills the canvas with one of the templates of `backgrounds`; the same canvas size always gives the same picture.
void draw_background(Canvas& canvas, int background);

}  // namespace koma::synthesis
