// SPDX-License-Identifier: Apache-2.0
#include "app/service/job_queue.h"

#include <QTest>

using namespace koma;
using api::Lane, api::Placement;
using app::JobQueue;

namespace {

api::Job job(std::uint64_t id, Lane lane = Lane::interactive, std::uint64_t panel = 0) {
  api::Job made{.id = {id}, .spec = {}};
  made.spec.lane = lane;
  made.spec.panel = {panel};
  return made;
}

QString order(const std::vector<api::Job>& jobs) {
  QStringList ids;
  for (const api::Job& job : jobs) ids += QString::number(job.id.value);
  return ids.join(' ');
}

/// Interactive 1 2 3 for panels 10 20 30, background 4 5 for panels 10 50.
JobQueue sample() {
  return JobQueue({job(4, Lane::background, 10), job(1, Lane::interactive, 10), job(2, Lane::interactive, 20),
                   job(5, Lane::background, 50), job(3, Lane::interactive, 30)});
}

}  // namespace

class JobQueueTest : public QObject {
  Q_OBJECT

 private slots:
  void interactiveJobsGoBeforeBackgroundJobs() {
    JobQueue queue = sample();
    QCOMPARE(order(queue.jobs()), "1 2 3 4 5");
    QCOMPARE(queue.take()->id.value, 1u);
    QCOMPARE(order(queue.jobs()), "2 3 4 5");
    QVERIFY(queue.hasInteractive());
  }

  void aNewJobGoesToTheBackOrTheFrontOfItsLane() {
    JobQueue queue = sample();
    QVERIFY(queue.put(job(6), Placement::back).empty());
    QVERIFY(queue.put(job(7), Placement::front).empty());
    QVERIFY(queue.put(job(8, Lane::background), Placement::front).empty());
    QCOMPARE(order(queue.jobs()), "7 1 2 3 6 8 4 5");
  }

  void aReplacementTakesThePlaceOfWhatThePanelHad() {
    JobQueue queue = sample();
    QCOMPARE(order(queue.put(job(6, Lane::interactive, 20), Placement::replace)), "2");
    QCOMPARE(order(queue.jobs()), "1 6 3 4 5");
    QCOMPARE(order(queue.put(job(7, Lane::background, 10), Placement::replace)), "1 4");
    QCOMPARE(order(queue.jobs()), "6 3 7 5");
  }

  void aReplacementOfNothingGoesToTheBack() {
    JobQueue queue = sample();
    QVERIFY(queue.put(job(6, Lane::interactive, 99), Placement::replace).empty());
    QVERIFY(queue.put(job(7), Placement::replace).empty());
    QVERIFY(queue.put(job(8), Placement::replace).empty());
    QCOMPARE(order(queue.jobs()), "1 2 3 6 7 8 4 5");
  }

  void aJobThatSteppedBackIsNextInItsLane() {
    JobQueue queue = sample();
    queue.putBack(job(9, Lane::background));
    QCOMPARE(order(queue.jobs()), "1 2 3 9 4 5");
  }

  void jobsMoveWithinTheirLane_data() {
    QTest::addColumn<quint64>("id");
    QTest::addColumn<quint64>("place");
    QTest::addColumn<QString>("expected");
    QTest::newRow("forwards") << quint64(3) << quint64(0) << "3 1 2 4 5";
    QTest::newRow("backwards") << quint64(1) << quint64(1) << "2 1 3 4 5";
    QTest::newRow("to the end") << quint64(1) << quint64(2) << "2 3 1 4 5";
    QTest::newRow("beyond the end") << quint64(4) << quint64(9) << "1 2 3 5 4";
    QTest::newRow("nowhere") << quint64(2) << quint64(1) << "1 2 3 4 5";
    QTest::newRow("unknown") << quint64(77) << quint64(0) << "1 2 3 4 5";
  }

  void jobsMoveWithinTheirLane() {
    QFETCH(quint64, id);
    QFETCH(quint64, place);
    QFETCH(QString, expected);
    JobQueue queue = sample();
    QCOMPARE(queue.move({id}, place), expected != "1 2 3 4 5");
    QCOMPARE(order(queue.jobs()), expected);
  }

  void aJobChangesToTheEndOfTheOtherLane() {
    JobQueue queue = sample();
    QVERIFY(queue.setLane({1}, Lane::background));
    QVERIFY(!queue.setLane({1}, Lane::background));
    QVERIFY(!queue.setLane({77}, Lane::background));
    QCOMPARE(order(queue.jobs()), "2 3 4 5 1");
    QCOMPARE(queue.jobs()[4].spec.lane, Lane::background);
  }

  void jobsAreRemoved() {
    JobQueue queue = sample();
    QCOMPARE(queue.remove({4})->id.value, 4u);
    QVERIFY(!queue.remove({4}));
    QCOMPARE(order(queue.clear()), "1 2 3 5");
    QVERIFY(queue.empty());
    QVERIFY(!queue.take());
  }
};

QTEST_APPLESS_MAIN(JobQueueTest)
#include "job_queue_test.moc"
