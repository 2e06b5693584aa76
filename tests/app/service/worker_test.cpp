// SPDX-License-Identifier: Apache-2.0
#include "app/service/worker.h"

#include <QTest>
#include <future>
#include <string>

using koma::app::Worker;

class WorkerTest : public QObject {
  Q_OBJECT

 private slots:
  void workIsDoneInOrderOnTheThreadBetweenItsHooks() {
    std::string heard;
    std::thread::id thread;
    std::promise<void> posted;
    {
      Worker worker({.initialise =
                         [&] {
                           thread = std::this_thread::get_id();
                           heard += "(";
                         },
                     .idle = [&] { heard += "."; },
                     .finalise = [&] { heard += thread == std::this_thread::get_id() ? ")" : "?"; }});
      worker.post([&] { posted.get_future().wait(); });
      for (const char letter : {'a', 'b', 'c'}) {
        worker.post([&heard, &thread, letter] { heard += thread == std::this_thread::get_id() ? letter : '?'; });
      }
      posted.set_value();
      QVERIFY(worker.threadId() != std::this_thread::get_id());
    }
    QCOMPARE(heard, std::string("(abc.)"));
  }

  void aClosedWorkerDoesWhatItHasAndTakesNothingIn() {
    int done = 0;
    Worker worker;
    std::promise<void> held;
    worker.post([&] { held.get_future().wait(); });
    worker.post([&] { ++done; });
    worker.close();
    QVERIFY(!worker.post([&] { done += 100; }));
    held.set_value();
    worker.join();
    worker.join();
    QCOMPARE(done, 1);
  }

  void workMayPostMore() {
    std::promise<int> answer;
    auto future = answer.get_future();
    Worker worker;
    worker.post([&] { worker.post([&] { answer.set_value(42); }); });
    QCOMPARE(future.get(), 42);
  }
};

QTEST_APPLESS_MAIN(WorkerTest)
#include "worker_test.moc"
