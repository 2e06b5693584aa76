// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/json_answer.h"

#include <optional>

#include "engine/base/error.h"
#include "engine/planning/safe_text.h"

namespace koma::planning {

using nlohmann::json;

namespace {

constexpr int deepest = 32;
constexpr int most_tries = 64;  // each may read to the end: a megabyte of braces must not take hours

/// Where the object that begins at `open` ends, one behind its brace; none when it does not.
std::optional<std::size_t> end_of_object(const std::string& text, std::size_t open) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = open; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      if (++depth > deepest) return {};
    } else if ((c == '}' || c == ']') && --depth == 0) {
      return i + 1;
    }
  }
  return {};
}

void erase_between(std::string& text, const std::string& open, const std::string& close) {
  if (const std::size_t end = text.rfind(close); end != std::string::npos) text.erase(0, end + close.size());
  if (const std::size_t begin = text.find(open); begin != std::string::npos) text.erase(begin);
}

}  // namespace

std::string without_thoughts(const std::string& answer) {
  std::string text = answer;
  erase_between(text, "<think>", "</think>");
  erase_between(text, "<thinking>", "</thinking>");
  return text;
}

json read_json_answer(const std::string& answer) {
  if (!is_utf8(answer)) throw Error(ErrorCode::invalid_file, "the answer is not UTF-8");
  const std::string text = without_thoughts(answer);
  bool begun = false;
  int tries = 0;
  for (std::size_t open = text.find('{'); open != std::string::npos && ++tries <= most_tries;
       open = text.find('{', open + 1)) {
    const auto end = end_of_object(text, open);
    begun = true;
    if (!end) continue;
    json value = json::parse(text.begin() + std::ptrdiff_t(open), text.begin() + std::ptrdiff_t(*end), nullptr,
                             /*allow_exceptions=*/false);
    if (value.is_object()) return value;
  }
  throw Error(ErrorCode::invalid_file,
              begun ? "the answer's JSON object is cut off or malformed" : "the answer holds no JSON object");
}

}  // namespace koma::planning
