// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/manga/region_error.h"

namespace koma::manga {

/// A division of a panel as a language model proposes it.
struct RegionAnswer {
  std::string split;                 ///< digits, dots, commas and semicolons only
  std::vector<std::string> prompts;  ///< as many as regions
};

/// Finds "Final split ratio: …" and "Regional Prompt: a BREAK b" in a model's answer (specs/rpg.md 3), whatever is
/// around them. The labels stand at the beginnings of lines, in any case and order; of each the last one counts,
/// because models think aloud. Markdown, brackets, quotes, full-width signs and blanks in the ratio are ignored; it may
/// stand on the line below its label and ends at the first sign that cannot belong to it. The prompts end at an empty
/// line and lose markdown's stars and backticks; without BREAK several lines are one prompt each, without their bullets
/// and numbers. Throws RegionError: missing_ratio, missing_prompt, or what plan_regions throws.
[[nodiscard]] RegionAnswer read_region_answer(const std::string& text);

}  // namespace koma::manga
