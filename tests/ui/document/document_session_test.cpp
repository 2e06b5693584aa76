// SPDX-License-Identifier: Apache-2.0
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "engine/manga/project_store.h"
#include "tests/support/fake_project_service.h"
#include "tests/support/sample_project.h"
#include "tests/support/test_background.h"
#include "ui/document/bundle_copy.h"
#include "ui/document/document.h"
#include "ui/document/document_session.h"
#include "ui/document/picture_library.h"
#include "ui/document/recent_works.h"

using namespace koma;
using namespace std::chrono_literals;
using ui::DocumentSession;
using ui::SaveState;

class DocumentSessionTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_new_work_is_open_clean_and_listed();
  void a_change_is_saved_by_itself_within_a_second();
  void steady_changes_are_saved_before_they_pause();
  void never_are_two_saves_under_way_and_the_next_follows_the_answer();
  void a_failed_save_is_told_kept_in_memory_and_tried_again();
  void retry_saves_at_once();
  void a_work_that_cannot_be_opened_leaves_the_old_one_as_it_is();
  void opening_saves_what_is_open_first();
  void nothing_is_saved_while_another_work_is_on_its_way();
  void a_refused_leave_keeps_the_work_until_it_is_insisted();
  void closing_waits_for_the_last_save_without_blocking();
  void a_copy_holds_the_newest_changes();
  void the_first_pages_thumbnail_stands_for_the_work();
  void undo_is_saved_as_well();
  void a_reply_after_the_session_is_gone_does_no_harm();
  void a_held_bundle_is_copied_beside_it_without_its_lock();
  void a_copy_of_what_is_not_there_fails_with_a_sentence();

 private:
  struct Bench {
    QTemporaryDir folder;
    test::TestBackground background;
    test::FakeProjectService service;
    ui::Document document;
    ui::PictureLibrary pictures{background};
    std::filesystem::path place = folder.path().toStdString();
    ui::RecentWorks recent{background, {place / "recent.json", place / "thumbs"}};
    DocumentSession session{document, service, pictures, recent, background};

    void openSample() {
      session.create(place / "Rain.koma", tests::sample_project());
      QTRY_VERIFY(session.isOpen() && !session.busy());
    }
    void rename(const QString& title) {
      document.edit("Rename", [&](ui::Draft& draft) { draft.work().title = title.toStdString(); });
    }
  };
};

void DocumentSessionTest::a_new_work_is_open_clean_and_listed() {
  Bench bench;
  QSignalSpy opened(&bench.session, &DocumentSession::opened);

  bench.session.create(bench.place / "Rain.koma", tests::sample_project());
  QVERIFY(bench.session.busy());
  QTRY_COMPARE(opened.count(), 1);

  QCOMPARE(bench.document.project(), tests::sample_project());
  QCOMPARE(bench.session.bundle(), bench.place / "Rain.koma");
  QCOMPARE(bench.pictures.bundle(), bench.place / "Rain.koma");
  QCOMPARE(bench.session.saveState(), SaveState::saved);
  QCOMPARE(bench.recent.works().front().title, QString("雨の日"));
  QVERIFY(!bench.session.busy());
}

void DocumentSessionTest::a_change_is_saved_by_itself_within_a_second() {
  Bench bench;
  bench.openSample();
  QElapsedTimer clock;
  clock.start();

  bench.rename("Snow");

  QCOMPARE(bench.session.saveState(), SaveState::saving);
  QTRY_COMPARE(bench.session.saveState(), SaveState::saved);
  QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
  QCOMPARE(bench.service.saves.size(), 1u);
  QCOMPARE(bench.service.saves[0], bench.document.project());
}

void DocumentSessionTest::steady_changes_are_saved_before_they_pause() {
  Bench bench;
  bench.openSample();
  int letters = 0;
  QTimer typing;
  connect(&typing, &QTimer::timeout, this, [&] { bench.rename(QString(++letters, 'a')); });

  // Given a change every 50 ms, so never 300 ms of quiet
  typing.start(50);
  QTRY_VERIFY(!bench.service.saves.empty());

  QVERIFY2(letters <= 25, qPrintable(QString::number(letters)));
}

