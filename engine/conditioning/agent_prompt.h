// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/conditioning/llama_tokenizer.h"

namespace koma::conditioning {

/// The ids that DiffSensei's language agent reads and writes in a fixed order (specs/diffsensei.md 4.3, 4.4).
struct AgentTokens {
  std::int64_t bos = 0, eos = 0;
  std::int64_t blank = 0;           ///< "▁", with which an answer begins
  std::int64_t begin = 0;           ///< "<img>"
  std::int64_t end = 0;             ///< "</img>"
  std::vector<std::int64_t> image;  ///< "<img_00000>" …

  /// With `count` image tokens. Throws Error(invalid_file) that names a token that is not there.
  [[nodiscard]] static AgentTokens of(const LlamaTokenizer& tokenizer, std::int64_t count);
};

/// What the agent reads. The embeddings of `image_count` ids from `image_first` on are replaced by the characters'.
struct AgentPrompt {
  std::vector<std::int64_t> ids;
  std::int64_t image_first = 0, image_count = 0;
};

/// bos, then the ids of `text` + "\n<img>…</img>\n" as one text; there are `count` image tokens. A block that the
/// author has typed is text, only the last one stands for the characters.
[[nodiscard]] AgentPrompt agent_prompt(const LlamaTokenizer& tokenizer, const std::string& text, std::int64_t count);

/// What the agent answers as far as it matters: "▁", "<img>", the image tokens. All of it is forced once the first is
/// said, so one pass over prompt and answer gives the states of a generation (4.4).
[[nodiscard]] std::vector<std::int64_t> agent_answer(const AgentTokens& tokens);

}  // namespace koma::conditioning
