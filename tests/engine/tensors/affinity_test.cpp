// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/affinity.h"

#include <QtTest>

#include <sched.h>

#include <thread>

#include "engine/base/error.h"

using namespace koma::tensors;

class AffinityTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void numbers_and_ranges_are_read() {
    QCOMPARE(read_cores("0-2,5,1"), (std::vector<int>{0, 1, 2, 5}));
    QCOMPARE(read_cores(""), std::vector<int>{});
  }

  void other_words_are_refused_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"x", "1-", "-1", "3-1", "1024", "1;2", "0x1", "1,,2"}) QTest::newRow(text) << text;
  }
  void other_words_are_refused() {
    QFETCH(QString, text);
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)read_cores(text.toStdString()));
  }

  void a_bound_thread_and_those_it_starts_run_on_its_cores_only() {
    int inherited = -1;
    std::thread([&] {
      cpu_set_t before;
      sched_getaffinity(0, sizeof before, &before);
      int allowed = 0;
      while (!CPU_ISSET(allowed, &before)) ++allowed;
      bind_to_cores({allowed});
      std::thread([&] {
        cpu_set_t after;
        sched_getaffinity(0, sizeof after, &after);
        inherited = CPU_COUNT(&after) == 1 && CPU_ISSET(allowed, &after) ? 1 : 0;
      }).join();
    }).join();
    QCOMPARE(inherited, 1);
  }

  void cores_that_are_not_there_are_refused() { QVERIFY_THROWS_EXCEPTION(koma::Error, bind_to_cores({1023})); }
};

QTEST_GUILESS_MAIN(AffinityTest)
#include "affinity_test.moc"
