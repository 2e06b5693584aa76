// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/manga/project.h"

namespace koma::manga {

/// Where something stands, for people.
struct Place {
  std::size_t page = 0;     ///< from 1; 0 for no page
  std::size_t panel = 0;    ///< from 1 in reading order; 0 for no panel
  std::size_t balloon = 0;  ///< from 1 in the page's order; 0 for no balloon
  std::string character;    ///< name of a member of the cast
  friend bool operator==(const Place&, const Place&) = default;
};
/// "page 2, panel 3", "page 2, balloon 1", "page 2", "character Mia" or "work".
[[nodiscard]] std::string to_text(const Place& place);

/// What a difference is about, so that a window can say it in the author's language. `page`, `panel`, `balloon` and
/// `character` are things that come or go as wholes.
enum class Subject {
  page,
  panel,
  balloon,
  character,
  title,
  direction,
  script,
  paper,
  settings,  ///< drawing settings and whatever else is not read line by line
  name,
  description,
  references,
  frame,
  prompt,
  negative_prompt,
  shot,
  base_prompt,
  base_ratio,
  split,
  region,
  person,
  picture,
  text,
  text_direction,
  speaker,
  bounds,
  shape,
  conversation,
};
/// "negative prompt", "text direction" …
[[nodiscard]] const char* to_string(Subject subject) noexcept;

/// One line of what changes between two states of a work.
struct Difference {
  Place place;
  Subject subject = Subject::settings;
  std::string before, after;  ///< as people read it; empty: not there
  friend bool operator==(const Difference&, const Difference&) = default;
};

/// Everything by which `after` differs from `before`, in the order in which it is read: the work, the cast, the pages;
/// of each page what goes, then what is there. Things are the same when their ids are; what goes has its number in
/// `before`, everything else in `after`. A panel or balloon that comes is followed by its contents. Empty exactly when
/// the two are equal but for `next_id`.
[[nodiscard]] std::vector<Difference> differences(const Project& before, const Project& after);

}  // namespace koma::manga
