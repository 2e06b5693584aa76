// SPDX-License-Identifier: Apache-2.0
#include "app/service/threaded_job_service.h"

#include <QTest>

#include "tests/support/job_recorder.h"
#include "tests/support/memory_journal.h"
#include "tests/support/scripted_generator.h"

using namespace koma;
using namespace koma::app;
using api::Lane, api::Placement;
using tests::jobFor;

namespace {

/// A service with a scripted engine, a journal and a listener.
struct Bench {
  std::shared_ptr<tests::Gate> gate = std::make_shared<tests::Gate>();
  std::shared_ptr<tests::MemoryJournal> journal = std::make_shared<tests::MemoryJournal>();
  ThreadedJobService service{[this] { return std::make_unique<tests::ScriptedGenerator>(gate); }};
  tests::JobRecorder heard{service};
  Bench() { service.attach(journal); }
};

api::Failed failure(const api::JobEvent& event) {
  return std::get<api::Failed>(event.event);
}

std::vector<std::uint64_t> panels(const std::vector<api::Job>& jobs) {
  std::vector<std::uint64_t> panels;
  for (const api::Job& job : jobs) panels.push_back(job.spec.panel.value);
  return panels;
}

}  // namespace

class ThreadedJobServiceTest : public QObject {
  Q_OBJECT

 private slots:
  void aJobIsStartedProgressesAndFinishesWithItsTakesKept() {
    Bench bench;

    const auto job = bench.service.submit(jobFor(7, "", Lane::interactive, {{1}, {2}}), Placement::back);

    const api::JobEvent last = bench.heard.last(job);
    QCOMPARE(bench.heard.letters(job), std::string("SPPPPF"));
    QCOMPARE(last.panel.value, 7u);
    QCOMPARE(last.takes.size(), 2u);
    QCOMPARE(last.takes[1].id.value, 2u);
    QCOMPARE(std::get<api::Finished>(last.event).pictures.size(), 2u);
    QCOMPARE(bench.journal->kept(), std::vector{job});
    QVERIFY(bench.service.jobs().empty());
  }

  void withoutAProjectAJobFailsWithTheReason() {
    Bench bench;
    bench.service.attach(nullptr);

    const auto job = bench.service.submit(jobFor(1), Placement::back);

    QCOMPARE(failure(bench.heard.last(job)).code, ErrorCode::not_found);
    QCOMPARE(bench.heard.letters(job), std::string("X"));
  }

  void whatBreaksTheEngineFailsItsJobAndTheNextIsDrawn_data() {
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("fails") << "fail" << int(ErrorCode::unsupported) << "this cannot be drawn";
    QTest::newRow("throws") << "throw" << int(ErrorCode::internal) << "the script says so";
    QTest::newRow("throws no exception") << "odd" << int(ErrorCode::internal) << "without saying why";
    QTest::newRow("ends without a result") << "silent" << int(ErrorCode::internal) << "without a result";
  }

  void whatBreaksTheEngineFailsItsJobAndTheNextIsDrawn() {
    QFETCH(QString, prompt);
    QFETCH(int, code);
    QFETCH(QString, words);
    Bench bench;

    const auto broken = bench.service.submit(jobFor(1, prompt.toStdString()), Placement::back);
    const auto next = bench.service.submit(jobFor(2), Placement::back);

    const api::Failed failed = failure(bench.heard.last(broken));
    QCOMPARE(int(failed.code), code);
    QVERIFY2(QString::fromStdString(failed.text).contains(words), failed.text.c_str());
    QCOMPARE(bench.heard.last(next).event.index(), 2u);
  }

  void onlyTheFirstLastEventCounts() {
    Bench bench;
    const auto job = bench.service.submit(jobFor(1, "chatter"), Placement::back);
    (void)bench.heard.last(job);
    bench.service.attach(nullptr);
    QCOMPARE(bench.heard.letters(job), std::string("SPPPPF"));
  }

  void anEngineThatCannotBeBuiltFailsEachJobAndIsTriedAgain() {
    int tries = 0;
    ThreadedJobService service([&]() -> std::unique_ptr<api::Generator> {
      if (++tries <= 2) throw Error(ErrorCode::not_found, "the model is gone; choose another");
      return std::make_unique<tests::ScriptedGenerator>();
    });
    tests::JobRecorder heard(service);
    service.attach(std::make_shared<tests::MemoryJournal>());

    const auto first = service.submit(jobFor(1), Placement::back);
    const auto second = service.submit(jobFor(2), Placement::back);
    const auto third = service.submit(jobFor(3), Placement::back);

    QCOMPARE(failure(heard.last(first)).text, std::string("the model is gone; choose another"));
    QCOMPARE(failure(heard.last(second)).code, ErrorCode::not_found);
    QCOMPARE(heard.last(third).event.index(), 2u);
  }

