// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/conditioning/agent_prompt.h"

namespace koma::training {

/// What the language model reads of one panel while it is trained (specs/diffsensei.md 6.2): the prompt of inference
/// with the caption cut to 77 ids, the answer, the end mark; then padding.
struct AgentSequence {
  std::vector<std::int64_t> ids;
  std::int64_t prompt_first = 0;  ///< the characters' embeddings stand here
  std::int64_t answer_first = 0;  ///< the states here become the characters' new tokens
  /// The four positions whose successor the model must say: "▁", "<img>", "</img>" and the end mark.
  std::array<std::int64_t, 4> told{};
};

inline constexpr std::size_t longest_caption = 77;  ///< ids of a caption that the language model reads

/// Ids that every sequence is padded to: upstream's 256, more where the image tokens are more.
[[nodiscard]] std::int64_t sequence_length(std::int64_t image_tokens);

/// A sequence of `length` ids. Throws Error(internal) when it does not fit, Error(invalid_argument) for a caption that
/// is not UTF-8.
[[nodiscard]] AgentSequence agent_sequence(const conditioning::LlamaTokenizer& tokenizer,
                                           const conditioning::AgentTokens& tokens, const std::string& caption,
                                           std::int64_t length);

}  // namespace koma::training
