// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>

#include "engine/manga/project.h"

namespace koma::ui {

/// Everything of a project but its pages and its cast.
struct Work {
  std::string title;
  manga::ReadingDirection direction = manga::ReadingDirection::right_to_left;
  manga::Paper paper;
  std::string script;
  manga::DrawingSettings drawing;
  friend bool operator==(const Work&, const Work&) = default;
};

/// Values that stand in for parts of a project. Swapping them in gives the parts that they replaced: an undo step.
struct Parts {
  std::map<manga::PageId, manga::Page> pages;         ///< of pages that stay where they are
  std::optional<std::vector<manga::Page>> page_list;  ///< all pages, when the list itself changes
  std::optional<std::vector<manga::Character>> cast;
  std::optional<Work> work;

  [[nodiscard]] bool empty() const noexcept { return pages.empty() && !page_list && !cast && !work; }
};

/// What a command writes on: copies of the parts it touches, made when they are touched. The project stays as it is
/// until the document takes the draft over.
class Draft {
 public:
  explicit Draft(const manga::Project& project) : project_(project), nextId_(project.next_id) {}

  /// As the project is, without what the draft has changed.
  [[nodiscard]] const manga::Project& project() const noexcept { return project_; }

  /// These throw Error(not_found) when there is no such thing. References stay good until pageList() is called.
  manga::Page& page(manga::PageId id);
  manga::Panel& panel(manga::PanelId id);
  manga::Balloon& balloon(manga::BalloonId id);
  manga::Character& character(manga::CharacterId id);
  /// The page that holds it.
  manga::Page& pageOf(manga::PanelId id);
  manga::Page& pageOf(manga::BalloonId id);

  std::vector<manga::Page>& pageList();
  std::vector<manga::Character>& cast();
  Work& work();

  template <class T>
  [[nodiscard]] Id<T> newId() noexcept {
    return {nextId_++};
  }
  [[nodiscard]] std::uint64_t nextId() const noexcept { return nextId_; }
  /// The touched parts that differ from the project; the draft is used up.
  [[nodiscard]] Parts takeParts();

 private:
  const manga::Project& project_;
  Parts parts_;
  std::uint64_t nextId_;
};

[[nodiscard]] Work workOf(const manga::Project& project);

}  // namespace koma::ui
