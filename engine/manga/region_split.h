// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/manga/region_error.h"

namespace koma::manga {

/// What separates words in the texts of regions.
inline constexpr std::string_view blanks = " \t\r\n";

/// One row of regions: weights, of whatever sum.
struct SplitRow {
  double height = 1;
  std::vector<double> widths;
};

/// A region's place in fractions of its panel's height and width; `bottom` and `right` are not part of it.
struct RegionSpan {
  double top = 0, bottom = 1, left = 0, right = 1;
  friend bool operator==(const RegionSpan&, const RegionSpan&) = default;
};

/// RPG's grammar (specs/rpg.md 4): rows := row (";" row)*, row := number ("," number)*, blanks around numbers allowed.
/// Without ";" the numbers are the widths of one row. With it the first number of each row is its height, the others
/// are widths; a row of one or two numbers is one full-width region. Throws RegionError(bad_ratio) that names the first
/// character which is not of a finite number above 0.
[[nodiscard]] std::vector<SplitRow> parse_split(const std::string& text);

/// The regions row by row from the top, in each from the left. Neighbours share their edges to the last bit; the last
/// ends are 1.
[[nodiscard]] std::vector<RegionSpan> spans_of(const std::vector<SplitRow>& rows);
/// The same with the sums of the published code, whose last ends may be 0.999… (specs/rpg.md 6, rounding details).
[[nodiscard]] std::vector<RegionSpan> rounded_spans_of(const std::vector<SplitRow>& rows);

/// The base prompt's share in every region, row by row: "0.3" holds for all; otherwise rows separated by ";", each
/// with one number for the row or one per region. Throws RegionError(bad_base) for numbers outside 0…1 and rows that
/// are not those of the split.
[[nodiscard]] std::vector<double> parse_base_ratio(const std::string& text, const std::vector<SplitRow>& rows);

}  // namespace koma::manga
