// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/agent_sequence.h"

#include <algorithm>

#include "engine/base/error.h"

namespace koma::training {

std::int64_t sequence_length(std::int64_t image_tokens) {
  // Begin, caption, newline, block, newline, blank, block, end.
  const std::int64_t longest = 1 + std::int64_t(longest_caption) + 1 + (image_tokens + 2) + 2 + (image_tokens + 2) + 2;
  return std::max<std::int64_t>(256, (longest + 63) / 64 * 64);
}

AgentSequence agent_sequence(const conditioning::LlamaTokenizer& tokenizer, const conditioning::AgentTokens& tokens,
                             const std::string& caption, std::int64_t length) {
  const auto count = std::int64_t(tokens.image.size());
  const conditioning::AgentPrompt prompt = conditioning::agent_prompt(tokenizer, caption, count);
  AgentSequence sequence{prompt.ids, prompt.image_first, 0, {}};
  // Between the begin mark and the newline that stands before "<img>".
  const std::int64_t caption_end = prompt.image_first - 2;
  const std::int64_t surplus = std::max<std::int64_t>(0, caption_end - 1 - std::int64_t(longest_caption));
  sequence.ids.erase(sequence.ids.begin() + caption_end - surplus, sequence.ids.begin() + caption_end);
  sequence.prompt_first -= surplus;
  const auto answer = std::int64_t(sequence.ids.size());  // of "▁"
  for (const std::int64_t id : conditioning::agent_answer(tokens)) sequence.ids.push_back(id);
  sequence.ids.push_back(tokens.end);
  sequence.ids.push_back(tokens.eos);
  sequence.answer_first = answer + 2;
  sequence.told = {answer - 1, answer, answer + 1 + count, answer + 2 + count};
  if (std::int64_t(sequence.ids.size()) > length)
    throw Error(ErrorCode::internal, "a caption's sequence is longer than " + std::to_string(length) + " ids");
  sequence.ids.resize(std::size_t(length), 0);
  return sequence;
}

}  // namespace koma::training
