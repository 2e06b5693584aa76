// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "engine/base/head_frame.h"
#include "engine/base/image.h"

/// Pictures as an assistant is shown them.
namespace koma::planning {

/// A colour that a model can name.
struct NamedColour {
  const char* name;
  std::array<std::uint8_t, 3> rgb;
};
/// The colour of the `index`-th outline; after the last the first comes again.
[[nodiscard]] const NamedColour& outline_colour(std::size_t index) noexcept;

/// In colour, with these boxes (0…1 of the picture) outlined in their order.
[[nodiscard]] Image outlined(const Image& picture, const std::vector<UnitBox>& boxes);

/// With what the mask (grey, white is drawn anew, stretched to the picture) shows painted over.
[[nodiscard]] Image holed(const Image& picture, const Image& mask, std::uint8_t shade);
/// In colour, with the border of what the mask shows in red.
[[nodiscard]] Image mask_outlined(const Image& picture, const Image& mask);

}  // namespace koma::planning
