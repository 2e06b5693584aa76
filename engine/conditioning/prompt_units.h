// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/conditioning/clip_tokenizer.h"
#include "engine/conditioning/prompt_syntax.h"
#include "engine/conditioning/prompt_windows.h"

namespace koma::conditioning {

/// A word that a textual inversion taught one encoder: its vectors have ids of their own.
struct LearnedWord {
  std::string name;
  std::int64_t first_id = 0, count = 1;
};

/// The pieces' tokens, in order. A learned word becomes its ids in place of its name; what stands around it is read by
/// itself, as transformers does with added tokens.
[[nodiscard]] std::vector<PromptUnit> units_of(const std::vector<PromptPiece>& pieces, const ClipTokenizer& tokenizer,
                                               const std::vector<LearnedWord>& words);

}  // namespace koma::conditioning
