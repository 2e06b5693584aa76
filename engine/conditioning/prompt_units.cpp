// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/prompt_units.h"

#include <numeric>

#include "engine/conditioning/textual_inversion.h"

namespace koma::conditioning {

std::vector<PromptUnit> units_of(const std::vector<PromptPiece>& pieces, const ClipTokenizer& tokenizer,
                                 const std::vector<LearnedWord>& words) {
  std::vector<std::string> names;
  for (const LearnedWord& word : words) names.push_back(word.name);
  const std::vector<std::int64_t> comma = tokenizer.tokens(",");
  std::vector<PromptUnit> units;
  for (const PromptPiece& piece : pieces) {
    if (piece.starts_window) units.push_back({{}, 1, false, true});
    for (const NamedText& part : split_at_names(piece.text, names)) {
      if (part.name) {
        PromptUnit& unit = units.emplace_back(PromptUnit{{}, piece.weight, false, false});
        unit.ids.resize(static_cast<std::size_t>(words[*part.name].count));
        std::iota(unit.ids.begin(), unit.ids.end(), words[*part.name].first_id);
        continue;
      }
      for (const std::int64_t id : tokenizer.tokens(part.text)) {
        units.push_back({{id}, piece.weight, comma.size() == 1 && id == comma.front(), false});
      }
    }
  }
  return units;
}

}  // namespace koma::conditioning
