// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/image.h"
#include "engine/synthesis/random.h"

namespace koma::synthesis {

/// A grey reference picture as another hand might have made it: shaded skin and cloth, thinner or softer lines, other
/// contrast, a toned ground, grain. Who it shows stays as visible as before. An encoder that learns from these too
/// reads drawings of other artists and photographs better than one that knows only our ink on white. The ground is what
/// hangs together with the border and is as light as it.
[[nodiscard]] Image in_foreign_style(Random& random, const Image& reference);

}  // namespace koma::synthesis
