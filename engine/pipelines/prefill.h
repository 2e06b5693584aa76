// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "engine/base/image.h"

namespace koma::pipelines {

/// What lies in the hole before noise is added; it shows through as soon as the strength is below 1
/// (specs/inpaint.md 4).
enum class Prefill {
  none,        ///< what was there
  edges,       ///< each pixel takes the nearest kept one's value, as panels that grew want it
  neighbours,  ///< a smooth membrane from the kept pixels around
  noise,       ///< Gaussian noise around the mean of the kept pixels
};

/// `picture` with the hole (255 of a grey mask of its size) filled, blended in over the hole's outermost 9 pixels; kept
/// pixels are not touched. A picture that is nothing but hole comes back as it is. Grey or RGB. The same seed gives the
/// same noise. Throws Error(invalid_argument) for other channels or sizes that differ.
[[nodiscard]] Image prefilled(const Image& picture, const Image& hole, Prefill fill, std::uint64_t seed = 0);

}  // namespace koma::pipelines
