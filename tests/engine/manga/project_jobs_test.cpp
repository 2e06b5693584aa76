// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "engine/base/error.h"
#include "engine/manga/project_store.h"
#include "tests/support/sample_project.h"

using namespace koma;
using namespace koma::manga;

namespace {

std::vector<std::uint8_t> bytes_of(const std::string& text) {
  return {text.begin(), text.end()};
}

Take take_of(ProjectStore& store, std::uint64_t id) {
  return {.id = {id},
          .picture = store.put_object(bytes_of("picture " + std::to_string(id)), "png"),
          .recipe = "{}",
          .created = "2026-01-02T03:04:05Z",
          .unknown = {}};
}

}  // namespace

class ProjectJobsTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  std::filesystem::path bundle(const char* name) { return std::filesystem::path(folder_.path().toStdString()) / name; }

 private slots:
  void jobsAreKeptInTheirOrder() {
    const std::vector<StoredJob> jobs = {{9, 0, "nine"}, {2, 70, "two"}, {5, 60, "five"}};
    const auto path = bundle("jobs.koma");
    {
      auto store = ProjectStore::create(path, tests::sample_project());
      store.write_jobs(std::vector<StoredJob>{{1, 0, "old"}});
      store.write_jobs(jobs);
    }
    auto store = ProjectStore::open(path);
    QVERIFY(store.jobs() == jobs);
    QCOMPARE(store.load_with_results().next_id, std::uint64_t(71));
    QVERIFY(store.load() == tests::sample_project());
  }

  void aResultEndsItsJobAndJoinsItsPanel() {
    const Project project = tests::sample_project();
    const Panel &drawn = project.pages[0].panels[0], &empty = project.pages[1].panels[2];
    auto store = ProjectStore::create(bundle("results.koma"), project);
    const std::vector<StoredResult> results = {{drawn.id, take_of(store, 500)},
                                               {empty.id, take_of(store, 501)},
                                               {empty.id, take_of(store, 502)},
                                               {{999}, take_of(store, 503)}};
    store.write_jobs(std::vector<StoredJob>{{1, 503, "drawn"}, {2, 510, "waits"}});

    store.keep_results(1, results);

    QVERIFY(store.jobs() == (std::vector<StoredJob>{{2, 510, "waits"}}));
    QVERIFY(store.results() == results);
    const Project merged = store.load_with_results();
    const Panel &first = *find_panel(merged, drawn.id), &second = *find_panel(merged, empty.id);
    QVERIFY(first.takes.back() == results[0].take);
    QVERIFY(first.accepted == drawn.accepted);
    QCOMPARE(second.takes.size(), std::size_t(2));
    QVERIFY(second.accepted == results[1].take.id);
    QCOMPARE(merged.next_id, std::uint64_t(511));
  }

  void aResultThatASavedProjectHoldsIsForgottenAndOthersStay() {
    const Project project = tests::sample_project();
    auto store = ProjectStore::create(bundle("forget.koma"), project);
    const std::vector<StoredResult> results = {{project.pages[0].panels[0].id, take_of(store, 500)},
                                               {{999}, take_of(store, 501)}};
    store.keep_results(1, results);
    store.save(project);
    QCOMPARE(store.results().size(), std::size_t(2));

    store.save(store.load_with_results());

    QVERIFY(store.results() == std::vector<StoredResult>{results[1]});
  }

  void aStoreWithoutAQueueIsCopiedAndMigrated() {
    const auto path = bundle("old.koma");
    static_cast<void>(ProjectStore::create(path, tests::sample_project()));
    {
      Database database(path / "project.db", Database::Access::read_write);
      database.run("DROP TABLE job");
      database.run("DROP TABLE result");
      database.run("PRAGMA user_version=1");
    }

    auto store = ProjectStore::open(path);

    QVERIFY(store.load_with_results() == tests::sample_project());
    store.write_jobs(std::vector<StoredJob>{{1, 0, "job"}});
    Database backup(path / "backups" / "project-store-1.db", Database::Access::read_only);
    QCOMPARE(backup.number("PRAGMA user_version"), std::int64_t(1));
    QCOMPARE(backup.number("SELECT count(*) FROM document"), std::int64_t(3));
  }

  void aCopiedDatabaseHasTheResultsAndNoQueue() {
    auto store = ProjectStore::create(bundle("source.koma"), tests::sample_project());
    store.write_jobs(std::vector<StoredJob>{{1, 0, "job"}});
    store.keep_results(7, std::vector<StoredResult>{{{999}, take_of(store, 500)}});
    store.copy_database(bundle("copy.db"));
    Database copy(bundle("copy.db"), Database::Access::read_only);
    QCOMPARE(copy.number("SELECT count(*) FROM job"), std::int64_t(0));
    QCOMPARE(copy.number("SELECT count(*) FROM result"), std::int64_t(1));
    QCOMPARE(store.jobs().size(), std::size_t(1));
  }
};

QTEST_APPLESS_MAIN(ProjectJobsTest)
#include "project_jobs_test.moc"
