// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/api/plan_request.h"
#include "engine/manga/proposal.h"

namespace koma::planning {

/// A page by rule, without any model: the beats of a script (engine/planning/script_text.h) become panels, at most
/// `task.panels` or seven; rows by their number, higher and wider where more is said; the shot goes from wide to bust
/// and alternates from there with close-up or, for several people, full; whoever speaks or is named stands in the
/// panel; balloons and boxes by engine/planning/page_dressing.h. The proposal's origin is `manga::rule_based`. Throws
/// Error(not_found) when the page is gone, Error(invalid_argument) when there is no text for it.
[[nodiscard]] manga::Proposal plan_by_rule(const api::PageTask& task, const manga::Project& project);

/// The text that a page task is about: its own, else the part of the work's script for the page. Throws as above.
[[nodiscard]] std::string text_of(const api::PageTask& task, const manga::Project& project);

}  // namespace koma::planning
