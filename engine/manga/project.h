// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/manga/character.h"
#include "engine/manga/page.h"

namespace koma::manga {

enum class ReadingDirection { right_to_left, left_to_right };

/// A whole work, by value: copying it is the snapshot that may cross threads. Pictures are named, not held.
struct Project {
  std::string title;
  ReadingDirection direction = ReadingDirection::right_to_left;
  Paper paper;                               ///< of new pages
  DrawingSettings drawing{.model = "mini"};  ///< what panels leave open
  std::vector<Page> pages;
  std::vector<Character> cast;
  std::string script;
  std::uint64_t next_id = 1;
  UnknownFields unknown;

  /// A number that no thing of this project has had.
  template <class T>
  [[nodiscard]] Id<T> new_id() noexcept {
    return {next_id++};
  }
  friend bool operator==(const Project&, const Project&) = default;
};

/// Null when there is no such thing.
[[nodiscard]] const Page* find_page(const Project& project, PageId id) noexcept;
[[nodiscard]] Page* find_page(Project& project, PageId id) noexcept;
[[nodiscard]] const Panel* find_panel(const Project& project, PanelId id) noexcept;
[[nodiscard]] Panel* find_panel(Project& project, PanelId id) noexcept;
[[nodiscard]] const Page* page_of(const Project& project, PanelId id) noexcept;
[[nodiscard]] const Character* find_character(const Project& project, CharacterId id) noexcept;
/// What a panel is drawn with: its own settings, and the work's for what they omit.
[[nodiscard]] DrawingSettings drawing_of(const Project& project, const Panel& panel);
/// Where a picture is used first, for people: "page 2, panel 3" or "character Mia"; empty when nowhere.
[[nodiscard]] std::string use_of(const Project& project, const AssetId& asset);
/// Every picture the project names, each once, sorted.
[[nodiscard]] std::vector<AssetId> assets_of(const Project& project);

}  // namespace koma::manga
