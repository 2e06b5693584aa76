// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

namespace koma::ui {

/// The member of a list that has the id, or null.
template <class List, class ThingId>
auto* findIn(List& list, ThingId id) {
  const auto found = std::ranges::find_if(list, [id](const auto& thing) { return thing.id == id; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace koma::ui
