// SPDX-License-Identifier: Apache-2.0
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "engine/manga/project_store.h"
#include "tests/support/fake_project_service.h"
#include "tests/support/sample_project.h"
#include "tests/support/test_background.h"
#include "ui/docks/session_notices.h"
#include "ui/document/document.h"
#include "ui/document/picture_library.h"
#include "ui/document/recent_works.h"
#include "ui/style/notices.h"

using namespace koma;
using namespace std::chrono_literals;

class SessionNoticesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_full_disk_is_told_with_retry_and_withdrawn_when_it_is_over();
  void a_held_work_names_its_holder_and_opens_as_a_copy();
  void a_refused_leave_offers_to_leave_without_saving();
  void missing_pictures_are_counted();

 private:
  struct Bench {
    QTemporaryDir folder;
    std::filesystem::path place = folder.path().toStdString();
    test::TestBackground background;
    test::FakeProjectService service;
    ui::Document document;
    ui::PictureLibrary pictures{background};
    ui::RecentWorks recent{background, {place / "recent.json", place / "thumbs"}};
    ui::DocumentSession session{document, service, pictures, recent, background};
    ui::Notices notices;
    ui::SessionNotices words{session, notices};
    std::vector<ui::Notice> said;
    QSignalSpy withdrawn{&notices, &ui::Notices::withdrawn};

    Bench() {
      QObject::connect(&notices, &ui::Notices::said, &words,
                       [this](const ui::Notice& notice) { said.push_back(notice); });
      session.setPace({1ms, 2ms, 1h});
      session.create(place / "Rain.koma", tests::sample_project());
      QTRY_VERIFY(session.isOpen() && !session.busy());
    }
    void change() {
      document.edit("Rename", [](ui::Draft& draft) { draft.work().title += "!"; });
    }
  };
};

void SessionNoticesTest::a_full_disk_is_told_with_retry_and_withdrawn_when_it_is_over() {
  Bench bench;
  bench.service.saveProblem = api::Failed{ErrorCode::no_space, "no space left on /home"};

  bench.change();
  QTRY_COMPARE(bench.said.size(), 1u);
  QVERIFY(bench.said[0].text.contains("disk is full"));
  QCOMPARE(bench.said[0].details, QString("no space left on /home"));
  bench.service.saveProblem.reset();
  bench.withdrawn.clear();
  bench.said[0].mend();

  QTRY_COMPARE(bench.session.saveState(), ui::SaveState::saved);
  QVERIFY(bench.withdrawn.contains(QVariantList{bench.said[0].key}));
}

void SessionNoticesTest::a_held_work_names_its_holder_and_opens_as_a_copy() {
  Bench bench;
  const auto held = bench.place / "Snow.koma";
  const auto store = manga::ProjectStore::create(held, tests::sample_project());
  bench.service.openProblem =
      api::Failed{ErrorCode::busy, "the project is open elsewhere (host atelier, process 4711)"};

  bench.session.open(held);
  QTRY_COMPARE(bench.said.size(), 1u);
  QVERIFY(bench.said[0].text.contains("host atelier, process 4711"));
  QVERIFY(!bench.said[0].remedy.isEmpty() && !bench.said[0].otherRemedy.isEmpty());
  QCOMPARE(bench.session.bundle(), bench.place / "Rain.koma");
  bench.service.openProblem.reset();
  bench.said[0].mendOther();

  QTRY_COMPARE(bench.session.bundle(), bench.place / "Snow copy.koma");
}

void SessionNoticesTest::a_refused_leave_offers_to_leave_without_saving() {
  Bench bench;
  bench.service.saveProblem = api::Failed{ErrorCode::unreadable, "gone"};
  bench.change();
  QTRY_COMPARE(bench.session.saveState(), ui::SaveState::failed);
  bench.said.clear();

  bench.session.close();
  QTRY_VERIFY(!bench.said.empty() && bench.said.back().remedy.contains("without saving"));
  bench.said.back().mend();

  QTRY_VERIFY(!bench.session.isOpen());
}

void SessionNoticesTest::missing_pictures_are_counted() {
  Bench bench;
  bench.service.toOpen = api::OpenedProject{bench.place / "Snow.koma", {}, {"a.png", "b.png"}, nullptr};

  bench.session.open(bench.place / "Snow.koma");

  QTRY_COMPARE(bench.said.size(), 1u);
  QVERIFY(bench.said[0].text.startsWith("2 "));
}

QTEST_MAIN(SessionNoticesTest)
#include "session_notices_test.moc"
