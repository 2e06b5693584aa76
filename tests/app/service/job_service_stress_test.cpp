// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <atomic>
#include <map>
#include <random>
#include <set>

#include "app/service/threaded_job_service.h"
#include "tests/support/job_recorder.h"
#include "tests/support/memory_journal.h"
#include "tests/support/scripted_generator.h"

using namespace koma;
using namespace koma::app;
using api::Lane, api::Placement;

namespace {

constexpr int wantedJobs = 10'000;
constexpr int callers = 3;

int seedOfTheRun() {
  bool given = false;
  const int seed = qEnvironmentVariableIntValue("KOMA_STRESS_SEED", &given);
  return given ? seed : 20260101;
}

/// What one thread does to the service: everything a window may do, at random.
class Caller {
 public:
  Caller(ThreadedJobService& service, tests::MemoryJournal& journal, std::atomic<int>& left, unsigned seed)
      : service_(service), journal_(journal), left_(left), random_(seed) {}

  void act() {
    while (submitted.size() < most_) {
      switch (random_() % 12) {
        case 0:
          service_.cancel(any());
          break;
        case 1:
          // Now and then the engine catches up, so that enough jobs come to their end by themselves.
          while (service_.jobs().size() > 25) std::this_thread::sleep_for(std::chrono::microseconds(300));
          break;
        case 2:
          service_.move(any(), random_() % 5);
          break;
        case 3:
          service_.set_lane(any(), Lane(random_() % 2));
          break;
        case 4:
          service_.want_preview();
          (void)service_.take_preview(any());
          break;
        case 5:
          (void)service_.jobs();
          break;
        case 6:
          listening_ = service_.subscribe({.event = [this](const api::JobEvent&) { ++heard_; }});
          break;
        case 7:
          if (random_() % 40 == 0) service_.cancel_all();
          journal_.full = random_() % 8 == 0;
          break;
        default:
          if (left_.fetch_sub(1) <= 0) return;
          submit();
      }
    }
  }

  std::vector<api::JobId> submitted;

 private:
  void submit() {
    constexpr std::array prompts = {"", "", "", "slow", "fail", "throw", "odd", "silent", "chatter"};
    api::JobSpec spec = tests::jobFor(1 + random_() % 300, prompts.at(random_() % prompts.size()), Lane(random_() % 2));
    spec.request.steps = 1 + int(random_() % 6);
    submitted.push_back(service_.submit(spec, Placement(random_() % 3)));
  }
  api::JobId any() { return {1 + random_() % (submitted.empty() ? 20 : submitted.back().value + 2)}; }

  ThreadedJobService& service_;
  tests::MemoryJournal& journal_;
  std::atomic<int>& left_;
  std::mt19937 random_;
  std::size_t most_ = random_() % 200;
  std::atomic<int> heard_ = 0;
  api::Subscription listening_;  // last: it ends first
};

struct Counts {
  int submitted = 0, taken = 0, ended = 0, rounds = 0, finished = 0, failed = 0, cancelled = 0, again = 0, wrong = 0;
};

/// Exactly one last event, and nothing after it, for what is not in the journal; none for what is.
void countEnds(tests::JobRecorder& heard, const std::set<api::JobId>& known, const tests::MemoryJournal& journal,
               Counts& counts) {
  std::set<api::JobId> unfinished;
  for (const api::Job& job : journal.jobs()) unfinished.insert(job.id);
  for (const api::JobId job : known) {
    const std::string letters = heard.letters(job);
    const auto last = letters.find_first_of("FXC");
    counts.again += int(std::ranges::count(letters, 'S') > 1);
    if (last == std::string::npos) {
      counts.wrong += unfinished.contains(job) ? 0 : 1;
      continue;
    }
    ++counts.ended;
    counts.finished += letters[last] == 'F';
    counts.failed += letters[last] == 'X';
    counts.cancelled += letters[last] == 'C';
    counts.wrong += last + 1 == letters.size() && !unfinished.contains(job) ? 0 : 1;
  }
  for (const api::JobId job : unfinished) counts.wrong += known.contains(job) ? 0 : 1;
}

}  // namespace

