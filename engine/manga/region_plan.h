// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/manga/region_split.h"

namespace koma::manga {

/// What an author writes about the regions of a split panel.
struct RegionWords {
  std::string split;
  std::vector<std::string> prompts;  ///< row by row from the top, in each from the left
  std::string base_prompt;           ///< of the whole panel; empty: none
  std::string base_ratio;            ///< as parse_base_ratio reads it; empty: none
};

/// One region of a panel.
struct PlannedRegion {
  std::string prompt;  ///< without blanks around it
  RegionSpan span;
  double base = 0;  ///< the base prompt's share, 0…1
};

/// Throws RegionError for whatever is wrong: of the ratio, then the number of prompts, empty prompts, a base prompt
/// without a ratio or the reverse, the base ratio.
[[nodiscard]] std::vector<PlannedRegion> plan_regions(const RegionWords& words);

/// The parts of a text between the words BREAK, in capitals and by themselves, each without blanks around it.
[[nodiscard]] std::vector<std::string> parts_between_breaks(const std::string& text);
/// Without blanks at the ends.
[[nodiscard]] std::string trimmed(const std::string& text);

}  // namespace koma::manga
