// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/region_split.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <numeric>
#include <string_view>

namespace koma::manga {

namespace {

/// Which character of a UTF-8 text starts at a byte, counted from 1.
std::size_t character_at(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, byte);
  const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
  return 1 + std::size_t(std::count_if(before.begin(), before.end(), starts));
}

struct Number {
  double value = 0;
  std::size_t place = 0;  ///< byte in the text
};
using NumberRow = std::vector<Number>;

/// What a number must be, and what is said of others.
struct Rule {
  RegionFault fault;
  std::function<bool(double)> accepts;
  const char* wanted;
  const char* remedy;
};

[[noreturn]] void refuse(const Rule& rule, std::string_view text, std::size_t begin, std::size_t end) {
  const std::size_t character = character_at(text, begin);
  const std::string found = end > begin           ? "\"" + std::string(text.substr(begin, end - begin)) + "\""
                            : begin < text.size() ? "\"" + std::string(text.substr(begin, 1)) + "\""
                                                  : "the end";
  throw RegionError(rule.fault,
                    "\"" + std::string(text) + "\" has " + found + " at character " + std::to_string(character) +
                        " where " + rule.wanted + " must stand; " + rule.remedy,
                    character);
}

Number number_in(std::string_view text, std::size_t begin, std::size_t end, const Rule& rule) {
  const std::string_view item = text.substr(begin, end - begin);
  const std::size_t first = std::min(item.find_first_not_of(blanks), item.size());
  const std::size_t last = item.find_last_not_of(blanks) + 1;  // npos + 1 is 0
  if (first >= last) refuse(rule, text, end, end);
  double value = 0;
  const char* const stop = item.data() + last;
  const auto read = std::from_chars(item.data() + first, stop, value);
  if (read.ec != std::errc() || read.ptr != stop || !std::isfinite(value) || !rule.accepts(value)) {
    refuse(rule, text, begin + first, begin + last);
  }
  return {value, begin + first};
}

std::vector<NumberRow> number_rows(std::string_view text, const Rule& rule) {
  std::vector<NumberRow> rows(1);
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(",;", begin), text.size());
    rows.back().push_back(number_in(text, begin, end, rule));
    if (end < text.size() && text[end] == ';') rows.emplace_back();
    begin = end + 1;
  }
  return rows;
}

/// Where each part begins, and where the last ends.
std::vector<double> edges(const std::vector<double>& weights) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<double> result{0};
  double sum = 0;
  for (const double weight : weights) result.push_back((sum += weight) / total);
  result.back() = 1;
  return result;
}

std::vector<double> rounded_edges(const std::vector<double>& weights) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<double> result{0};
  for (const double weight : weights) result.push_back(result.back() + weight / total);
  return result;
}

using Edges = std::vector<double> (*)(const std::vector<double>&);

std::vector<RegionSpan> spans(const std::vector<SplitRow>& rows, Edges edges_of) {
  std::vector<double> heights;
  for (const SplitRow& row : rows) heights.push_back(row.height);
  const std::vector<double> down = edges_of(heights);
  std::vector<RegionSpan> result;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const std::vector<double> across = edges_of(rows[r].widths);
    for (std::size_t c = 0; c + 1 < across.size(); ++c) {
      result.push_back({down[r], down[r + 1], across[c], across[c + 1]});
    }
  }
  return result;
}

std::vector<double> values_of(const NumberRow& row, std::size_t from) {
  std::vector<double> values;
  for (std::size_t i = from; i < row.size(); ++i) values.push_back(row[i].value);
  return values.empty() ? std::vector<double>{1} : values;
}

}  // namespace

const char* to_string(RegionFault fault) noexcept {
  static constexpr const char* names[] = {"bad_ratio", "count_mismatch", "empty_prompt",  "base_incomplete",
                                          "bad_base",  "missing_ratio",  "missing_prompt"};
  return names[int(fault)];
}

std::vector<SplitRow> parse_split(const std::string& text) {
  // Sums of what is accepted stay finite.
  const Rule rule{RegionFault::bad_ratio, [](double value) { return value > 0 && value < 1e100; },
                  "a number greater than 0",
                  "write widths, such as 1,2, or rows of a height and widths, such as 1;2,1,1"};
  const std::vector<NumberRow> numbers = number_rows(text, rule);
  if (numbers.size() == 1) return {{1, values_of(numbers.front(), 0)}};
  std::vector<SplitRow> rows;
  for (const NumberRow& row : numbers) rows.push_back({row.front().value, values_of(row, 1)});
  return rows;
}

std::vector<RegionSpan> spans_of(const std::vector<SplitRow>& rows) {
  return spans(rows, edges);
}

std::vector<RegionSpan> rounded_spans_of(const std::vector<SplitRow>& rows) {
  return spans(rows, rounded_edges);
}

std::vector<double> parse_base_ratio(const std::string& text, const std::vector<SplitRow>& rows) {
  const Rule rule{RegionFault::bad_base, [](double value) { return value >= 0 && value <= 1; }, "a number from 0 to 1",
                  "write one for all regions, such as 0.3, or one per region in the rows of the split"};
  const std::vector<NumberRow> numbers = number_rows(text, rule);
  std::vector<double> shares;
  if (numbers.size() == 1 && numbers.front().size() == 1) {
    for (const SplitRow& row : rows) shares.insert(shares.end(), row.widths.size(), numbers.front().front().value);
    return shares;
  }
  const auto wrong = [&](const std::string& what, std::size_t place) {
    const std::size_t character = character_at(text, place);
    return RegionError(RegionFault::bad_base,
                       "\"" + text + "\" " + what + " (character " + std::to_string(character) +
                           "); write one number for all regions, or one per region in the rows of the split",
                       character);
  };
  for (std::size_t r = 0; r < std::min(numbers.size(), rows.size()); ++r) {
    const NumberRow& row = numbers[r];
    const std::size_t regions = rows[r].widths.size();
    if (row.size() != 1 && row.size() != regions) {
      throw wrong("has " + std::to_string(row.size()) + " numbers in row " + std::to_string(r + 1) +
                      ", but the split has " + std::to_string(regions) + (regions == 1 ? " region" : " regions") +
                      " there",
                  row.front().place);
    }
    for (std::size_t c = 0; c < regions; ++c) shares.push_back(row[row.size() == 1 ? 0 : c].value);
  }
  if (numbers.size() != rows.size()) {
    throw wrong("has " + std::to_string(numbers.size()) + (numbers.size() == 1 ? " row" : " rows") +
                    ", but the split has " + std::to_string(rows.size()),
                numbers[std::min(rows.size(), numbers.size() - 1)].front().place);
  }
  return shares;
}

}  // namespace koma::manga