void DocumentSessionTest::never_are_two_saves_under_way_and_the_next_follows_the_answer() {
  Bench bench;
  bench.openSample();
  bench.service.answersAtOnce = false;

  bench.rename("One");
  QTRY_COMPARE(bench.service.waiting(), 1u);
  bench.rename("Two");
  bench.session.saveNow();
  QCOMPARE(bench.service.waiting(), 1u);
  bench.service.answerNext();
  QTRY_COMPARE(bench.service.waiting(), 1u);
  bench.service.answerNext();

  QTRY_COMPARE(bench.session.saveState(), SaveState::saved);
  QCOMPARE(bench.service.mostSavesInFlight, 1);
  QCOMPARE(bench.service.saves.size(), 2u);
  QCOMPARE(bench.service.saves[1].title, std::string("Two"));
}

void DocumentSessionTest::a_failed_save_is_told_kept_in_memory_and_tried_again() {
  Bench bench;
  bench.openSample();
  bench.session.setPace({20ms, 50ms, 60ms});
  bench.service.saveProblem = api::Failed{ErrorCode::no_space, "the disk is full"};
  QSignalSpy states(&bench.session, &DocumentSession::saveStateChanged);

  bench.rename("Snow");
  QTRY_COMPARE(bench.session.saveState(), SaveState::failed);
  QCOMPARE(bench.session.saveProblem()->code, ErrorCode::no_space);
  QCOMPARE(bench.document.project().title, std::string("Snow"));
  // When there is room again, nobody has to ask
  bench.service.saveProblem.reset();

  QTRY_COMPARE(bench.session.saveState(), SaveState::saved);
  QCOMPARE(bench.service.saves.back().title, std::string("Snow"));
  QVERIFY(states.count() >= 3);
}

void DocumentSessionTest::retry_saves_at_once() {
  Bench bench;
  bench.openSample();
  bench.session.setPace({20ms, 50ms, 1h});
  bench.service.saveProblem = api::Failed{ErrorCode::unreadable, "the folder is gone"};
  bench.rename("Snow");
  QTRY_COMPARE(bench.session.saveState(), SaveState::failed);

  bench.service.saveProblem.reset();
  bench.session.saveNow();

  QTRY_COMPARE(bench.session.saveState(), SaveState::saved);
}

void DocumentSessionTest::a_work_that_cannot_be_opened_leaves_the_old_one_as_it_is() {
  Bench bench;
  bench.openSample();
  bench.service.openProblem = api::Failed{ErrorCode::busy, "the project is open elsewhere (host x, process 7)"};
  QSignalSpy failed(&bench.session, &DocumentSession::openFailed);

  bench.session.open(bench.place / "Other.koma");
  QTRY_COMPARE(failed.count(), 1);

  QCOMPARE(failed[0][1].value<api::Failed>().code, ErrorCode::busy);
  QCOMPARE(bench.session.bundle(), bench.place / "Rain.koma");
  QCOMPARE(bench.document.project(), tests::sample_project());
  QVERIFY(!bench.session.busy());
  // And it goes on being saved
  bench.rename("Snow");
  QTRY_COMPARE(bench.service.saves.size(), 1u);
}

void DocumentSessionTest::opening_saves_what_is_open_first() {
  Bench bench;
  bench.openSample();
  bench.rename("Snow");

  bench.session.open(bench.place / "Other.koma");
  QTRY_COMPARE(bench.session.bundle(), bench.place / "Other.koma");

  QCOMPARE(bench.service.saves.size(), 1u);
  QCOMPARE(bench.service.saves[0].title, std::string("Snow"));
  QVERIFY(!bench.document.history().canUndo());
}

void DocumentSessionTest::nothing_is_saved_while_another_work_is_on_its_way() {
  Bench bench;
  bench.openSample();
  bench.session.setPace({1ms, 2ms, 5ms});
  bench.service.answersAtOnce = false;

  bench.session.open(bench.place / "Other.koma");
  bench.rename("Into the wrong bundle");
  bench.session.saveNow();
  QTest::qWait(20);  // Longer than every timer: a save would be there.

  QCOMPARE(bench.service.savesInFlight, 0);
  bench.service.answerNext();
  QTRY_COMPARE(bench.session.bundle(), bench.place / "Other.koma");
  QVERIFY(bench.document.project().title.empty());
}

void DocumentSessionTest::a_refused_leave_keeps_the_work_until_it_is_insisted() {
  Bench bench;
  bench.openSample();
  bench.service.saveProblem = api::Failed{ErrorCode::no_space, "full"};
  bench.rename("Snow");
  QSignalSpy refused(&bench.session, &DocumentSession::leaveRefused), closed(&bench.session, &DocumentSession::closed);

  bench.session.close();
  QTRY_COMPARE(refused.count(), 1);
  QVERIFY(bench.session.isOpen());
  QCOMPARE(bench.document.project().title, std::string("Snow"));
  bench.session.leaveAnyway();

  QTRY_COMPARE(closed.count(), 1);
  QVERIFY(!bench.session.isOpen());
}

