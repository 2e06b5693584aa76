// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "ui/lettering/line_breaker.h"

namespace koma::lettering {

/// One way to break a text, with what it costs to read (lettering 10.3); 0 is perfect.
struct Layout {
  std::vector<Line> lines;
  double cost = 0;
};

/// Cost of ending a line before clusters[index], from 0 (after 。) to 1.5 (inside a word). `phraseEnds` are offsets.
[[nodiscard]] double breakCost(std::span<const Cluster> clusters, std::size_t index,
                               const std::set<std::size_t>& phraseEnds) noexcept;

/// Offsets at which ICU's phrase rules for Japanese see the end of a phrase. ICU 72 is sometimes wrong, so the result
/// is a cost, never a law.
[[nodiscard]] std::set<std::size_t> findPhraseEnds(std::u32string_view text);

/// The readable ways to break a text, one or a few per measure between its widest cluster and its whole length. With
/// `bulging`, also ways whose middle lines are longer, for centred lines in a round shape. Never empty for a text that
/// holds more than blanks. Author's newlines always break.
[[nodiscard]] std::vector<Layout> findLayouts(std::span<const Cluster> clusters,
                                              const std::set<std::size_t>& phraseEnds, const TextOptions& options,
                                              bool bulging);

}  // namespace koma::lettering
