// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace koma::conditioning {

/// A stretch of a prompt with one weight.
struct PromptPiece {
  std::string text;
  double weight = 1;
  bool starts_window = false;  ///< stands behind a BREAK
  friend bool operator==(const PromptPiece&, const PromptPiece&) = default;
};

/// Reads a prompt in AUTOMATIC1111's notation (specs/engine.md 4.6):
///   (x) weighs 1.1, [x] 1/1.1, (x:1.3) 1.3; brackets nest and multiply; \( \) \[ \] \\ are the characters themselves,
///   a backslash before anything else goes; a bracket that is never closed reaches to the end of the prompt; one that
///   closes nothing is a character. BREAK, a word of its own in capitals, starts a new window, also inside brackets.
/// Not read, with a note: <lora:name:weight> (also <lyco:…>, <hypernet:…>) is taken out, since LoRAs are chosen in a
/// list of their own; AND, [a:b:0.4] and [a|b] stay in the text as they are written.
/// At least one piece. Throws Error(invalid_argument) for a weight beyond ±100 or below 1/100 (but 0), or more than 64
/// open brackets.
[[nodiscard]] std::vector<PromptPiece> parse_prompt(std::string_view text, std::vector<std::string>& notes);

/// The prompt as it is written, in one piece; a note when it looks as if it wanted `parse_prompt`.
[[nodiscard]] std::vector<PromptPiece> literal_prompt(std::string_view text, std::vector<std::string>& notes);

}  // namespace koma::conditioning