void DocumentSessionTest::closing_waits_for_the_last_save_without_blocking() {
  Bench bench;
  bench.openSample();
  bench.service.answersAtOnce = false;
  bench.rename("Snow");
  QSignalSpy closed(&bench.session, &DocumentSession::closed);

  bench.session.close();
  QCOMPARE(bench.service.waiting(), 1u);  // the save
  QCOMPARE(closed.count(), 0);
  bench.service.answerNext();
  QTRY_COMPARE(bench.service.waiting(), 1u);  // the close
  QCOMPARE(bench.service.saves.back().title, std::string("Snow"));
  bench.service.answerNext();

  QTRY_COMPARE(closed.count(), 1);
  QCOMPARE(bench.session.saveState(), SaveState::closed);
  QVERIFY(bench.document.project().pages.empty());
}

void DocumentSessionTest::a_copy_holds_the_newest_changes() {
  Bench bench;
  bench.openSample();
  QSignalSpy copied(&bench.session, &DocumentSession::copied);
  bench.rename("Snow");

  bench.session.saveCopy(bench.place / "Backup.koma");
  QTRY_COMPARE(copied.count(), 1);

  QCOMPARE(bench.service.saves.size(), 1u);
  QCOMPARE(bench.service.copies, std::vector{bench.place / "Backup.koma"});
  QCOMPARE(bench.session.bundle(), bench.place / "Rain.koma");
}

void DocumentSessionTest::the_first_pages_thumbnail_stands_for_the_work() {
  Bench bench;
  bench.openSample();
  QImage image(30, 40, QImage::Format_RGB32);
  image.fill(Qt::red);
  const auto& pages = bench.document.project().pages;

  bench.session.keepThumbnail(pages[1].id, image);
  bench.session.keepThumbnail(pages[0].id, image);

  QCOMPARE(bench.service.thumbnails.size(), 2u);
  QTRY_VERIFY(std::filesystem::exists(bench.recent.works().front().thumbnail));
}

void DocumentSessionTest::undo_is_saved_as_well() {
  Bench bench;
  bench.openSample();
  bench.session.setPace({1ms, 2ms, 5ms});
  bench.rename("Snow");
  QTRY_COMPARE(bench.service.saves.size(), 1u);

  bench.document.history().undo();

  QTRY_COMPARE(bench.service.saves.size(), 2u);
  QCOMPARE(bench.service.saves[1], tests::sample_project());
}

void DocumentSessionTest::a_reply_after_the_session_is_gone_does_no_harm() {
  Bench bench;
  bench.service.answersAtOnce = false;
  auto session =
      std::make_unique<DocumentSession>(bench.document, bench.service, bench.pictures, bench.recent, bench.background);
  session->open(bench.place / "Rain.koma");
  session.reset();

  bench.service.answerNext();
  QCoreApplication::processEvents();

  QVERIFY(bench.document.project().pages.empty());
}

void DocumentSessionTest::a_held_bundle_is_copied_beside_it_without_its_lock() {
  QTemporaryDir folder;
  const std::filesystem::path place = folder.path().toStdString();
  auto store = manga::ProjectStore::create(place / "Rain.koma", tests::sample_project());

  // While `store` holds it
  const auto copy = std::get<std::filesystem::path>(ui::copyHeldBundle(place / "Rain.koma"));

  QCOMPARE(copy, place / "Rain copy.koma");
  QCOMPARE(manga::ProjectStore::open(copy).load(), tests::sample_project());
  QCOMPARE(std::get<std::filesystem::path>(ui::copyHeldBundle(place / "Rain.koma")), place / "Rain copy 2.koma");
}

void DocumentSessionTest::a_copy_of_what_is_not_there_fails_with_a_sentence() {
  QTemporaryDir folder;
  const std::filesystem::path place = folder.path().toStdString();

  const auto copy = ui::copyHeldBundle(place / "Nowhere.koma");

  QCOMPARE(std::get<api::Failed>(copy).code, ErrorCode::not_found);
  QVERIFY(!std::filesystem::exists(place / "Nowhere copy.koma"));
}

QTEST_MAIN(DocumentSessionTest)
#include "document_session_test.moc"
