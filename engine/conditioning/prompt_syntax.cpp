// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/prompt_syntax.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <set>

#include "engine/base/error.h"

namespace koma::conditioning {
namespace {

constexpr double round_weight = 1.1, square_weight = 1 / 1.1;
constexpr double largest_weight = 100, smallest_weight = 0.01;
constexpr std::size_t most_brackets = 64;  // each closing bracket walks over what it holds

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Letters, digits, underscore and every byte of a character beyond ASCII.
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}

/// Place of `word`, standing alone, at or after `from`; npos when it is not there.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t from = 0) {
  for (std::size_t at = text.find(word, from); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end]))) return at;
  }
  return std::string_view::npos;
}

std::size_t past_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && is_space(text[at])) ++at;
  return at;
}

/// A number without exponent, as weights and moments are written.
struct Number {
  double value = 0;
  std::size_t end = 0;
};

std::optional<Number> number_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  if (end < text.size() && (text[end] == '+' || text[end] == '-')) ++end;
  int digits = 0, points = 0;
  for (; end < text.size() && (is_digit(text[end]) || text[end] == '.'); ++end) {
    (text[end] == '.' ? points : digits) += 1;
  }
  if (digits == 0 || points > 1) return std::nullopt;
  return Number{std::strtod(std::string(text.substr(at, end - at)).c_str(), nullptr), end};
}

/// ":", a number and `closing`, with spaces around the number; `end` lies behind `closing`.
std::optional<Number> number_before(std::string_view text, std::size_t colon, char closing) {
  const auto number = number_at(text, past_spaces(text, colon + 1));
  if (!number) return std::nullopt;
  const std::size_t end = past_spaces(text, number->end);
  if (end >= text.size() || text[end] != closing) return std::nullopt;
  return Number{number->value, end + 1};
}

/// Takes out <lora:…> and its like.
std::string without_adapters(std::string_view text, std::vector<std::string>& notes) {
  std::string rest;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view here = text.substr(at);
    const bool adapter = here.starts_with("<lora:") || here.starts_with("<lyco:") || here.starts_with("<hypernet:");
    const std::size_t end = adapter ? here.find('>') : std::string_view::npos;
    if (end == std::string_view::npos) {
      rest += text[at++];
      continue;
    }
    notes.push_back(std::string(here.substr(0, end + 1)) +
                    " was taken out of the prompt: LoRAs are chosen in their own list.");
    at += end + 1;
  }
  return rest;
}

/// The square brackets of [a:b:0.4] and [a|b], which change a prompt while a picture is drawn.
std::set<std::size_t> switching_brackets(std::string_view text) {
  struct Open {
    std::size_t place = 0;
    bool square = false, switches = false;
  };
  std::set<std::size_t> found;
  std::vector<Open> open;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\\') {
      ++at;
    } else if (c == '(' || c == '[') {
      open.push_back({at, c == '[', false});
    } else if ((c == ')' || c == ']') && !open.empty()) {
      const Open last = open.back();
      open.pop_back();
      if (c == ']' && last.square && last.switches) found.insert({last.place, at});
    } else if (!open.empty() && (c == '|' || (c == ':' && number_before(text, at, ']')))) {
      open.back().switches = true;
    }
  }
  return found;
}

