// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <set>
#include <span>
#include <vector>

#include "ui/lettering/text_cluster.h"

namespace koma::lettering {

/// One line or column: the clusters first … last−1; blanks at its ends are not part of it.
struct Line {
  std::size_t first = 0;
  std::size_t last = 0;
  double advance = 0;      ///< length in em: a hanging mark excluded, shrink applied
  double shrink = 0;       ///< taken out of the blanks by oikomi, in em
  bool hangs = false;      ///< its last mark stands beyond the measure
  bool overflows = false;  ///< longer than the measure: the core rules allowed no earlier break

  friend bool operator==(const Line&, const Line&) = default;
};

/// What the text must fit into.
struct Measure {
  /// One length per line in em, at least one; the last repeats.
  std::vector<double> lengths;
  /// Offsets (code points) at which a phrase ends; used with TextOptions::phraseBreaks.
  std::set<std::size_t> phraseEnds;

  [[nodiscard]] double at(std::size_t line) const { return lengths[std::min(line, lengths.size() - 1)]; }
};

/// May a line end before clusters[index] at this strictness (lettering 4.2)? `index` is in 1 … size−1.
[[nodiscard]] bool mayBreakBefore(std::span<const Cluster> clusters, std::size_t index, Strictness strictness) noexcept;

/// Length in em of clusters[first … last−1] as one line, without blanks at its end.
[[nodiscard]] double lineLength(std::span<const Cluster> clusters, std::size_t first, std::size_t last,
                                const TextOptions& options) noexcept;

/// Breaks a text by the reference model (lettering 12.4–12.10). Always gives every cluster that is no blank to exactly
/// one line, and never breaks the core rules.
[[nodiscard]] std::vector<Line> breakLines(std::span<const Cluster> clusters, const Measure& measure,
                                           const TextOptions& options);

}  // namespace koma::lettering
