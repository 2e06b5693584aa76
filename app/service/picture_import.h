// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/image.h"

namespace koma::app {

/// The picture, or, when it is longer than `mostSide` pixels, averaged down to that with its shape kept.
[[nodiscard]] Image shrunk(const Image& image, int mostSide);

}  // namespace koma::app
