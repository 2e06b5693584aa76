// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/api/generation_request.h"
#include "engine/models/model_traits.h"
#include "engine/models/text_regions.h"

namespace koma::conditioning {

/// What of the panel is drawn, and where.
struct RegionFrame {
  UnitBox part = {0, 0, 1, 1};    ///< of the panel that is drawn, in 0…1 of it
  UnitBox window = {0, 0, 1, 1};  ///< where that part lies in the drawing, in 0…1 of it
};

/// The texts of a divided panel (specs/rpg.md 4 and 5), and which part of the drawing reads which.
struct RegionPrompts {
  std::vector<std::string> segments;  ///< each to be encoded alone: the base prompt, if any, then the regions
  std::size_t pooled = 0;             ///< the segment whose pooled text SDXL gets
  models::TextAreas areas;            ///< their ranges count segments, see in_tokens()
  bool divided = true;                ///< false: one region without a base, read everywhere as any prompt
};

/// Reads a request's regions. Prompts are those of the regions or the parts of the request's between BREAK; where the
/// regions have prompts or boxes and no base prompt, the request's prompt is it. Boxes lie over one another, the last
/// on top; beside them the base prompt is read alone, which they therefore need; a box's region counts for its
/// `weight` · (1 − base ratio), the base prompt for the rest. A character's words join the region in which its box's
/// middle lies, the shot's the base prompt, or every region without one.
/// With `upstream_quirks` exactly as published (specs/rpg.md 12, rows 1, 5, 7 and 8; `pooled_text` tells SDXL's
/// pipeline from the other).
/// Throws Error(invalid_argument) naming the field: what manga::plan_regions refuses, and a base prompt that is missing
/// or said twice.
[[nodiscard]] RegionPrompts region_prompts(const api::GenerationRequest& request,
                                           const models::ControlVocabulary& vocabulary, const RegionFrame& frame,
                                           bool pooled_text, std::vector<std::string>& notes);

/// The areas with ranges of tokens, `window` to a segment.
[[nodiscard]] models::TextAreas in_tokens(models::TextAreas areas, std::int64_t window);

}  // namespace koma::conditioning
