// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace koma::synthesis {

/// For each code of a list in vocabulary.h the ways to say it; the first is its name. No wording means two codes of a
/// list.
using Synonyms = std::vector<std::vector<std::string>>;

[[nodiscard]] const Synonyms& expression_synonyms();
[[nodiscard]] const Synonyms& pose_synonyms();
[[nodiscard]] const Synonyms& shot_synonyms();
/// Captions keep silent about the front.
[[nodiscard]] const Synonyms& view_synonyms();
[[nodiscard]] const Synonyms& background_synonyms();
/// Code 0 is day, code 1 night.
[[nodiscard]] const Synonyms& night_synonyms();

}  // namespace koma::synthesis
