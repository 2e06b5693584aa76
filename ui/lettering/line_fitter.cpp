// SPDX-License-Identifier: Apache-2.0
#include "ui/lettering/line_fitter.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <cmath>
#include <limits>
#include <memory>

#include "ui/lettering/spacing.h"

namespace koma::lettering {
namespace {

constexpr double none = std::numeric_limits<double>::infinity();
constexpr double overshoot = 1e-6;
constexpr std::size_t maxBulgingLines = 12;

bool isHiragana(const Cluster& cluster) {
  return cluster.text[0] >= 0x3041 && cluster.text[0] <= 0x309F;
}
bool isKatakana(const Cluster& cluster) {
  return cluster.lineClass != LineClass::middleDot && cluster.text[0] >= 0x30A1 && cluster.text[0] <= 0x30FF;
}
bool isNumber(const Cluster& cluster) {
  return u_isdigit(static_cast<UChar32>(cluster.text.back()));
}
bool isLatinText(std::span<const Cluster> clusters) {
  return std::any_of(clusters.begin(), clusters.end(),
                     [](const Cluster& c) { return c.lineClass == LineClass::latin; }) &&
         std::none_of(clusters.begin(), clusters.end(), [](const Cluster& c) { return isJapanese(c.lineClass); });
}

/// Least-cost breaking of one text for one measure after the other (lettering 10.2).
class Fitter {
 public:
  Fitter(std::span<const Cluster> clusters, const std::set<std::size_t>& phraseEnds, const TextOptions& options)
      : clusters_(clusters), options_(options), latin_(isLatinText(clusters)) {
    const std::size_t count = clusters.size();
    starts_.resize(count + 1, 0);
    breakCosts_.assign(count + 1, 0);
    for (std::size_t i = 0; i < count; ++i) {
      const double space = i + 1 < count ? spaceAfter(clusters, i, options) : 0;
      starts_[i + 1] = starts_[i] + clusters[i].width + space;
      widest_ = std::max(widest_, clusters[i].width);
      if (i == 0) continue;
      const bool legal = mayBreakBefore(clusters, i, options.strictness);
      breakCosts_[i] = legal ? breakCost(clusters, i, phraseEnds) : none;
    }
  }

  double widest() const { return widest_; }
  double total() const { return starts_.back(); }

  /// The best breaking into lines of these measures; with `exact`, into exactly so many, else the last one repeats.
  std::vector<Line> best(const std::vector<double>& measures, bool exact) {
    const std::size_t count = clusters_.size();
    const std::size_t layers = exact ? measures.size() : 1;
    // cost[k][i]: clusters i… set from line k on. Without `exact` all lines are alike, so one layer feeds itself.
    std::vector<std::vector<double>> cost(layers + 1, std::vector<double>(count + 1, none));
    std::vector<std::vector<std::size_t>> ends(layers, std::vector<std::size_t>(count + 1, 0));
    cost[layers][count] = 0;
    for (std::size_t k = layers; k-- > 0;) {
      if (!exact) cost[k][count] = 0;
      for (std::size_t i = count; i-- > 0;) relax(i, measures[k], cost[k], cost[exact ? k + 1 : k], ends[k]);
    }
    std::vector<Line> lines;
    if (cost[0][skipBlanks(0)] == none) return lines;
    std::size_t start = skipBlanks(0);
    for (std::size_t k = 0; start < count; ++k) {
      const std::size_t end = ends[exact ? k : 0][start];
      const std::size_t last = trimmed(start, end);
      lines.push_back({start, last, length(start, last), 0, false, false});
      start = skipBlanks(end);
    }
    return lines;
  }

  /// What the whole of these lines costs: breaks, raggedness, lonely ends.
  double cost(const std::vector<Line>& lines) const {
    double longest = 0, sum = 0;
    for (const Line& line : lines) longest = std::max(longest, line.advance);
    for (std::size_t k = 0; k < lines.size(); ++k) {
      const bool last = k + 1 == lines.size();
      const double slack = 1 - lines[k].advance / longest;
      sum += slack * slack * (latin_ ? 1.5 : last ? 0.3 : 1);
      if (lines.size() > 1 && lines[k].advance < longest / 3) sum += latin_ ? 0.3 : 1;
      if (!last) sum += std::min(breakCosts_[skipBlanks(lines[k].last)], 3.0);
      if (lines[k].overflows) sum += 3;
    }
    if (lines.size() > 1 && isLonely(lines.back())) sum += latin_ ? 0.4 : 2;
    return sum;
  }

 private:
  bool isNewline(std::size_t i) const { return clusters_[i].lineClass == LineClass::newline; }
  std::size_t skipBlanks(std::size_t at) const {
    while (at < clusters_.size() && (isSpace(clusters_[at].lineClass) || isNewline(at))) ++at;
    return at;
  }
  std::size_t trimmed(std::size_t first, std::size_t last) const {
    while (last > first && (isSpace(clusters_[last - 1].lineClass) || isNewline(last - 1))) --last;
    return last;
  }
  double length(std::size_t first, std::size_t last) const {
    return last > first ? starts_[last - 1] + clusters_[last - 1].width - starts_[first] : 0;
  }
  bool isLonely(const Line& line) const {
    std::size_t company = 0;
    for (std::size_t i = line.first; i < line.last; ++i) {
      const LineClass c = clusters_[i].lineClass;
      company += isClosingMark(c) || c == LineClass::dividing ? 0 : 1;
    }
    return company == 1;
  }

