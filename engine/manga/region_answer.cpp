// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/region_answer.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <sstream>
#include <string_view>

#include "engine/manga/region_plan.h"

namespace koma::manga {

namespace {

constexpr std::string_view digits = "0123456789";

/// A line in plain small letters, and where in the line each of them comes from.
struct Plain {
  std::string text;
  std::vector<std::size_t> origin;  ///< one more than there are letters: the line's end

  void add(char letter, std::size_t from) {
    text += char(std::tolower(static_cast<unsigned char>(letter)));
    origin.push_back(from);
  }
};

struct Sign {
  std::string_view bytes;
  char plain;
};
/// Signs outside the full-width block that stand for plain ones.
constexpr Sign other_signs[] = {{"\u3000", ' '}, {"\u201c", '"'}, {"\u201d", '"'}, {"\u2018", '\''}, {"\u2019", '\''},
                                {"\u3001", ','}, {"\u3002", '.'}, {"\u2022", '-'}, {"\u00a0", ' '},  {"\u2013", '-'}};

/// The plain sign for U+FF01…U+FF5E, the full-width forms of ASCII's; 0: another character.
char narrow(std::string_view three) {
  if (three.size() < 3 || three[0] != '\xef') return 0;
  const int code = (static_cast<unsigned char>(three[1]) - 0xbc) * 64 + static_cast<unsigned char>(three[2]) - 0x80;
  return code >= 1 && code <= 0x5e ? char(code + 0x20) : char(0);
}

Plain plain_of(const std::string& line) {
  Plain result;
  const std::string_view all = line;
  for (std::size_t at = 0; at < line.size();) {
    const std::string_view rest = all.substr(at);
    const auto* const sign = std::find_if(std::begin(other_signs), std::end(other_signs),
                                          [&](const Sign& s) { return rest.starts_with(s.bytes); });
    if (const char wide = narrow(rest.substr(0, 3))) {
      result.add(wide, at);
      at += 3;
    } else if (sign != std::end(other_signs)) {
      result.add(sign->plain, at);
      at += sign->bytes.size();
    } else {
      result.add(line[at], at);
      ++at;
    }
  }
  result.origin.push_back(line.size());
  return result;
}

std::size_t skip(const std::string& text, std::size_t at, std::string_view signs) {
  return std::min(text.find_first_not_of(signs, at), text.size());
}

/// What follows a label at the beginning of a line: a place in the plain text; nothing when it has another beginning.
std::optional<std::size_t> after_label(const Plain& line, std::initializer_list<std::string_view> words) {
  std::size_t at = skip(line.text, 0, " \t*#>_`\"'-0123456789.)(");
  for (const std::string_view word : words) {
    if (line.text.compare(at, word.size(), word) != 0) return std::nullopt;
    at = skip(line.text, at + word.size(), " \t");
  }
  if (at < line.text.size() && line.text[at] == 's') ++at;  // "Regional Prompts"
  at = skip(line.text, at, " \t*_`\"'");
  if (at >= line.text.size() || line.text[at] != ':') return std::nullopt;
  return at + 1;
}

/// Numbers and their signs up to the first character that cannot belong to them; empty where there are none.
std::string ratio_in(std::string_view text) {
  constexpr std::string_view ignored = "*`#\"'()[]{}_", signs = ".,;";
  std::string ratio;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char sign = text[at];
    const bool digit = digits.find(sign) != std::string_view::npos;
    const bool gap = at > 0 && blanks.find(text[at - 1]) != std::string_view::npos;
    // "1,1 (2 columns)" and "1,1 2": what follows a finished number is another matter.
    const bool finished = !ratio.empty() && signs.find(ratio.back()) == std::string_view::npos;
    if ((digit && finished && gap) || (finished && (sign == '(' || sign == '['))) break;
    if (digit || signs.find(sign) != std::string_view::npos) {
      ratio += sign;
    } else if (ignored.find(sign) == std::string_view::npos && blanks.find(sign) == std::string_view::npos) {
      break;
    }
  }
  while (!ratio.empty() && signs.find(ratio.back()) != std::string_view::npos) ratio.pop_back();
  return ratio;
}

bool is_empty_line(const std::string& line) {
  return line.find_first_not_of(blanks) == std::string::npos;
}

/// An answer in lines.
class Answer {
 public:
  explicit Answer(const std::string& text) {
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
      plain_.push_back(plain_of(line));
      lines_.push_back(std::move(line));
    }
  }

