// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/bootstrap.h"

#include <QTest>
#include <vector>

#include "engine/base/error.h"

using namespace koma;
using namespace koma::eval;

namespace {

/// `right` right answers in `total` panels of one question each, spread evenly.
std::vector<Score> panels(int right, int total) {
  std::vector<Score> result;
  for (int i = 0; i < total; ++i) result.push_back({(i + 1) * right / total > i * right / total ? 1.0 : 0.0, 1});
  return result;
}

}  // namespace

class BootstrapTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_share_gets_about_the_interval_that_the_normal_law_gives() {
    // 80 of 200: 0.4 ± 1.96 · √(0.4 · 0.6 / 200) = 0.332 … 0.468.
    const auto [low, high] = bootstrap_interval(panels(80, 200), 1);
    QVERIFY2(std::abs(low - 0.332) < 0.012 && std::abs(high - 0.468) < 0.012,
             qPrintable(QString("%1 %2").arg(low).arg(high)));
  }

  void panels_are_drawn_whole() {
    // Ten panels of 20 equal answers know as much as ten answers, not as 200.
    std::vector<Score> lumps;
    for (int i = 0; i < 10; ++i) lumps.push_back({i < 5 ? 20.0 : 0.0, 20});
    const auto [low, high] = bootstrap_interval(lumps, 1);
    QVERIFY(low < 0.25 && high > 0.75);
  }

  void the_same_seed_gives_the_same_interval() {
    const auto first = bootstrap_interval(panels(30, 90), 7), again = bootstrap_interval(panels(30, 90), 7);
    QCOMPARE(first.low, again.low);
    QCOMPARE(first.high, again.high);
  }

  void nothing_counted_says_nothing() {
    const auto [low, high] = bootstrap_interval({}, 1);
    QCOMPARE(low, 0.0);
    QCOMPARE(high, 1.0);
  }

  void a_model_that_is_better_on_the_same_panels_beats_the_other() {
    std::vector<Score> good = panels(60, 100), worse = good;
    for (std::size_t i = 0, taken = 0; i < worse.size() && taken < 12; ++i) {
      if (worse[i].right == 0) continue;
      worse[i].right = 0;
      ++taken;
    }
    const Difference difference = paired_difference(good, worse, 3);
    QVERIFY(std::abs(difference.value - 0.12) < 1e-9);
    QVERIFY(difference.beats());
    // Apart, the two shares' intervals overlap: that they are of the same panels is what tells them apart.
    QVERIFY(bootstrap_interval(good, 3).low < bootstrap_interval(worse, 3).high);
    QVERIFY(!paired_difference(worse, good, 3).beats());
  }

  void equal_models_do_not_beat_each_other() {
    const Difference none = paired_difference(panels(50, 100), panels(50, 100), 3);
    QCOMPARE(none.value, 0.0);
    QVERIFY(!none.beats());
  }

  void only_the_same_panels_can_be_compared() {
    QVERIFY_THROWS_EXCEPTION(Error, (void)paired_difference(panels(1, 2), panels(1, 3), 1));
    QVERIFY_THROWS_EXCEPTION(Error, (void)paired_difference({}, {}, 1));
  }
};

QTEST_APPLESS_MAIN(BootstrapTest)
#include "bootstrap_test.moc"
