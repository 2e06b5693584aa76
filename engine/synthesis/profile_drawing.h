// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/synthesis/canvas.h"
#include "engine/synthesis/identity.h"

namespace koma::synthesis {

/// A head that looks along +x of the head frame: one eye, nose and chin in outline, the ear, half a mouth.
void draw_profile(Canvas& canvas, const Identity& who, int expression);

}  // namespace koma::synthesis
