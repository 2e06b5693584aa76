// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/image.h"
#include "engine/synthesis/identity.h"

namespace koma::synthesis {

/// Somebody who stands with a neutral face on white, size × size grey pixels, with a little freedom of place, size and
/// facing. 70 % are busts, 15 % whole figures, 15 % heads from close up; a quarter of each are profiles. Never from
/// behind: a reference shows the face, though a profile hides an eye and a close-up the clothes. Throws
/// Error(invalid_argument) for a size outside 32…1024 or unknown codes; Error(internal) should it come out blank: a
/// blank reference acts like a dropped one and spoils training.
[[nodiscard]] Image draw_reference(Random& random, const Identity& who, int size = 96);

}  // namespace koma::synthesis
