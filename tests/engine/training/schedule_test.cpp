// SPDX-License-Identifier: Apache-2.0
#include "engine/training/schedule.h"

#include <QTest>

using koma::training::Schedule;

class ScheduleTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void the_rate_rises_linearly_during_the_warm_up() {
    const Schedule schedule{.peak = 1e-3, .warmup_steps = 100};
    QCOMPARE(schedule.rate(0, 0), 1e-5);
    QCOMPARE(schedule.rate(49, 0.1), 5e-4);
    QCOMPARE(schedule.rate(99, 0.2), 1e-3);
  }
  void the_rate_stays_flat_to_the_middle() {
    const Schedule schedule{.peak = 1e-3, .warmup_steps = 100};
    QCOMPARE(schedule.rate(1000, 0.3), 1e-3);
    QCOMPARE(schedule.rate(1000, 0.5), 1e-3);
  }
  void the_rate_falls_linearly_to_two_percent() {
    const Schedule schedule{.peak = 1e-3, .warmup_steps = 100};
    QCOMPARE(schedule.rate(1000, 0.75), 5e-4);
    QCOMPARE(schedule.rate(1000, 1.0), 2e-5);
    QCOMPARE(schedule.rate(1000, 1.7), 2e-5);  // a run that overshoots its time
  }
  void the_rate_may_stay_or_follow_half_a_cosine() {
    const Schedule constant{.peak = 1e-3, .warmup_steps = 0, .flat_until = 1};
    QCOMPARE(constant.rate(0, 0), 1e-3);
    QCOMPARE(constant.rate(1000, 1.0), 1e-3);
    const Schedule cosine{.peak = 1e-3, .warmup_steps = 0, .floor_share = 0, .cosine = true};
    QCOMPARE(cosine.rate(0, 0), 1e-3);
    QVERIFY(qAbs(cosine.rate(500, 0.5) - 5e-4) < 1e-12);
    QVERIFY(qAbs(cosine.rate(1000, 1.0)) < 1e-12);
  }
};

QTEST_APPLESS_MAIN(ScheduleTest)
#include "schedule_test.moc"
