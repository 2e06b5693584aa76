// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "engine/base/image.h"

namespace koma::planning {

/// Nobody is shown a picture with a longer side, in pixels.
inline constexpr int longest_side = 1024;

/// The picture, scaled down by means over areas until its longer side is at most `most`.
[[nodiscard]] Image scaled_down(const Image& picture, int most);

/// A picture for a message: at most `longest_side`, as a data URI; PNG, or JPEG where that would be above 1 MiB.
[[nodiscard]] std::string data_uri(const Image& picture);

}  // namespace koma::planning