class JobServiceStressTest : public QObject {
  Q_OBJECT

 private slots:
  void tenThousandJobsHaveExactlyOneLastEventEach() {
    const int seed = seedOfTheRun();
    qInfo("seed %d; another by KOMA_STRESS_SEED", seed);
    std::mt19937 random(static_cast<unsigned>(seed));
    const auto journal = std::make_shared<tests::MemoryJournal>();
    std::atomic<int> left = wantedJobs;
    Counts counts;

    for (bool last = false; !last;) {
      last = left <= 0;
      std::set<api::JobId> known;
      for (const api::Job& job : journal->jobs()) known.insert(job.id);
      counts.taken += int(known.size());
      auto service = std::make_unique<ThreadedJobService>([] { return std::make_unique<tests::ScriptedGenerator>(); });
      tests::JobRecorder heard(*service);
      service->attach(journal);
      {
        std::vector<std::unique_ptr<Caller>> parts;
        std::vector<std::jthread> threads;
        for (int i = 0; i < callers; ++i) {
          parts.push_back(std::make_unique<Caller>(*service, *journal, left, unsigned(random())));
          threads.emplace_back([&part = *parts.back()] { part.act(); });
        }
        threads.clear();
        for (const auto& part : parts) {
          known.insert(part->submitted.begin(), part->submitted.end());
          counts.submitted += int(part->submitted.size());
        }
      }
      journal->full = false;
      if (last) QTRY_VERIFY_WITH_TIMEOUT(service->jobs().empty(), 60'000);
      service.reset();
      countEnds(heard, known, *journal, counts);
      ++counts.rounds;
    }

    qInfo(
        "%d jobs in %d sessions: %d finished, %d failed, %d cancelled; %d taken up again after the end of a session, "
        "%d begun again; %d wrong",
        counts.submitted, counts.rounds, counts.finished, counts.failed, counts.cancelled, counts.taken, counts.again,
        counts.wrong);
    QCOMPARE(counts.submitted, wantedJobs);
    QCOMPARE(counts.ended, wantedJobs);
    QCOMPARE(counts.wrong, 0);
    QVERIFY(journal->jobs().empty());
    QVERIFY(counts.finished > 1000 && counts.failed > 1000 && counts.cancelled > 1000 && counts.taken > 100 &&
            counts.again > 20);
  }

  void projectsAreChangedAtRandomAndNoJobIsLost() {
    const int seed = seedOfTheRun();
    std::mt19937 random(static_cast<unsigned>(seed));
    std::array<std::shared_ptr<tests::MemoryJournal>, 2> journals;
    for (auto& journal : journals) journal = std::make_shared<tests::MemoryJournal>();
    std::mutex mutex;
    std::map<std::uint64_t, int> ends;  // by panel, which is the job's own here
    ThreadedJobService service([] { return std::make_unique<tests::ScriptedGenerator>(); });
    const auto listening = service.subscribe({.event = [&](const api::JobEvent& event) {
      const std::lock_guard lock(mutex);
      if (event.event.index() > 1) ++ends[event.panel.value];
    }});
    constexpr std::uint64_t jobs = 2000;
    std::uint64_t next = 1;
    for (int turn = 0; next <= jobs; ++turn) {
      service.attach(journals.at(std::size_t(turn) % 2));
      for (auto count = random() % 40; count > 0 && next <= jobs; --count) {
        (void)service.submit(tests::jobFor(next++, "slow", Lane(random() % 2)), Placement::back);
      }
    }
    for (const auto& journal : journals) {
      service.attach(journal);
      QTRY_VERIFY_WITH_TIMEOUT(service.jobs().empty(), 60'000);
    }
    service.attach(nullptr);
    QTRY_COMPARE(std::size_t(jobs), [&] {
      const std::lock_guard lock(mutex);
      return ends.size();
    }());
    for (const auto& [panel, count] : ends) QVERIFY2(count == 1, qPrintable(QString::number(panel)));
  }
};

QTEST_GUILESS_MAIN(JobServiceStressTest)
#include "job_service_stress_test.moc"
