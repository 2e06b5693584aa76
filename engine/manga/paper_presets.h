// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "engine/manga/page.h"

namespace koma::manga {

struct PaperPreset {
  const char* id;    ///< as the CLI spells it
  const char* name;  ///< the trade's name
  Size trim;
  double bleed;
  Size inner_frame;  ///< centred on the trim box
};

/// Common manuscript papers; sizes from design/peers.md, section 3.
[[nodiscard]] std::span<const PaperPreset> paper_presets();
/// Throws Error(invalid_argument) with the list of known ids.
[[nodiscard]] Paper paper_of(std::string_view preset_id);

}  // namespace koma::manga
