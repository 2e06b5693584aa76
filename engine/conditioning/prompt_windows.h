// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/api/generation_request.h"

namespace koma::conditioning {

/// What must stay together in a window: a token, or all vectors of a textual inversion.
struct PromptUnit {
  std::vector<std::int64_t> ids;
  double weight = 1;
  bool comma = false;
  bool starts_window = false;  ///< a BREAK stands before it; such a unit may hold no ids
};

/// Texts for one encoder: rows of `length` ids with marks and padding, and as many weights (1 for marks and padding).
struct PromptWindows {
  std::vector<std::vector<std::int64_t>> ids;
  std::vector<std::vector<double>> weights;

  [[nodiscard]] std::size_t size() const { return ids.size(); }
  /// True when a weight is not 1.
  [[nodiscard]] bool weighted() const;
};

/// The ids around a text.
struct WindowFrame {
  std::size_t length = 77;  ///< with both marks
  std::int64_t start = 0, end = 0, padding = 0;
};

/// Prompts of any length (specs/engine.md 4.6), by AUTOMATIC1111's rules: windows of length − 2 tokens, each with its
/// own marks. When a window is full and its last comma is at most 20 tokens away, what follows that comma moves to the
/// next window. A unit that does not fit the rest of a window starts the next. At least one window.
[[nodiscard]] PromptWindows lay_out(const std::vector<PromptUnit>& units, const WindowFrame& frame);

/// One window with what fits into it, without regard to commas and breaks.
[[nodiscard]] PromptWindows cut_off(const std::vector<PromptUnit>& units, const WindowFrame& frame);

/// Windows as LLMGA's fine-tuned Stable Diffusion reads them (specs/llmga.md 2.1): length − 2 tokens after another,
/// whatever commas and breaks say, four windows at most; padding stands before a window's end mark.
[[nodiscard]] PromptWindows evenly_cut(const std::vector<PromptUnit>& units, const WindowFrame& frame);

/// As many windows as `evenly_cut` makes at most.
inline constexpr std::size_t most_even_windows = 4;

/// By a request's rule.
[[nodiscard]] PromptWindows windows_of(const std::vector<PromptUnit>& units, const WindowFrame& frame,
                                       api::LongPrompts rule);

/// Appends windows of the empty text, by the same rule, until there are `count`.
void fill_up(PromptWindows& windows, std::size_t count, const WindowFrame& frame, api::LongPrompts rule);

}  // namespace koma::conditioning
