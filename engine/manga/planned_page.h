// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/manga/project.h"
#include "engine/manga/proposal.h"

namespace koma::manga {

/// A page's panels and balloons as a plan has them, with ids of `project` and its cast by name. Throws
/// Error(invalid_argument) with the place in the plan, such as "row 1, panel 2": see `applied`.
[[nodiscard]] Page planned_page(Project& project, const Page& page, const PageProposal& plan);

/// Whether a line's setting runs down: in a work that is read from the right, when the text has a character of East
/// Asia; never in another.
[[nodiscard]] TextDirection direction_of(const std::string& text, ReadingDirection reading);

/// Above, in millimetres: a balloon's tail points at the speaker's head and ends before it.
[[nodiscard]] Tail tail_to(const Rect& balloon, const Rect& panel, const UnitBox& speaker);

}  // namespace koma::manga