  void aWaitingJobIsCancelledAtOnceAndARunningOneAtItsNextStep() {
    Bench bench;
    const auto running = bench.service.submit(jobFor(1, "gate"), Placement::back);
    const auto waiting = bench.service.submit(jobFor(2), Placement::back);
    bench.gate->arrive();

    bench.service.cancel(waiting);
    QCOMPARE(bench.heard.last(waiting).event.index(), 4u);
    QCOMPARE(bench.heard.letters(waiting), std::string("C"));
    bench.service.cancel(running);

    QCOMPARE(bench.heard.last(running).event.index(), 4u);
    QCOMPARE(bench.heard.letters(running), std::string("SC"));
    bench.service.cancel(running);
    QVERIFY(bench.service.jobs().empty());
  }

  void aPictureThatIsFinishedInSpiteOfACancelIsKept() {
    Bench bench;
    const auto job = bench.service.submit(jobFor(1, "gate deaf"), Placement::back);
    bench.gate->arrive();
    bench.service.cancel(job);
    bench.gate->open();
    QCOMPARE(bench.heard.last(job).event.index(), 2u);
    QCOMPARE(bench.journal->kept(), std::vector{job});
  }

  void anInteractiveJobOvertakesARunningBackgroundJobWhichIsDrawnLater() {
    Bench bench;
    const auto slow = bench.service.submit(jobFor(1, "gate", Lane::background), Placement::back);
    const auto other = bench.service.submit(jobFor(2, "", Lane::background), Placement::back);
    bench.gate->arrive();

    const auto quick = bench.service.submit(jobFor(3), Placement::back);

    QCOMPARE(bench.heard.last(quick).event.index(), 2u);
    bench.gate->open();
    QCOMPARE(bench.heard.last(other).event.index(), 2u);
    QCOMPARE(bench.heard.ended(), (std::vector{quick, slow, other}));
    QCOMPARE(bench.heard.letters(slow), std::string("SSPPPPF"));
  }

  void replacingCancelsWhatThePanelHasAndTakesItsPlace() {
    Bench bench;
    const auto running = bench.service.submit(jobFor(1, "gate"), Placement::back);
    const auto other = bench.service.submit(jobFor(2), Placement::back);
    bench.gate->arrive();

    const auto again = bench.service.submit(jobFor(1), Placement::replace);

    QCOMPARE(bench.heard.last(running).event.index(), 4u);
    (void)bench.heard.last(other);
    QCOMPARE(bench.heard.ended(), (std::vector{running, again, other}));
  }

  void waitingJobsAreMovedAndChangeTheirLane() {
    Bench bench;
    (void)bench.service.submit(jobFor(1, "gate"), Placement::back);
    bench.gate->arrive();
    const auto two = bench.service.submit(jobFor(2), Placement::back);
    (void)bench.service.submit(jobFor(3), Placement::back);
    const auto four = bench.service.submit(jobFor(4, "", Lane::background), Placement::back);
    QCOMPARE(panels(bench.service.jobs()), (std::vector<std::uint64_t>{1, 2, 3, 4}));

    bench.service.move(two, 1);
    bench.service.set_lane(four, Lane::interactive);
    bench.service.move(four, 0);

    QCOMPARE(panels(bench.service.jobs()), (std::vector<std::uint64_t>{1, 4, 3, 2}));
    QCOMPARE(bench.service.jobs()[0].state, api::JobState::running);
    QTRY_COMPARE(panels(bench.journal->jobs()), (std::vector<std::uint64_t>{1, 4, 3, 2}));
    bench.service.cancel_all();
    QTRY_VERIFY(bench.journal->jobs().empty());
  }

