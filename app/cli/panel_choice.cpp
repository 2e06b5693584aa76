// SPDX-License-Identifier: Apache-2.0
#include "app/cli/panel_choice.h"

#include <algorithm>

#include "engine/base/error.h"
#include "engine/manga/panel_layout.h"

namespace koma::app {

namespace {

void refuseUnknown(const manga::Project& project, const PanelChoice& choice) {
  for (const std::uint64_t id : choice.panels) {
    if (manga::find_panel(project, manga::PanelId{id})) continue;
    throw Error(ErrorCode::not_found, "there is no panel " + std::to_string(id) + "; info lists them");
  }
  for (const std::size_t page : choice.pages) {
    if (page >= 1 && page <= project.pages.size()) continue;
    throw Error(ErrorCode::not_found, "there is no page " + std::to_string(page) + "; the project has " +
                                          std::to_string(project.pages.size()));
  }
}

}  // namespace

std::vector<manga::PanelId> chosenPanels(const manga::Project& project, const PanelChoice& choice) {
  refuseUnknown(project, choice);
  const bool all = choice.panels.empty() && choice.pages.empty();
  std::vector<manga::PanelId> chosen;
  for (std::size_t i = 0; i < project.pages.size(); ++i) {
    const manga::Page& page = project.pages[i];
    const bool wholePage = all || std::ranges::count(choice.pages, i + 1) > 0;
    for (const std::size_t index : manga::reading_order(page.panels, project.direction)) {
      const manga::PanelId id = page.panels[index].id;
      if (wholePage || std::ranges::count(choice.panels, id.value) > 0) chosen.push_back(id);
    }
  }
  return chosen;
}

}  // namespace koma::app
