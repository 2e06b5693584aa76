// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/image.h"
#include "engine/synthesis/identity.h"

namespace koma::synthesis {

/// A neutral standing bust on white, size × size grey pixels, with a little freedom of place, size and facing.
/// Throws Error(invalid_argument) for a size outside 32…1024 or unknown codes; Error(internal) should it come out
/// blank: a blank reference acts like a dropped one and spoils training.
[[nodiscard]] Image draw_reference(Random& random, const Identity& who, int size = 96);

}  // namespace koma::synthesis
