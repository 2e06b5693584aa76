// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "engine/training/drawings.h"

namespace koma::training {

/// The same panel seen by another camera: mirrored in every second case, 1 to 1.6 times nearer, shifted; boxes, heads,
/// hands and sides with it. Places in our drawings always look the same, so a ControlNet that saw only those would
/// learn that edges tell nothing new. Mirrored panels have empty captions, for theirs may say left and right.
[[nodiscard]] TrainingPanel moved_panel(TrainingPanel panel, std::uint64_t seed);

}  // namespace koma::training
