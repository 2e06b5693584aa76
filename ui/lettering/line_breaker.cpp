// SPDX-License-Identifier: Apache-2.0
#include "ui/lettering/line_breaker.h"

#include <limits>
#include <optional>

#include "ui/lettering/spacing.h"

namespace koma::lettering {
namespace {

constexpr double tolerance = 1e-6;  // sums of quarters of an em are exact; measures may not be

/// Breaks one paragraph; `clusters` holds no newline.
class Breaker {
 public:
  Breaker(std::span<const Cluster> clusters, const Measure& measure, const TextOptions& options)
      : clusters_(clusters), measure_(measure), options_(options) {}

  std::vector<Line> run(std::size_t linesBefore) {
    linesBefore_ = linesBefore;
    std::size_t start = skipSpaces(0);
    while (start < clusters_.size()) {
      lines_.push_back(nextLine(start, measure_.at(linesBefore_ + lines_.size())));
      start = skipSpaces(lines_.back().last);
    }
    if (options_.balance) balance();
    if (options_.noWidow) avoidWidow();
    return std::move(lines_);
  }

 private:
  std::size_t skipSpaces(std::size_t at) const {
    while (at < clusters_.size() && isSpace(clusters_[at].lineClass)) ++at;
    return at;
  }
  std::size_t trimmed(std::size_t first, std::size_t last) const {
    while (last > first && isSpace(clusters_[last - 1].lineClass)) --last;
    return last;
  }
  double length(std::size_t first, std::size_t last) const { return lineLength(clusters_, first, last, options_); }

  bool atPhraseEnd(std::size_t index) const { return measure_.phraseEnds.count(clusters_[index].offset) > 0; }
  bool legal(std::size_t index, Strictness strictness, bool phrases) const {
    return index == clusters_.size() ||
           (mayBreakBefore(clusters_, index, strictness) && (!phrases || atPhraseEnd(index)));
  }
  bool legal(std::size_t index) const { return legal(index, options_.strictness, options_.phraseBreaks); }

  Line makeLine(std::size_t first, std::size_t last, double measure) const {
    last = trimmed(first, last);
    const double advance = length(first, last);
    return {first, last, advance, 0, false, advance > measure + tolerance};
  }

  /// The steps of lettering 12.6: what fits, hanging, oikomi, oidashi, then one relaxation after the other.
  Line nextLine(std::size_t start, double measure) const {
    std::size_t fit = start;
    while (fit < clusters_.size() && length(start, fit + 1) <= measure + tolerance) ++fit;
    if (fit == clusters_.size() || (fit > start && legal(fit))) return makeLine(start, fit, measure);
    if (options_.hanging && fit > start && mayHang(fit)) {
      Line line = makeLine(start, fit, measure);
      line.last = fit + 1;
      line.hangs = true;
      return line;
    }
    if (options_.oikomi)
      if (const auto squeezed = squeeze(start, fit, measure)) return *squeezed;
    if (const auto place = lastLegal(start, fit)) return makeLine(start, *place, measure);
    std::size_t place = std::max(fit, start + 1);
    while (!legal(place, Strictness::core, false)) ++place;
    return makeLine(start, place, measure);
  }

  bool mayHang(std::size_t index) const {
    const LineClass mark = clusters_[index].lineClass;
    return (mark == LineClass::comma || mark == LineClass::fullStop) && legal(index + 1);
  }

  std::optional<Line> squeeze(std::size_t start, std::size_t fit, double measure) const {
    std::size_t place = fit + 1;
    while (place < clusters_.size() && !legal(place)) ++place;
    double slack = 0;
    const std::size_t last = trimmed(start, std::min(place, clusters_.size()));
    for (std::size_t i = start; i + 1 < last; ++i) slack += shrinkableAfter(clusters_, i, options_);
    Line line = makeLine(start, last, measure);
    const double excess = line.advance - measure;
    if (excess > slack + tolerance) return std::nullopt;
    line.shrink = excess;
    line.advance = measure;
    line.overflows = false;
    return line;
  }

