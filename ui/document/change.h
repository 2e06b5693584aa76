// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <variant>

#include "engine/manga/project.h"

namespace koma::ui {

/// What a change touched, so that views look only there. They read the new values from the document.
struct ProjectReset {};  ///< another project: forget everything
struct WorkChanged {};   ///< title, reading direction, paper of new pages, script
struct PagesChanged {};  ///< pages were added, removed or moved
struct PageChanged {     ///< its paper, or which panels and balloons it has and in which order
  manga::PageId page;
};
struct PanelChanged {
  manga::PageId page;
  manga::PanelId panel;
};
struct BalloonChanged {
  manga::PageId page;
  manga::BalloonId balloon;
};
struct CastChanged {};  ///< members were added, removed or moved
struct CharacterChanged {
  manga::CharacterId character;
};

using Change = std::variant<ProjectReset, WorkChanged, PagesChanged, PageChanged, PanelChanged, BalloonChanged,
                            CastChanged, CharacterChanged>;

}  // namespace koma::ui