  void unfinishedJobsStayInTheJournalAndAreTakenUpByTheNextSession() {
    const auto journal = std::make_shared<tests::MemoryJournal>();
    {
      Bench bench;
      bench.service.attach(journal);
      const auto running = bench.service.submit(jobFor(1, "gate"), Placement::back);
      (void)bench.service.submit(jobFor(2, "", Lane::background), Placement::back);
      bench.heard.waitForStart(running);
      bench.service.attach(nullptr);
      QVERIFY(bench.service.jobs().empty());
      QCOMPARE(bench.heard.letters(running), std::string("S"));
    }
    QCOMPARE(panels(journal->jobs()), (std::vector<std::uint64_t>{1, 2}));

    Bench bench;
    bench.gate->open();
    bench.service.attach(journal);

    QTRY_COMPARE(journal->kept().size(), 2u);
    QVERIFY(journal->jobs().empty());
  }

  void jobsOfAnotherProjectGetNumbersThatNobodyHasHeardOf() {
    Bench bench;
    const auto old = bench.service.submit(jobFor(1), Placement::back);
    (void)bench.heard.last(old);
    const auto journal = std::make_shared<tests::MemoryJournal>(std::vector{api::Job{old, jobFor(5)}});

    bench.service.attach(journal);

    QTRY_COMPARE(bench.heard.ended().size(), 2u);
    QVERIFY(bench.heard.ended()[1] != old);
    QVERIFY(journal->jobs().empty());
  }

  void aPictureThatTheDiskDoesNotTakeIsStoredWhenTheJobIsRetried() {
    Bench bench;
    bench.journal->full = true;
    const auto job = bench.service.submit(jobFor(1), Placement::back);
    const api::Failed failed = failure(bench.heard.last(job));
    QCOMPARE(failed.code, ErrorCode::no_space);
    QVERIFY2(QString::fromStdString(failed.text).contains("could not be stored"), failed.text.c_str());
    bench.journal->full = false;

    const auto again = bench.service.submit(jobFor(1), Placement::back);

    QCOMPARE(bench.heard.last(again).event.index(), 2u);
    QCOMPARE(bench.heard.letters(again), std::string("SF"));
  }

  void aPreviewArrivesOncePerWish() {
    Bench bench;
    bench.service.want_preview();
    const auto first = bench.service.submit(jobFor(1), Placement::back);
    (void)bench.heard.last(first);
    QTRY_COMPARE(bench.heard.previews.load(), 1);
    QVERIFY(!bench.service.take_preview(first));  // its job has ended

    const auto second = bench.service.submit(jobFor(2), Placement::back);

    (void)bench.heard.last(second);
    QTRY_COMPARE(bench.heard.previews.load(), 2);  // the wish went on to the next job
  }

  void thePreviewOfTheRunningJobIsTakenOnceByItsOwnNumber() {
    Bench bench;
    bench.service.want_preview();
    const auto job = bench.service.submit(jobFor(1, "hold"), Placement::back);
    bench.gate->arrive();
    QTRY_COMPARE(bench.heard.previews.load(), 1);

    QVERIFY(!bench.service.take_preview({job.value + 1}));
    QVERIFY(bench.service.take_preview(job) == Image(1, 1, 1, {1}));
    QVERIFY(!bench.service.take_preview(job));
  }

  void afterItsSubscriptionEndsAListenerHearsNothing() {
    Bench bench;
    std::atomic<int> heard = 0;
    auto subscription = bench.service.subscribe(
        {.event = [&](const api::JobEvent&) { ++heard; }, .queue_changed = {}, .preview_arrived = {}});
    (void)bench.heard.last(bench.service.submit(jobFor(1), Placement::back));
    QTRY_COMPARE(heard.load(), 6);

    subscription = {};
    (void)bench.heard.last(bench.service.submit(jobFor(1), Placement::back));

    QCOMPARE(heard.load(), 6);
  }

  void aListenerMayEndItsOwnSubscription() {
    Bench bench;
    std::atomic<int> heard = 0;
    api::Subscription subscription;
    subscription = bench.service.subscribe({.event =
                                                [&](const api::JobEvent&) {
                                                  ++heard;
                                                  subscription = {};
                                                },
                                            .queue_changed = {},
                                            .preview_arrived = {}});
    (void)bench.heard.last(bench.service.submit(jobFor(1), Placement::back));
    (void)bench.heard.last(bench.service.submit(jobFor(2), Placement::back));
    QCOMPARE(heard.load(), 1);
  }

  void aSubscriptionMayOutliveTheService() {
    api::Subscription subscription;
    {
      Bench bench;
      subscription = bench.service.subscribe({});
    }
    subscription = {};
  }
};

QTEST_GUILESS_MAIN(ThreadedJobServiceTest)
#include "threaded_job_service_test.moc"
