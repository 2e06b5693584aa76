// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/dataset/conversations.h"

namespace koma::training {

/// How a conversation is written down for a language model (specs/llmga.md 1.3).
enum class SpokenForm {
  plain,     ///< the picture, then the answer alone: what a projector begins with
  vicuna,    ///< "v1": what LLMGA's Vicuna models were trained with; its system sentence says "curious user"
  llava_v1,  ///< the same with "curious human": what those models are asked with
  llama_3,   ///< LLaMA 3's marks; the answers' header is "system", as LLMGA's is
};
/// By the names "plain", "v1", "llava_v1" and "llama_3".
[[nodiscard]] std::optional<SpokenForm> spoken_form(std::string_view name);

/// A piece of the written conversation.
struct SpokenPart {
  std::string text;
  bool answer = false;  ///< the model learns to say it; ends with the form's end mark
};

/// The written conversation but for the beginning mark; the parts make up one text.
[[nodiscard]] std::vector<SpokenPart> spoken_parts(const dataset::Conversation& conversation, SpokenForm form);

/// The token before everything; empty: the tokenizer's own.
[[nodiscard]] const char* beginning_mark(SpokenForm form);
/// Tokens that the form needs beside those of every tokenizer.
[[nodiscard]] std::vector<std::string> marks_of(SpokenForm form);

}  // namespace koma::training
