// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/manga/project.h"

namespace koma::app {

/// Which panels to draw; both lists empty: all.
struct PanelChoice {
  std::vector<std::uint64_t> panels;  ///< ids
  std::vector<std::size_t> pages;     ///< numbers from 1
};

/// The chosen panels in reading order. Throws Error(not_found) naming a panel or page that is not there.
[[nodiscard]] std::vector<manga::PanelId> chosenPanels(const manga::Project& project, const PanelChoice& choice);

}  // namespace koma::app
