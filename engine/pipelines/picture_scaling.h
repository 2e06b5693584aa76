// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/image.h"

namespace koma::pipelines {

/// The picture at another size: by area when it becomes narrower, else by cubic interpolation. Itself at its own size.
[[nodiscard]] Image scaled_picture(const Image& picture, int width, int height);

}  // namespace koma::pipelines
