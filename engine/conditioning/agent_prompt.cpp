// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/agent_prompt.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace koma::conditioning {
namespace {

constexpr const char* image_begin = "<img>";
constexpr const char* image_end = "</img>";

/// "<img_00007>"
std::string image_token(std::int64_t index) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "<img_%05lld>", static_cast<long long>(index));
  return text.data();
}

}  // namespace

AgentTokens AgentTokens::of(const LlamaTokenizer& tokenizer, std::int64_t count) {
  AgentTokens tokens{tokenizer.bos(),           tokenizer.eos(),         tokenizer.id("\u2581"),
                     tokenizer.id(image_begin), tokenizer.id(image_end), {}};
  for (std::int64_t i = 0; i < count; ++i) tokens.image.push_back(tokenizer.id(image_token(i)));
  return tokens;
}

AgentPrompt agent_prompt(const LlamaTokenizer& tokenizer, const std::string& text, std::int64_t count) {
  const AgentTokens tokens = AgentTokens::of(tokenizer, count);
  std::string whole = text + "\n" + image_begin;
  for (std::int64_t i = 0; i < count; ++i) whole += image_token(i);
  whole += std::string(image_end) + "\n";
  AgentPrompt prompt;
  prompt.ids = tokenizer.encode(whole);
  prompt.ids.insert(prompt.ids.begin(), tokens.bos);
  prompt.image_count = count;
  const auto last = std::find(prompt.ids.rbegin(), prompt.ids.rend(), tokens.end);  // it was put there
  prompt.image_first = std::int64_t(prompt.ids.rend() - last) - 1 - count;
  return prompt;
}

std::vector<std::int64_t> agent_answer(const AgentTokens& tokens) {
  std::vector<std::int64_t> ids = {tokens.blank, tokens.begin};
  ids.insert(ids.end(), tokens.image.begin(), tokens.image.end());
  return ids;
}

}  // namespace koma::conditioning