  void relax(std::size_t i, double measure, std::vector<double>& here, const std::vector<double>& next,
             std::vector<std::size_t>& ends) const {
    const std::size_t count = clusters_.size();
    const std::size_t start = skipBlanks(i);
    if (start != i) {  // lines start after the blanks; look their cost up there
      here[i] = start < count ? here[start] : next[count];
      ends[i] = start < count ? ends[start] : count;
      return;
    }
    for (std::size_t j = i + 1; j <= count; ++j) {
      if (j < count && isSpace(clusters_[j].lineClass)) continue;
      const double advance = length(i, trimmed(i, j));
      if (advance > measure + overshoot) break;
      const std::size_t follow = skipBlanks(j);
      const bool end = follow == count;
      const double slack = 1 - advance / measure;
      const double broken = end ? 0 : breakCosts_[j];
      const double sum = broken + slack * slack * (end ? 0.3 : 1) + next[follow];
      if (sum < here[i]) {
        here[i] = sum;
        ends[i] = j;
      }
      if (j < count && isNewline(j)) break;
    }
  }

  std::span<const Cluster> clusters_;
  const TextOptions& options_;
  bool latin_;
  std::vector<double> starts_;      // of every cluster on one endless line
  std::vector<double> breakCosts_;  // infinite where no line may end
  double widest_ = 0;
};

/// Measures of m lines in a round shape, the middle one 1: chords at the far edge of each line.
std::vector<double> bulge(std::size_t lines, double longest) {
  std::vector<double> measures;
  const double half = static_cast<double>(lines) / 2;
  for (std::size_t k = 0; k < lines; ++k) {
    const double edge = std::abs(static_cast<double>(k) + 0.5 - half) + 0.5;
    const double t = 0.8 * edge / half;
    measures.push_back(longest * std::sqrt(1 - t * t));
  }
  return measures;
}

}  // namespace

double breakCost(std::span<const Cluster> clusters, std::size_t index,
                 const std::set<std::size_t>& phraseEnds) noexcept {
  const Cluster& before = clusters[index - 1];
  const Cluster& after = clusters[index];
  if (before.lineClass == LineClass::newline || after.lineClass == LineClass::newline) return 0;
  // A leader or dash belongs to what it follows, even where the rules would let it start a line.
  if (after.lineClass == LineClass::inseparable) return 0.9;
  switch (before.lineClass) {
    case LineClass::fullStop:
    case LineClass::dividing:
    case LineClass::wideSpace:
    case LineClass::latinSpace:
      return 0;
    case LineClass::comma:
    case LineClass::closing:
      return 0.05;
    case LineClass::inseparable:
      return 0.1;
    default:
      break;
  }
  if (after.lineClass == LineClass::opening) return 0.1;
  const bool phrase = phraseEnds.count(after.offset) > 0;
  // A content word rarely starts with the hiragana that particles and endings are written in.
  const bool newWord = isHiragana(before) && !isHiragana(after);
  if (newWord) return phrase ? 0.15 : 0.3;
  if (isNumber(before) && !isHiragana(after)) return 2.5;  // a number and its counter: 3日
  if (before.lineClass == LineClass::smallKana) return 2;  // って, った: the worst place inside a word
  if (isHiragana(after)) return phrase && isHiragana(before) ? 0.6 : 1.5;
  if (isKatakana(before) != isKatakana(after)) return 0.6;
  return 1.5;
}

std::set<std::size_t> findPhraseEnds(std::u32string_view text) {
  std::set<std::size_t> ends;
  const auto string =
      icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()), static_cast<int32_t>(text.size()));
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> iterator(
      icu::BreakIterator::createLineInstance(icu::Locale::createFromName("ja@lw=phrase"), status));
  if (U_FAILURE(status)) return ends;  // an ICU without the data: the rule layer alone decides
  iterator->setText(string);
  for (int32_t at = iterator->next(); at != icu::BreakIterator::DONE; at = iterator->next())
    ends.insert(static_cast<std::size_t>(string.countChar32(0, at)));
  return ends;
}

std::vector<Layout> findLayouts(std::span<const Cluster> clusters, const std::set<std::size_t>& phraseEnds,
                                const TextOptions& options, bool bulging) {
  std::vector<Layout> layouts;
  if (clusters.empty()) return layouts;
  Fitter fitter(clusters, phraseEnds, options);
  const auto add = [&](std::vector<Line> lines) {
    if (lines.empty()) return;
    const bool known = std::any_of(layouts.begin(), layouts.end(), [&](const Layout& l) { return l.lines == lines; });
    if (!known) layouts.push_back({lines, fitter.cost(lines)});
  };
  // Half an em is the finest difference between lines of full-width text; long texts need fewer tries.
  const double step = std::max(0.5, fitter.total() / 80);
  for (double measure = std::max(fitter.widest(), 1.0); measure < fitter.total() + step; measure += step) {
    add(fitter.best({measure}, false));
    if (!bulging) continue;
    for (std::size_t lines = 2; lines <= std::min(maxBulgingLines, clusters.size()); ++lines)
      add(fitter.best(bulge(lines, measure), true));
  }
  // Where the strictness allows no break at all, the breaker relaxes it; this always gives a result.
  if (layouts.size() < 3)
    for (double measure = std::max(fitter.widest(), 1.0); measure < fitter.total() + step; measure += step)
      add(breakLines(clusters, {{measure}, {}}, options));
  return layouts;
}

}  // namespace koma::lettering
