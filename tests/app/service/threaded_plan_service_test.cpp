// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <condition_variable>

#include "app/service/endpoint_file.h"
#include "app/service/threaded_endpoint_service.h"
#include "app/service/threaded_plan_service.h"
#include "engine/base/error.h"
#include "engine/planning/model_planner.h"
#include "tests/support/mock_server.h"
#include "tests/support/sample_project.h"

using namespace koma;
using namespace koma::app;
using namespace std::chrono_literals;

namespace {

constexpr const char* key = "sk-never-to-be-seen-4711";

/// Waits until it is told to stop.
class PatientPlanner : public api::Planner {
 public:
  void run(const api::PlanRequest&, api::PlanSink sink, std::stop_token stop) override {
    sink(api::Started{});
    while (!stop.stop_requested()) std::this_thread::sleep_for(1ms);
    sink(api::Cancelled{});
  }
};

/// A keyring in memory, which may refuse.
class FakeRing : public KeyRing {
 public:
  explicit FakeRing(std::map<std::string, std::string>* keys, bool refuses = false) : keys_(keys), refuses_(refuses) {}
  std::optional<std::string> find(const std::string& endpoint) override {
    check();
    const auto found = keys_->find(endpoint);
    return found == keys_->end() ? std::nullopt : std::optional(found->second);
  }
  void store(const std::string& endpoint, const std::string& value) override { check(), (*keys_)[endpoint] = value; }
  void forget(const std::string& endpoint) override { check(), keys_->erase(endpoint); }

 private:
  void check() const {
    if (refuses_) throw Error(ErrorCode::unreadable, "the desktop's keyring is locked");
  }
  std::map<std::string, std::string>* keys_;
  bool refuses_;
};

/// Waits for one reply.
template <class T>
class Answer {
 public:
  api::Reply<T> reply() {
    return [this](api::Outcome<T> outcome) {
      const std::lock_guard lock(mutex_);
      outcome_ = std::move(outcome);
      came_.notify_one();
    };
  }
  api::Outcome<T> wait() {
    std::unique_lock lock(mutex_);
    came_.wait(lock, [this] { return outcome_.has_value(); });
    return *outcome_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::optional<api::Outcome<T>> outcome_;
};

api::PlanRequest by_rule() {
  const manga::Project project = tests::sample_project();
  return {.task = api::PageTask{project.pages[1].id, "Mia waits.", 0}, .project = project};
}

}  // namespace

class ThreadedPlanServiceTest : public QObject {
  Q_OBJECT
 private slots:
  void plansAreToldInOrderAndEndOnce() {
    std::mutex mutex;
    std::vector<std::pair<api::PlanId, std::size_t>> told;
    {
      ThreadedPlanService service([] {
        return std::make_unique<planning::ModelPlanner>(network::make_curl_transport(), planning::KeyFinder{});
      });
      const auto subscription = service.subscribe([&](api::PlanId plan, const api::PlanEvent& event) {
        const std::lock_guard lock(mutex);
        told.emplace_back(plan, event.index());
      });
      service.submit(by_rule());
      service.submit(by_rule());
      QTRY_VERIFY_WITH_TIMEOUT(
          [&] {
            const std::lock_guard lock(mutex);
            return told.size() == 4;
          }(),
          10000);
    }
    constexpr std::size_t started = 0, finished = 3;
    using Told = std::vector<std::pair<api::PlanId, std::size_t>>;
    QVERIFY(told == (Told{{{1}, started}, {{1}, finished}, {{2}, started}, {{2}, finished}}));
  }

  void whatWaitsAndRunsCanBeCancelled() {
    std::atomic<int> cancelled = 0;
    ThreadedPlanService service([] { return std::make_unique<PatientPlanner>(); });
    const auto subscription = service.subscribe(
        [&](api::PlanId, const api::PlanEvent& event) { cancelled += std::holds_alternative<api::Cancelled>(event); });
    const api::PlanId running = service.submit(by_rule()), waiting = service.submit(by_rule());

    service.cancel(waiting);
    QTRY_COMPARE(cancelled.load(), 1);
    service.cancel(running);
    QTRY_COMPARE(cancelled.load(), 2);
  }

