// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/synthesis/canvas.h"
#include "engine/synthesis/identity.h"

namespace koma::synthesis {

/// Where an eye sits in the head frame. `side` is −1 where the nose lies towards +x; `width` is 1 for an eye seen from
/// the front and less for one that turns away.
struct EyePlace {
  double x = 0, width = 1;
  int side = -1;
};

/// Height of the eyes in head radii below the head's centre.
inline constexpr double eye_y = .22;

/// An eye with its brow and tears.
void draw_eye(Canvas& canvas, const Identity& who, int expression, const EyePlace& at);
/// Hatching on the cheek under an eye.
void draw_blush(Canvas& canvas, const EyePlace& at);

}  // namespace koma::synthesis