  [[nodiscard]] std::string ratio() const {
    std::string last;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const auto from = ratio_label(i);
      if (!from) continue;
      std::string found = ratio_in(std::string_view(plain_[i].text).substr(*from));
      const bool bare = skip(plain_[i].text, *from, " \t\r*`#\"'_") == plain_[i].text.size();
      if (bare && i + 1 < lines_.size()) found = ratio_in(plain_[i + 1].text);
      if (!found.empty()) last = found;
    }
    return last;
  }

  /// The lines that the last label begins, without the empty ones around them.
  [[nodiscard]] std::vector<std::string> prompt_lines() const {
    std::vector<std::string> last;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const auto from = after_label(plain_[i], {"regional", "prompt"});
      if (!from) continue;
      std::vector<std::string> found = block(i, plain_[i].origin[*from]);
      if (!found.empty()) last = std::move(found);
    }
    return last;
  }

 private:
  [[nodiscard]] std::optional<std::size_t> ratio_label(std::size_t line) const {
    return after_label(plain_[line], {"final", "split", "ratio"});
  }

  [[nodiscard]] std::vector<std::string> block(std::size_t line, std::size_t from) const {
    std::vector<std::string> found;
    const std::string rest = lines_[line].substr(from);
    if (!is_empty_line(rest)) found.push_back(rest);
    for (std::size_t i = line + 1; i < lines_.size() && !ratio_label(i); ++i) {
      if (!is_empty_line(lines_[i])) {
        found.push_back(lines_[i]);
      } else if (!found.empty()) {
        break;
      }
    }
    return found;
  }

  std::vector<std::string> lines_;
  std::vector<Plain> plain_;
};

/// Without markdown's signs, and without quotes that enclose the whole.
std::string unwrapped(std::string text) {
  std::erase_if(text, [](char sign) { return sign == '*' || sign == '`'; });
  text = trimmed(text);
  const bool quoted = text.size() > 1 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
  const bool whole = quoted && text.find(text.front(), 1) == text.size() - 1;
  return whole ? trimmed(text.substr(1, text.size() - 2)) : text;
}

/// Without a bullet, a number or "Region 2:" in front.
std::string without_bullet(const std::string& line) {
  const Plain plain = plain_of(line);
  const std::string& text = plain.text;
  std::size_t at = skip(text, 0, " \t-*+");
  const std::size_t region = text.compare(at, 6, "region") == 0 ? skip(text, at + 6, " \t") : at;
  const std::size_t after = skip(text, region, digits);
  const std::size_t end = skip(text, after, " \t*");
  if (after > region && end < text.size() && std::string_view(".):-").find(text[end]) != std::string_view::npos) {
    at = skip(text, end + 1, " \t*");
  }
  return line.substr(plain.origin[at]);
}

std::vector<std::string> prompts_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : " ") + trimmed(line);
  std::vector<std::string> parts = parts_between_breaks(unwrapped(text));
  if (parts.size() > 1 || lines.size() == 1) return parts;
  parts.clear();
  for (const std::string& line : lines) parts.push_back(unwrapped(without_bullet(line)));
  return parts;
}

}  // namespace

RegionAnswer read_region_answer(const std::string& text) {
  const Answer answer(text);
  RegionAnswer found;
  found.split = answer.ratio();
  if (found.split.empty()) {
    throw RegionError(RegionFault::missing_ratio,
                      "the answer has no line \"Final split ratio: …\" with numbers; ask again, or write the split");
  }
  const std::vector<std::string> lines = answer.prompt_lines();
  if (lines.empty()) {
    throw RegionError(RegionFault::missing_prompt,
                      "the answer has no line \"Regional Prompt: …\"; ask again, or write the prompts");
  }
  found.prompts = prompts_of(lines);
  (void)plan_regions({found.split, found.prompts, {}, {}});
  return found;
}

}  // namespace koma::manga