  void theEndCancelsWhatRuns() {
    const auto start = std::chrono::steady_clock::now();
    {
      ThreadedPlanService service([] { return std::make_unique<PatientPlanner>(); });
      service.submit(by_rule());
      service.submit(by_rule());
    }
    QVERIFY(std::chrono::steady_clock::now() - start < 5s);
  }

  void keysAreInTheKeyringOrInMemoryAndNowhereElse_data() {
    QTest::addColumn<bool>("refuses");
    QTest::newRow("keyring") << false;
    QTest::newRow("no keyring") << true;
  }
  void keysAreInTheKeyringOrInMemoryAndNowhereElse() {
    QFETCH(bool, refuses);
    QTemporaryDir folder;
    std::map<std::string, std::string> kept;
    const auto file = std::filesystem::path(folder.path().toStdString()) / "komawari" / "endpoints.json";
    tests::MockServer server([](const auto&, const auto& out) {
      static_cast<void>(out.head("401 No", "application/json") &&
                        out.write(std::string("{\"error\": \"bad key ") + key + "\"}"));
    });
    std::string failure;
    {
      auto keys = std::make_shared<EndpointKeys>(std::make_unique<FakeRing>(&kept, refuses));
      ThreadedEndpointService service(file, keys, network::make_curl_transport);
      const api::Endpoint endpoint{.name = "mock", .url = server.url(), .model = "m"};
      Answer<api::Done> saved;
      service.save({endpoint}, saved.reply());
      QVERIFY(std::holds_alternative<api::Done>(saved.wait()));
      Answer<api::KeyPlace> place;
      service.set_key("mock", std::string(" ") + key + "\n", place.reply());
      QVERIFY(std::get<api::KeyPlace>(place.wait()) == (refuses ? api::KeyPlace::session : api::KeyPlace::keyring));
      Answer<api::EndpointReport> report;
      service.test(endpoint, report.reply());
      failure = std::get<api::Failed>(report.wait()).text;
      QVERIFY(service.endpoints() == std::vector{endpoint});
    }
    QVERIFY2(failure.find("the server answers 401: bad key •••") != std::string::npos, failure.c_str());
    QVERIFY(server.requests().at(0).head.find(key) != std::string::npos);
    QCOMPARE(kept.size(), std::size_t(refuses ? 0 : 1));
    int files = 0;
    for (QDirIterator it(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();
         ++files) {
      QFile found(it.next());
      QVERIFY(found.open(QIODevice::ReadOnly) && !found.readAll().contains(key));
    }
    QCOMPARE(files, 1);
  }

  void aKeyThatCouldNotBeSentIsRefused() {
    EndpointKeys keys(nullptr);
    QVERIFY_EXCEPTION_THROWN(keys.store("a", " "), Error);
    QVERIFY_EXCEPTION_THROWN(keys.store("a", "x\r\nHost: evil"), Error);
    QVERIFY(keys.find("a").second == api::KeyPlace::none);
  }

  void aBrokenListIsNotOverwritten() {
    QTemporaryDir folder;
    const auto file = std::filesystem::path(folder.path().toStdString()) / "endpoints.json";
    QFile broken(QString::fromStdString(file.string()));
    QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("{\"endpoints\": 3}") > 0);
    broken.close();

    ThreadedEndpointService service(file, std::make_shared<EndpointKeys>(nullptr), network::make_curl_transport);

    QVERIFY(service.endpoints().empty() && service.problem().find("endpoints.json") != std::string::npos);
    Answer<api::Done> saved;
    service.save({{.name = "", .url = "x"}}, saved.reply());
    QVERIFY(std::holds_alternative<api::Failed>(saved.wait()));
    QVERIFY(broken.open(QIODevice::ReadOnly) && broken.readAll() == "{\"endpoints\": 3}");
  }
};

QTEST_GUILESS_MAIN(ThreadedPlanServiceTest)
#include "threaded_plan_service_test.moc"
