// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/generation_request.h"
#include "engine/conditioning/region_prompts.h"
#include "engine/models/model_traits.h"

namespace koma::conditioning {

/// Who of a model's extras plays somebody without a picture: of those of the sex that `words` name the one with most
/// looks in them; among equals the seed and the character's number choose. Null without extras.
[[nodiscard]] const models::Extra* extra_for(const std::string& words, const std::vector<models::Extra>& extras,
                                             std::uint64_t seed, std::size_t number);

/// The people that regions speak of ("a boy waving"), for a model with extras, which draws nobody whom it is not told
/// by a box: one per region that names somebody and has nobody's box in it, its words as phrase. A free region's box is
/// the person's; in a cell of a split the whole figure stands in the middle, on the ground. `width` and `height` are
/// the panel's pixels.
[[nodiscard]] std::vector<api::PlacedCharacter> people_of_regions(const api::GenerationRequest& request,
                                                                  const std::vector<models::Extra>& extras, int width,
                                                                  int height);

}  // namespace koma::conditioning
