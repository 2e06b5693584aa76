// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/manga/project.h"
#include "engine/manga/proposal.h"

namespace koma::manga {

/// The project with the proposal taken; the given one stays as it is. New panels and balloons get ids that it has not
/// had. Of the project only what the proposal is about is touched: one page, or one member of the cast, or the pages
/// whose balloons are translated.
/// Throws Error(not_found) for a page, panel, balloon or member of the cast that is not there (any more), and
/// Error(invalid_argument) with the place in the proposal for what does not fit: a locked panel or balloon that would
/// have to make way, empty texts, boxes without area, frames smaller than `smallest_panel`.
[[nodiscard]] Project applied(const Project& project, const Proposal& proposal);

/// What `applied` will have to bend, a sentence each: names that the cast does not have, drawn panels that make way.
/// Empty for a proposal that fits.
[[nodiscard]] std::vector<std::string> notes_on(const Project& project, const Proposal& proposal);

/// The member of the cast of that name; blanks around it and the case of Latin letters do not count. Null: nobody.
[[nodiscard]] const Character* find_by_name(const Project& project, const std::string& name);

}  // namespace koma::manga
