// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <thread>

#include "tests/support/fake_web.h"

using namespace koma::app;

class RateLimitTest : public QObject {
  Q_OBJECT
 private slots:
  void turnsAreEvenlySpaced() {
    JumpingClock time;
    RateLimit rate(4, time.clock());
    for (int i = 0; i < 5; ++i) rate.wait({});
    QCOMPARE(time.seconds(), 1.0);
  }

  void manyThreadsTogetherAreNoFaster() {
    JumpingClock time;
    RateLimit rate(10, time.clock());
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
          for (int turn = 0; turn < 10; ++turn) rate.wait({});
        });
      }
    }
    QVERIFY(time.seconds() >= 3.9 - 1e-6);
  }

  void aHoldStopsEverybody() {
    JumpingClock time;
    RateLimit rate(1000, time.clock());
    rate.wait({});
    rate.hold(std::chrono::seconds(30));
    rate.wait({});
    QVERIFY(time.seconds() >= 30);
  }

  void whoIsStoppedDoesNotWait() {
    std::stop_source stop;
    RateLimit rate(0.001, Clock::real());
    rate.wait(stop.get_token());
    stop.request_stop();
    rate.wait(stop.get_token());
    std::jthread waiting([&] { rate.wait(stop.get_token()); });
    waiting.join();
  }
};

QTEST_APPLESS_MAIN(RateLimitTest)
#include "rate_limit_test.moc"
