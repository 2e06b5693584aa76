// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/api/model_catalog.h"
#include "engine/manga/project.h"

namespace koma::api {

/// What of a panel will not be drawn as it stands.
enum class PanelFlaw {
  not_in_cast,        ///< a box names somebody who has left the cast: drawing fails
  no_area,            ///< a character's box has none
  outside,            ///< a character's box lies beside the panel
  surplus_character,  ///< the model takes fewer
  missing_picture,    ///< a reference cannot be read: drawing fails
  no_reference,       ///< the model makes up the looks
  surplus_dialog,     ///< the model keeps room for fewer balloons
  wordless_region,    ///< a region has no words: its part hears the panel's prompt
  no_base_prompt,     ///< regions leave a part of the panel free, but nothing says what is there: drawing fails
};

struct PanelWarning {
  PanelFlaw flaw = PanelFlaw::no_area;
  std::size_t box = 0;        ///< which of the panel's character boxes
  std::size_t region = 0;     ///< which of the panel's regions, of wordless_region
  manga::BalloonId balloon;   ///< of surplus_dialog
  std::string name;           ///< who, or the balloon's text; may be empty
  int number = 0, count = 0;  ///< which of how many: the person, the reference, the balloon
  int most = 0;               ///< how many the model takes, for what is surplus
  friend bool operator==(const PanelWarning&, const PanelWarning&) = default;
};

/// Whether the pixels of a picture can be had.
using HasPicture = std::function<bool(const manga::AssetId&)>;

/// Looks a panel over before anything is asked of the model: boxes in their order, then balloons, then regions. What is
/// hidden asks for nothing. Limits of zero are not known and warn of nothing. Throws Error(not_found) for a panel that
/// is not there.
[[nodiscard]] std::vector<PanelWarning> review_panel(const manga::Project& project, manga::PanelId panel,
                                                     const ModelAbilities& abilities, const HasPicture& has_picture);

/// Whether the box cannot be asked for, so that its person is left out.
[[nodiscard]] bool leaves_out(PanelFlaw flaw) noexcept;

/// "Yuki is character 5 of 5, but the model takes 4; take one out of the panel": one sentence with a remedy.
[[nodiscard]] std::string to_text(const PanelWarning& warning);

}  // namespace koma::api
