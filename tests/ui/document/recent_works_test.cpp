// SPDX-License-Identifier: Apache-2.0
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "tests/support/test_background.h"
#include "ui/document/recent_works.h"

using namespace koma;
using ui::RecentWorks;

class RecentWorksTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    place_ = folder_->path().toStdString();
    places_ = {place_ / "config" / "recent.json", place_ / "cache"};
  }
  void the_last_opened_is_first_and_survives_a_restart();
  void a_work_that_is_gone_is_marked_and_can_be_removed();
  void a_thumbnail_lands_in_the_cache();
  void a_damaged_list_is_an_empty_one();
  void what_was_opened_before_the_list_was_read_joins_it();

 private:
  static QString titles(const RecentWorks& recent) {
    QStringList titles;
    for (const auto& work : recent.works()) titles << work.title;
    return titles.join(' ');
  }
  void makeWork(const char* name) {
    std::filesystem::create_directories(place_ / name);
    std::ofstream(place_ / name / "project.db") << "x";
  }
  void load(RecentWorks& recent) {
    QSignalSpy changed(&recent, &RecentWorks::changed);
    recent.load();
    QTRY_COMPARE(changed.count(), 1);
  }
  std::string written() {
    std::ifstream stream(places_.list);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }
  std::unique_ptr<QTemporaryDir> folder_;
  std::filesystem::path place_;
  ui::RecentPlaces places_;
};

void RecentWorksTest::the_last_opened_is_first_and_survives_a_restart() {
  test::TestBackground background;
  RecentWorks recent(background, places_);
  load(recent);
  recent.add("A", place_ / "a.koma");
  recent.add("B", place_ / "b.koma");
  recent.add("A", place_ / "a.koma");
  QCOMPARE(titles(recent), QString("A B"));
  // The last list wins although three were written
  QTRY_VERIFY(written().find("\"A\"") < written().find("\"B\"") && written().find("\"B\"") != std::string::npos);

  RecentWorks again(background, places_);
  load(again);

  QCOMPARE(titles(again), QString("A B"));
  QCOMPARE(again.works()[0].opened, recent.works()[0].opened);
  QCOMPARE(again.works()[0].thumbnail, recent.works()[0].thumbnail);
}

void RecentWorksTest::a_work_that_is_gone_is_marked_and_can_be_removed() {
  test::TestBackground background;
  makeWork("a.koma");
  RecentWorks recent(background, places_);
  load(recent);
  recent.add("A", place_ / "a.koma");
  std::filesystem::remove_all(place_ / "a.koma");
  QSignalSpy changed(&recent, &RecentWorks::changed);

  recent.look();
  QTRY_COMPARE(changed.count(), 1);
  QVERIFY(recent.works()[0].missing);
  recent.remove(place_ / "a.koma");

  QVERIFY(recent.works().empty());
  QTRY_VERIFY(!written().empty() && written().find("\"A\"") == std::string::npos);
}

void RecentWorksTest::a_thumbnail_lands_in_the_cache() {
  test::TestBackground background;
  RecentWorks recent(background, places_);
  recent.add("A", place_ / "a.koma");
  QImage image(20, 30, QImage::Format_RGB32);
  image.fill(Qt::blue);

  recent.setThumbnail(place_ / "a.koma", image);

  QTRY_VERIFY(!QImage(QString::fromStdString(recent.works()[0].thumbnail.string())).isNull());
  QCOMPARE(recent.works()[0].thumbnail.parent_path(), places_.thumbnails);
}

void RecentWorksTest::a_damaged_list_is_an_empty_one() {
  test::TestBackground background;
  std::filesystem::create_directories(places_.list.parent_path());
  std::ofstream(places_.list) << "{\"works\": [3";
  RecentWorks recent(background, places_);

  load(recent);

  QVERIFY(recent.works().empty());
  recent.add("A", place_ / "a.koma");
  QTRY_VERIFY(written().find("\"A\"") != std::string::npos);
}

void RecentWorksTest::what_was_opened_before_the_list_was_read_joins_it() {
  test::TestBackground background;
  {
    RecentWorks first(background, places_);
    load(first);
    first.add("Old", place_ / "old.koma");
    QTRY_VERIFY(written().find("Old") != std::string::npos);
  }
  RecentWorks recent(background, places_);

  recent.add("New", place_ / "new.koma");
  load(recent);

  QCOMPARE(titles(recent), QString("New Old"));
  QTRY_VERIFY(written().find("New") != std::string::npos && written().find("Old") != std::string::npos);
}

QTEST_MAIN(RecentWorksTest)
#include "recent_works_test.moc"
