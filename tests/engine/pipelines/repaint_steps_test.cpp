// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/repaint_steps.h"

#include <QtTest>

using koma::pipelines::repaint_steps;
using koma::pipelines::RepaintSteps;

class RepaintStepsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void strength_becomes_steps_data() {
    QTest::addColumn<int>("steps");
    QTest::addColumn<double>("strength");
    QTest::addColumn<int>("all");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("upstream_first");
    QTest::newRow("all of it") << 30 << 1.0 << 30 << 0 << 0;
    QTest::newRow("nothing") << 30 << 0.0 << 30 << 30 << 30;
    QTest::newRow("half") << 30 << 0.5 << 30 << 15 << 15;
    QTest::newRow("rounded, upstream cut") << 30 << 0.65 << 30 << 11 << 11;
    QTest::newRow("upstream executes one less") << 30 << 0.59 << 30 << 12 << 13;
    QTest::newRow("few steps are raised") << 4 << 0.5 << 8 << 4 << 2;
    QTest::newRow("a little of many") << 30 << 0.1 << 40 << 36 << 27;
    QTest::newRow("never more than 150") << 30 << 0.01 << 150 << 146 << 30;
    QTest::newRow("one step, all of it") << 1 << 1.0 << 1 << 0 << 0;
  }
  void strength_becomes_steps() {
    QFETCH(int, steps);
    QFETCH(double, strength);
    QFETCH(int, all);
    QFETCH(int, first);
    QFETCH(int, upstream_first);
    QCOMPARE(repaint_steps(steps, strength), (RepaintSteps{all, first}));
    QCOMPARE(repaint_steps(steps, strength, true), (RepaintSteps{steps, upstream_first}));
  }

  void its_strength_is_what_truncation_turns_back_into_these_steps() {
    for (int steps = 1; steps <= 150; ++steps) {
      for (int percent = 0; percent <= 100; ++percent) {
        const RepaintSteps part = repaint_steps(steps, percent / 100.0);
        QCOMPARE(int(part.steps * part.strength()), part.steps - part.first);
      }
    }
  }
};

QTEST_GUILESS_MAIN(RepaintStepsTest)
#include "repaint_steps_test.moc"
