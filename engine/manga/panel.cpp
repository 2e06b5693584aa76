// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/panel.h"

#include <algorithm>

namespace koma::manga {

const Take* accepted_take(const Panel& panel) noexcept {
  if (!panel.accepted) return nullptr;
  const auto found = std::ranges::find(panel.takes, panel.accepted, &Take::id);
  return found == panel.takes.end() ? nullptr : &*found;
}

}  // namespace koma::manga
