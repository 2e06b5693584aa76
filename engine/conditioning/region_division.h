// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/api/generation_request.h"
#include "engine/manga/region_plan.h"

namespace koma::conditioning {

/// A request's regions in one form, whether they are a split or boxes.
struct RegionDivision {
  std::vector<manga::PlannedRegion> regions;  ///< in 0…1 of the panel; later ones lie on top
  std::string base_prompt;                    ///< empty: none
  bool reads_base = false;                    ///< false with a base prompt: upstream forgets its share
  bool boxes = false;
};

/// What region_prompts() says of prompts and boxes. Throws Error(invalid_argument) naming the field.
[[nodiscard]] RegionDivision region_division(const api::GenerationRequest& request);

}  // namespace koma::conditioning
