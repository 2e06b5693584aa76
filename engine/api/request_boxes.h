// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "engine/base/head_frame.h"

namespace koma::api {

/// Why a model could not put anything into a box.
enum class BoxFlaw { none, no_area, outside };

/// A box may leave the panel, but must have an area and share some of it with the panel (0…1 both ways).
[[nodiscard]] constexpr BoxFlaw flaw_of(const UnitBox& box) noexcept {
  if (!(box.right > box.left && box.bottom > box.top)) return BoxFlaw::no_area;  // numbers that are none, too
  const bool shared =
      std::min(box.right, 1.0f) > std::max(box.left, 0.0f) && std::min(box.bottom, 1.0f) > std::max(box.top, 0.0f);
  return shared ? BoxFlaw::none : BoxFlaw::outside;
}

}  // namespace koma::api
