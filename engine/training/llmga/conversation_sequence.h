// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/conditioning/llama_tokenizer.h"
#include "engine/training/llmga/spoken_form.h"

namespace koma::training {

/// Stands among the ids where a picture's features are put, and among the labels where nothing is learned.
inline constexpr std::int64_t picture_id = -200, unlearned = -100;

/// What the language model reads of a conversation (specs/llmga.md 1.2). As many labels as ids.
struct ConversationSequence {
  std::vector<std::int64_t> ids;     ///< of tokens, `picture_id` at most once
  std::vector<std::int64_t> labels;  ///< the id where an answer is, else `unlearned`

  /// Positions in the language model, of which a picture takes `patches`.
  [[nodiscard]] std::int64_t length(std::int64_t patches) const;
};

/// The parts as ids, after the beginning mark. A picture's mark cuts the text, and each piece is encoded on its own, as
/// LLaVA does: after a picture a blank is read that nobody wrote. Throws Error(invalid_file) where the tokenizer lacks
/// one of the form's marks, or joins the end of a question with its answer.
[[nodiscard]] ConversationSequence conversation_sequence(const conditioning::LlamaTokenizer& tokenizer,
                                                         const std::vector<SpokenPart>& parts, SpokenForm form);

/// Without what lies beyond `longest` positions; a picture goes as a whole. Throws Error(invalid_file) where nothing is
/// left to learn.
[[nodiscard]] ConversationSequence cut_off(ConversationSequence sequence, std::int64_t longest, std::int64_t patches);

}  // namespace koma::training
