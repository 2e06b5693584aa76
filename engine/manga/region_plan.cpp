// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/region_plan.h"

#include <cctype>

namespace koma::manga {

namespace {

constexpr std::string_view mark = "BREAK";

std::string counted(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

/// Of a word: BREAKFAST is no break.
bool is_letter(const std::string& text, std::size_t place) {
  return place < text.size() && (std::isalnum(static_cast<unsigned char>(text[place])) != 0 || text[place] == '_');
}

std::size_t next_break(const std::string& text, std::size_t from) {
  for (std::size_t at = text.find(mark, from); at != std::string::npos; at = text.find(mark, at + 1)) {
    const bool alone = (at == 0 || !is_letter(text, at - 1)) && !is_letter(text, at + mark.size());
    if (alone) return at;
  }
  return std::string::npos;
}

void check_prompts(const std::vector<std::string>& prompts, std::size_t regions) {
  if (prompts.size() != regions) {
    throw RegionError(RegionFault::count_mismatch, "there are " + counted(prompts.size(), "prompt") + " for " +
                                                       counted(regions, "region") +
                                                       "; write one for each, or change the split");
  }
  for (std::size_t i = 0; i < prompts.size(); ++i) {
    if (prompts[i].find_first_not_of(blanks) != std::string::npos) continue;
    throw RegionError(RegionFault::empty_prompt, "region " + std::to_string(i + 1) +
                                                     " has no words; say what is there, or leave it out of the split");
  }
}

void check_base(const RegionWords& words) {
  const bool prompt = !trimmed(words.base_prompt).empty(), ratio = !trimmed(words.base_ratio).empty();
  if (prompt == ratio) return;
  throw RegionError(RegionFault::base_incomplete,
                    prompt ? "the base prompt has no base ratio; say how much of each region it has, such as 0.3, or "
                             "remove it"
                           : "the base ratio has no base prompt; say what the whole panel shows, or remove the ratio");
}

}  // namespace

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string> parts_between_breaks(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t at = next_break(text, 0); at != std::string::npos; at = next_break(text, begin)) {
    parts.push_back(trimmed(text.substr(begin, at - begin)));
    begin = at + mark.size();
  }
  parts.push_back(trimmed(text.substr(begin)));
  return parts;
}

std::vector<PlannedRegion> plan_regions(const RegionWords& words) {
  const std::vector<SplitRow> rows = parse_split(words.split);
  const std::vector<RegionSpan> spans = spans_of(rows);
  check_prompts(words.prompts, spans.size());
  check_base(words);
  std::vector<double> base(spans.size(), 0);
  if (!trimmed(words.base_ratio).empty()) base = parse_base_ratio(words.base_ratio, rows);
  std::vector<PlannedRegion> regions;
  for (std::size_t i = 0; i < spans.size(); ++i) regions.push_back({trimmed(words.prompts[i]), spans[i], base[i]});
  return regions;
}

}  // namespace koma::manga