/// A1111's reading: pieces grow at the end, and a closing bracket multiplies all since its opening one.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), switching_(switching_brackets(text)) {}

  std::vector<PromptPiece> read() {
    for (std::size_t at = 0; at < text_.size();) at = read_at(at);
    while (!round_.empty()) close(round_, round_weight);
    while (!square_.empty()) close(square_, square_weight);
    return merged();
  }
  [[nodiscard]] bool switches() const { return !switching_.empty(); }

 private:
  /// Reads one element; the place behind it.
  std::size_t read_at(std::size_t at) {
    constexpr std::string_view special = "\\()[]:";
    const char c = text_[at];
    if (c == '\\') {
      const bool escapes = at + 1 < text_.size() && special.find(text_[at + 1]) < 5;
      if (escapes) add(text_.substr(at + 1, 1));
      return at + (escapes ? 2 : 1);
    }
    if (c == '(') return open(round_, at);
    if (c == '[' && !switching_.contains(at)) return open(square_, at);
    if (c == ':' && !round_.empty()) {
      if (const auto weight = number_before(text_, at, ')')) {
        close(round_, weight->value);
        return weight->end;
      }
    }
    if (c == ')' && !round_.empty()) return close(round_, round_weight), at + 1;
    if (c == ']' && !square_.empty() && !switching_.contains(at)) return close(square_, square_weight), at + 1;
    const std::size_t end = special.find(c) == std::string_view::npos ? text_.find_first_of(special, at) : at + 1;
    const std::string_view run = text_.substr(at, end - at);
    add_with_breaks(run);
    return at + run.size();
  }

  std::size_t open(std::vector<std::size_t>& brackets, std::size_t at) {
    if (round_.size() + square_.size() == most_brackets) {
      throw Error(ErrorCode::invalid_argument, "more than 64 brackets of the prompt are open; close some or write \\(");
    }
    brackets.push_back(pieces_.size());
    return at + 1;
  }

  void close(std::vector<std::size_t>& brackets, double factor) {
    for (std::size_t i = brackets.back(); i < pieces_.size(); ++i) {
      double& weight = pieces_[i].weight;
      weight *= factor;
      if (std::abs(weight) > largest_weight || (weight != 0 && std::abs(weight) < smallest_weight)) {
        throw Error(ErrorCode::invalid_argument,
                    "a weight of the prompt is beyond 100 or below 0.01; use fewer brackets or another number");
      }
    }
    brackets.pop_back();
  }

  void add(std::string_view text, bool starts_window = false) {
    pieces_.push_back({std::string(text), 1, starts_window});
  }

  void add_with_breaks(std::string_view run) {
    constexpr std::string_view mark = "BREAK";
    bool behind_break = false;
    for (std::size_t found = find_word(run, mark); found != std::string_view::npos; found = find_word(run, mark)) {
      std::size_t end = found;
      while (end > 0 && is_space(run[end - 1])) --end;
      add(run.substr(0, end), behind_break);
      run = run.substr(past_spaces(run, found + mark.size()));
      behind_break = true;
    }
    add(run, behind_break);
  }

  /// Neighbours of one weight together, since a word may have been parted.
  [[nodiscard]] std::vector<PromptPiece> merged() const {
    std::vector<PromptPiece> result;
    for (const PromptPiece& piece : pieces_) {
      if (!result.empty() && !piece.starts_window && result.back().weight == piece.weight) {
        result.back().text += piece.text;
      } else {
        result.push_back(piece);
      }
    }
    if (result.empty()) result.emplace_back();
    return result;
  }

  std::string_view text_;
  std::set<std::size_t> switching_;
  std::vector<PromptPiece> pieces_;
  std::vector<std::size_t> round_, square_;  ///< number of pieces when the bracket opened
};

bool holds_weight(std::string_view text) {
  for (std::size_t at = text.find(':'); at != std::string_view::npos; at = text.find(':', at + 1)) {
    if (number_before(text, at, ')')) return true;
  }
  return false;
}

}  // namespace

std::vector<PromptPiece> parse_prompt(std::string_view text, std::vector<std::string>& notes) {
  const std::string rest = without_adapters(text, notes);
  Parser parser(rest);
  std::vector<PromptPiece> pieces = parser.read();
  if (parser.switches()) {
    notes.push_back("Prompts that change while a picture is drawn, [a:b:0.4] and [a|b], are read as plain text.");
  }
  if (find_word(rest, "AND") != std::string_view::npos) {
    notes.push_back("AND does not join prompts here; it is read as a word.");
  }
  return pieces;
}

std::vector<PromptPiece> literal_prompt(std::string_view text, std::vector<std::string>& notes) {
  const bool looks_marked = holds_weight(text) || find_word(text, "BREAK") != std::string_view::npos ||
                            text.find("<lora:") != std::string_view::npos;
  if (looks_marked) {
    notes.push_back(
        "The prompt is read as it is written: (word:1.2), BREAK and <lora:…> mean nothing while prompt "
        "weights are off.");
  }
  return {{std::string(text), 1, false}};
}

}  // namespace koma::conditioning
