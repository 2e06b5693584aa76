// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/tagged_text.h"

#include <algorithm>
#include <string_view>

#include "engine/planning/answer_fields.h"
#include "engine/planning/json_answer.h"
#include "engine/planning/safe_text.h"

namespace koma::planning {

namespace {

constexpr std::string_view opening = "<gen_image>", closing = "</gen_image>";
constexpr std::string_view ends[] = {"</s>",    "<|im_end|>", "<|eot_id|>",   "<end_of_turn>",
                                     "<|end|>", "<eos>",      "<|endoftext|>"};

std::string without_ends(std::string text) {
  for (const std::string_view mark : ends) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark)) text.erase(at, mark.size());
  }
  return text;
}

}  // namespace

TaggedText read_tagged_text(const std::string& answer) {
  const std::string text = without_ends(without_thoughts(answer));
  TaggedText found;
  std::string talk;
  const auto keep = [&](std::string_view prompt) {
    std::string words = cleaned(prompt, most_prompt);
    if (std::ranges::count(words, ' ') >= 2) found.prompts.push_back(std::move(words));
  };
  std::size_t at = 0;
  if (text.find(closing) < text.find(opening)) {
    keep(std::string_view(text).substr(0, text.find(closing)));
    at = text.find(closing) + closing.size();
  }
  while (at < text.size()) {
    const std::size_t open = text.find(opening, at);
    talk += text.substr(at, open - at);
    if (open == std::string::npos) break;
    const std::size_t begin = open + opening.size(), close = text.find(closing, begin);
    keep(std::string_view(text).substr(begin, close - begin));
    if (close == std::string::npos) break;
    at = close + closing.size();
  }
  found.talk = cleaned(talk, most_prompt);
  return found;
}

}  // namespace koma::planning
