// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/prompt_windows.h"

#include <QtTest>

using koma::conditioning::cut_off;
using koma::conditioning::fill_up;
using koma::conditioning::lay_out;
using koma::conditioning::PromptUnit;
using koma::conditioning::WindowFrame;
using Ids = std::vector<std::int64_t>;

namespace {

constexpr std::int64_t start = 90, end = 91, padding = 0, comma = 7;
constexpr WindowFrame clip{77, start, end, padding};
constexpr WindowFrame tiny{6, start, end, padding};

std::vector<PromptUnit> words(const Ids& ids) {
  std::vector<PromptUnit> units;
  for (const std::int64_t id : ids) units.push_back({{id}, 1, id == comma, false});
  return units;
}

/// `count` words with a comma as number `place` (from 1).
std::vector<PromptUnit> words_with_comma(std::size_t count, std::size_t place) {
  Ids ids(count, 1);
  ids[place - 1] = comma;
  return words(ids);
}

/// Tokens before the end mark.
std::size_t length_of(const Ids& window) {
  return std::size_t(std::find(window.begin(), window.end(), end) - window.begin()) - 1;
}

}  // namespace

class PromptWindowsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void marksStandAroundEveryWindow() {
    const auto windows = lay_out(words({1, 2, 3, 4, 5}), tiny);
    QCOMPARE(windows.ids, (std::vector<Ids>{{start, 1, 2, 3, 4, end}, {start, 5, end, padding, padding, padding}}));
    QCOMPARE(windows.weights, std::vector<std::vector<double>>(2, std::vector<double>(6, 1)));
    QCOMPARE(lay_out({}, tiny).ids, (std::vector<Ids>{{start, end, padding, padding, padding, padding}}));
  }

  void seventyFiveTokensFillAWindow() {
    QCOMPARE(lay_out(words(Ids(75, 1)), clip).size(), std::size_t(1));
    QCOMPARE(lay_out(words(Ids(76, 1)), clip).size(), std::size_t(2));
  }

  void aFullWindowGivesBackWhatFollowsItsLastComma_data() {
    QTest::addColumn<int>("comma_place");
    QTest::addColumn<int>("kept");
    QTest::newRow("twenty tokens back") << 56 << 56;
    QTest::newRow("twenty-one tokens back") << 55 << 75;
    QTest::newRow("last token of the window") << 75 << 75;
    QTest::newRow("first token of the next") << 76 << 75;
  }
  void aFullWindowGivesBackWhatFollowsItsLastComma() {
    QFETCH(const int, comma_place);
    QFETCH(const int, kept);
    const auto windows = lay_out(words_with_comma(80, std::size_t(comma_place)), clip);
    QCOMPARE(windows.size(), std::size_t(2));
    QCOMPARE(length_of(windows.ids[0]), std::size_t(kept));
    QCOMPARE(length_of(windows.ids[1]), std::size_t(80 - kept));
  }

  void breaksStartWindowsEvenEmptyOnes() {
    auto units = words({1, 2});
    units.insert(units.begin() + 1, 2, PromptUnit{{}, 1, false, true});
    const auto windows = lay_out(units, tiny);
    QCOMPARE(windows.size(), std::size_t(3));
    QCOMPARE(length_of(windows.ids[1]), std::size_t(0));
    units = words({1});
    units.push_back({{}, 1, false, true});
    QCOMPARE(lay_out(units, tiny).size(), std::size_t(1));
  }

  void vectorsOfOneWordStayTogether() {
    auto units = words({1, 2, 3});
    units.push_back({{50, 51}, 1.5, false, false});
    const auto windows = lay_out(units, tiny);
    QCOMPARE(windows.ids[1], (Ids{start, 50, 51, end, padding, padding}));
    QCOMPARE(windows.weights[1], (std::vector<double>{1, 1.5, 1.5, 1, 1, 1}));
    QVERIFY(windows.weighted());
  }

  void cuttingKeepsTheFirstWindowOnly() {
    auto units = words({1, comma, 3, 4, 5});
    units.insert(units.begin() + 1, PromptUnit{{}, 1, false, true});
    QCOMPARE(cut_off(units, tiny).ids, (std::vector<Ids>{{start, 1, comma, 3, 4, end}}));
    QCOMPARE(cut_off(words({1}), tiny).ids, lay_out(words({1}), tiny).ids);
  }

  void evenWindowsArePaddedBeforeTheirEndMarkAndFourAtMost() {
    using koma::conditioning::evenly_cut;
    QCOMPARE(evenly_cut(words({1, comma, 3, 4, 5}), tiny).ids,
             (std::vector<Ids>{{start, 1, comma, 3, 4, end}, {start, 5, padding, padding, padding, end}}));
    QCOMPARE(evenly_cut({}, tiny).ids, (std::vector<Ids>{{start, padding, padding, padding, padding, end}}));
    QCOMPARE(evenly_cut(words({1, 2, 3, 4}), tiny).size(), std::size_t(1));
    QCOMPARE(evenly_cut(words(Ids(100, 1)), tiny).size(), std::size_t(4));
    auto windows = evenly_cut(words({1}), tiny);
    fill_up(windows, 2, tiny, koma::api::LongPrompts::llmga);
    QCOMPARE(windows.ids[1], evenly_cut({}, tiny).ids[0]);
    QVERIFY(!windows.weighted());
  }

  void emptyWindowsFillUp() {
    auto windows = lay_out(words({1}), tiny);
    fill_up(windows, 3, tiny, koma::api::LongPrompts::windows);
    QCOMPARE(windows.size(), std::size_t(3));
    QCOMPARE(windows.ids[2], lay_out({}, tiny).ids[0]);
    QVERIFY(!windows.weighted());
  }
};

QTEST_APPLESS_MAIN(PromptWindowsTest)
#include "prompt_windows_test.moc"
