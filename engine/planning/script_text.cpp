// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/script_text.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <string_view>

namespace koma::planning {

namespace {

constexpr std::size_t longest_name = 72;  // bytes

std::string trimmed(std::string_view text) {
  constexpr std::array<std::string_view, 5> blanks = {" ", "\t", "\r", "\n", "\u3000"};
  for (bool more = true; more;) {
    more = false;
    for (const auto blank : blanks) {
      while (text.starts_with(blank)) text.remove_prefix(blank.size()), more = true;
      while (text.ends_with(blank)) text.remove_suffix(blank.size()), more = true;
    }
  }
  return std::string(text);
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

struct Marks {
  std::string_view open, close;
};
constexpr std::array<Marks, 6> quotation = {
    {{"「", "」"}, {"『", "』"}, {"“", "”"}, {"\"", "\""}, {"«", "»"}, {"„", "“"}}};

/// What stands between quotation marks at both ends, or the text itself.
std::string unquoted(const std::string& text) {
  for (const auto& [open, close] : quotation) {
    if (text.size() >= open.size() + close.size() && text.starts_with(open) && text.ends_with(close)) {
      return trimmed(text.substr(open.size(), text.size() - open.size() - close.size()));
    }
  }
  return text;
}

bool could_be_name(const std::string& text) {
  if (text.empty() || text.size() > longest_name) return false;
  if (text.find_first_of(".!?;\"") != std::string::npos || text.find("。") != std::string::npos) return false;
  return std::ranges::count(text, ' ') < 4;
}

/// "NAME: words" or "NAME「words」"; none for anything else.
std::optional<ScriptLine> dialogue_of(const std::string& text) {
  for (const auto& [open, close] : quotation) {
    const std::size_t at = text.find(open);
    if (at == std::string::npos || !text.ends_with(close) || at + open.size() + close.size() > text.size()) continue;
    std::string name = trimmed(text.substr(0, at));
    for (const std::string_view colon : {":", "："}) {
      if (name.ends_with(colon)) name = trimmed(name.substr(0, name.size() - colon.size()));
    }
    const std::string said = unquoted(text.substr(at));
    if (!said.empty() && (name.empty() || could_be_name(name))) return ScriptLine{name, said};
  }
  for (const std::string_view colon : {":", "："}) {
    const std::size_t at = text.find(colon);
    if (at == std::string::npos) continue;
    const std::string name = trimmed(text.substr(0, at)), said = unquoted(trimmed(text.substr(at + colon.size())));
    if (could_be_name(name) && !said.empty()) return ScriptLine{name, said};
  }
  return {};
}

/// The number behind a word at the beginning of a line, or in front of it at its end: "Panel 3:", "3コマ", "コマ3".
std::optional<std::size_t> heading_number(const std::string& line, std::initializer_list<std::string_view> words,
                                          std::string& rest) {
  std::string text = lowered(line);
  const std::size_t shift = text.find_first_not_of("#*[( ");
  if (shift == std::string::npos) return {};
  text.erase(0, shift);
  for (const std::string_view word : words) {
    std::size_t at = 0;
    if (text.starts_with(word)) at = text.find_first_not_of(' ', word.size());
    const std::size_t end = text.find_first_not_of("0123456789", at);
    if (at == std::string::npos || end == at) continue;
    const bool behind = !text.starts_with(word);
    const std::string after = end == std::string::npos ? "" : text.substr(end);
    if (behind && !after.starts_with(word)) continue;
    const std::size_t used = shift + (end == std::string::npos ? text.size() : end) + (behind ? word.size() : 0);
    rest = trimmed(line.substr(std::min(line.size(), line.find_first_not_of(":.)]*-— ", used))));
    return std::size_t(std::strtoul(text.c_str() + at, nullptr, 10));
  }
  return {};
}

std::optional<std::size_t> page_heading(const std::string& line) {
  std::string rest;
  const auto number = heading_number(line, {"page", "ページ", "頁"}, rest);
  return rest.empty() ? number : std::nullopt;
}

std::vector<std::string> sentences_of(const std::string& text) {
  std::vector<std::string> sentences(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    sentences.back() += text[i];
    const bool latin =
        (text[i] == '.' || text[i] == '!' || text[i] == '?') && (i + 1 == text.size() || text[i + 1] == ' ');
    const bool other = std::string_view(text).substr(0, i + 1).ends_with("。");
    if (latin || other) sentences.emplace_back();
  }
  std::vector<std::string> out;
  for (const std::string& sentence : sentences) {
    if (std::string whole = trimmed(sentence); !whole.empty()) out.push_back(std::move(whole));
  }
  return out;
}

}  // namespace

std::string lowered(std::string text) {
  std::ranges::transform(text, text.begin(), lower);
  return text;
}

std::vector<ScriptBeat> read_script(const std::string& text) {
  std::vector<ScriptBeat> beats;
  std::istringstream in(text);
  std::string raw;
  while (std::getline(in, raw)) {
    std::string line = trimmed(raw), rest;
    if (line.empty() || page_heading(line)) continue;
    bool fresh = false;
    if (heading_number(line, {"panel", "コマ"}, rest)) {
      beats.push_back({.description = {}, .lines = {}, .own_panel = true});
      line = rest, fresh = true;
      if (line.empty()) continue;
    }
    if (const auto said = dialogue_of(line)) {
      if (beats.empty()) beats.emplace_back();
      beats.back().lines.push_back(*said);
      continue;
    }
    for (const std::string& sentence : sentences_of(line)) {
      const bool open = !beats.empty() && beats.back().own_panel && beats.back().lines.empty();
      if (open) {
        std::string& description = beats.back().description;
        description += (description.empty() ? "" : " ") + sentence;
      } else {
        beats.push_back({.description = sentence, .lines = {}, .own_panel = fresh});
      }
    }
  }
  return beats;
}

std::string page_of_script(const std::string& text, std::size_t page) {
  std::istringstream in(text);
  std::string line, part;
  bool headed = false, inside = false;
  while (std::getline(in, line)) {
    if (const auto number = page_heading(trimmed(line))) {
      headed = true;
      inside = *number == page;
    } else if (inside) {
      part += line + "\n";
    }
  }
  return headed ? part : text;
}

std::vector<const manga::Character*> named_in(const std::string& text, const manga::Project& project) {
  const std::string lower_text = lowered(text);
  std::vector<std::pair<std::size_t, const manga::Character*>> found;
  for (const auto& member : project.cast) {
    const std::string name = lowered(trimmed(member.name));
    if (name.empty()) continue;
    const bool latin = (name.front() & 0x80) == 0;
    for (std::size_t at = lower_text.find(name); at != std::string::npos; at = lower_text.find(name, at + 1)) {
      const std::size_t end = at + name.size();
      const bool inside =
          (at > 0 && is_letter(lower_text[at - 1])) || (end < lower_text.size() && is_letter(lower_text[end]));
      if (latin && inside) continue;
      found.emplace_back(at, &member);
      break;
    }
  }
  std::ranges::sort(found);
  std::vector<const manga::Character*> names;
  for (const auto& [at, member] : found) names.push_back(member);
  return names;
}

}  // namespace koma::planning
