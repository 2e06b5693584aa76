// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/project.h"

#include <algorithm>
#include <set>

namespace koma::manga {

const Page* find_page(const Project& project, PageId id) noexcept {
  const auto found = std::ranges::find(project.pages, id, &Page::id);
  return found == project.pages.end() ? nullptr : &*found;
}

Page* find_page(Project& project, PageId id) noexcept {
  return const_cast<Page*>(find_page(std::as_const(project), id));
}

const Panel* find_panel(const Project& project, PanelId id) noexcept {
  for (const auto& page : project.pages) {
    const auto found = std::ranges::find(page.panels, id, &Panel::id);
    if (found != page.panels.end()) return &*found;
  }
  return nullptr;
}

Panel* find_panel(Project& project, PanelId id) noexcept {
  return const_cast<Panel*>(find_panel(std::as_const(project), id));
}

const Page* page_of(const Project& project, PanelId id) noexcept {
  for (const auto& page : project.pages) {
    if (std::ranges::find(page.panels, id, &Panel::id) != page.panels.end()) return &page;
  }
  return nullptr;
}

const Character* find_character(const Project& project, CharacterId id) noexcept {
  const auto found = std::ranges::find(project.cast, id, &Character::id);
  return found == project.cast.end() ? nullptr : &*found;
}

DrawingSettings drawing_of(const Project& project, const Panel& panel) {
  return combined(project.drawing, panel.settings);
}

std::string use_of(const Project& project, const AssetId& asset) {
  for (const auto& character : project.cast) {
    if (std::ranges::find(character.references, asset, &Reference::picture) != character.references.end())
      return "character " + character.name;
  }
  for (std::size_t page = 0; page < project.pages.size(); ++page) {
    const auto& panels = project.pages[page].panels;
    const auto uses = [&](const Panel& panel) {
      return panel.mask == asset || std::ranges::find(panel.takes, asset, &Take::picture) != panel.takes.end() ||
             std::ranges::find(panel.controls, asset, &ControlImage::picture) != panel.controls.end();
    };
    const auto found = std::ranges::find_if(panels, uses);
    if (found == panels.end()) continue;
    return "page " + std::to_string(page + 1) + ", panel " + std::to_string(found - panels.begin() + 1);
  }
  return {};
}

std::vector<AssetId> assets_of(const Project& project) {
  std::set<AssetId> assets;
  for (const auto& character : project.cast) {
    for (const auto& reference : character.references) assets.insert(reference.picture);
  }
  for (const auto& page : project.pages) {
    for (const auto& panel : page.panels) {
      for (const auto& take : panel.takes) assets.insert(take.picture);
      for (const auto& control : panel.controls) assets.insert(control.picture);
      assets.insert(panel.mask);
    }
  }
  assets.erase(AssetId{});
  return {assets.begin(), assets.end()};
}

}  // namespace koma::manga