  /// The last place in (start, fit] where a line may end, relaxing step by step (lettering 4.3).
  std::optional<std::size_t> lastLegal(std::size_t start, std::size_t fit) const {
    const auto find = [&](Strictness strictness, bool phrases) -> std::optional<std::size_t> {
      for (std::size_t place = fit; place > start; --place)
        if (legal(place, strictness, phrases)) return place;
      return std::nullopt;
    };
    if (options_.phraseBreaks)
      if (const auto place = find(options_.strictness, true)) return place;
    for (const Strictness step : {Strictness::strict, Strictness::normal, Strictness::loose, Strictness::core}) {
      if (step < options_.strictness) continue;
      if (const auto place = find(step, false)) return place;
    }
    return std::nullopt;
  }

  /// Lettering 12.8: as many lines as the greedy result has, with the least sum of squared lengths.
  void balance() {
    const std::size_t count = clusters_.size();
    const double measure = measure_.at(linesBefore_);
    const double none = std::numeric_limits<double>::infinity();
    // cost[k][i]: the best sum for clusters i… in k lines; next[k][i]: where the first of them ends.
    std::vector<std::vector<double>> cost(lines_.size() + 1, std::vector<double>(count + 1, none));
    std::vector<std::vector<std::size_t>> next(lines_.size() + 1, std::vector<std::size_t>(count + 1, 0));
    cost[0][count] = 0;
    for (std::size_t k = 1; k <= lines_.size(); ++k)
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t start = skipSpaces(i);
        for (std::size_t j = start + 1; j <= count; ++j) {
          const double advance = length(start, j);
          if (advance > measure + tolerance) break;
          // Equal sums: the longer first line wins, hence the tolerance on this side.
          const double total = advance * advance + cost[k - 1][j];
          if (!legal(j) || total == none || total > cost[k][i] + tolerance) continue;
          cost[k][i] = total;
          next[k][i] = j;
        }
      }
    if (cost[lines_.size()][0] == none) return;
    std::size_t start = 0;
    for (std::size_t k = lines_.size(); k > 0; --k) {
      const std::size_t end = next[k][start];
      lines_[lines_.size() - k] = makeLine(skipSpaces(start), end, measure);
      start = end;
    }
  }

  /// Lettering 12.9.
  void avoidWidow() {
    if (lines_.size() < 2) return;
    const Line& last = lines_.back();
    std::size_t company = 0;
    for (std::size_t i = last.first; i < last.last; ++i) company += isClosingMark(clusters_[i].lineClass) ? 0 : 1;
    if (company >= 2) return;
    const std::size_t index = lines_.size() - 1;
    const Line& previous = lines_[index - 1];
    const double measure = measure_.at(linesBefore_ + index);
    for (std::size_t place = previous.last - 1; place > previous.first; --place) {
      if (!legal(place)) continue;
      const Line moved = makeLine(skipSpaces(place), last.last, measure);
      if (moved.overflows) return;
      lines_[index - 1] = makeLine(previous.first, place, measure_.at(linesBefore_ + index - 1));
      lines_[index] = moved;
      return;
    }
  }

  std::span<const Cluster> clusters_;
  const Measure& measure_;
  const TextOptions& options_;
  std::size_t linesBefore_ = 0;
  std::vector<Line> lines_;
};

}  // namespace

double lineLength(std::span<const Cluster> clusters, std::size_t first, std::size_t last,
                  const TextOptions& options) noexcept {
  while (last > first && isSpace(clusters[last - 1].lineClass)) --last;
  double length = 0;
  for (std::size_t i = first; i < last; ++i) {
    length += clusters[i].width;
    if (i + 1 < last) length += spaceAfter(clusters, i, options);
  }
  if (options.halfAtLineHead && last > first && clusters[first].lineClass == LineClass::opening) length += 0.5;
  return length;
}

std::vector<Line> breakLines(std::span<const Cluster> clusters, const Measure& measure, const TextOptions& options) {
  std::vector<Line> lines;
  std::size_t start = 0;
  while (start < clusters.size()) {
    std::size_t end = start;
    while (end < clusters.size() && clusters[end].lineClass != LineClass::newline) ++end;
    for (Line line : Breaker(clusters.subspan(start, end - start), measure, options).run(lines.size())) {
      line.first += start;
      line.last += start;
      lines.push_back(line);
    }
    start = end + 1;
  }
  return lines;
}

}  // namespace koma::lettering
