// SPDX-License-Identifier: Apache-2.0
#include "engine/training/drawing_threads.h"

#include <QTest>
#include <atomic>
#include <stdexcept>
#include <vector>

using namespace koma::training;

class DrawingThreadsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void each_is_drawn_once_on_any_number_of_threads() {
    for (const int threads : {1, 3, 16}) {
      std::vector<std::atomic<int>> drawn(10);
      draw_on_threads(threads, std::ssize(drawn), [&](std::int64_t i) { ++drawn[std::size_t(i)]; });
      for (const auto& times : drawn) QCOMPARE(times.load(), 1);
    }
    draw_on_threads(4, 0, [](std::int64_t) { QFAIL("there is nothing to draw"); });
  }

  void what_a_thread_throws_arrives() {
    for (const int threads : {1, 4}) {
      const auto fail_at_three = [](std::int64_t i) {
        if (i == 3) throw std::runtime_error("three");
      };
      QVERIFY_EXCEPTION_THROWN(draw_on_threads(threads, 10, fail_at_three), std::runtime_error);
    }
  }

  void a_network_on_the_cpu_keeps_the_cores() {
    QCOMPARE(drawing_threads(at::Device(at::kCPU)), 1);
    QVERIFY(drawing_threads(at::Device(at::kCUDA, 0)) >= 1);
  }
};

QTEST_APPLESS_MAIN(DrawingThreadsTest)
#include "drawing_threads_test.moc"
