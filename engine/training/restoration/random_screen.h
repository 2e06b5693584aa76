// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/pipelines/screentone.h"
#include "engine/synthesis/random.h"

namespace koma::training {

/// A screen as magazines have them: dots in a lattice that lies askew, 4.5 to 8 pixels from dot to dot.
[[nodiscard]] pipelines::Screentone random_screen(synthesis::Random& random);

}  // namespace koma::training
