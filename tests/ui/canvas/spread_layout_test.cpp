// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/spread_layout.h"

#include <QTest>

using namespace koma;

class SpreadLayoutTest : public QObject {
  Q_OBJECT
  static manga::Project work(int pages, manga::ReadingDirection direction) {
    manga::Project project;
    project.direction = direction;
    for (int i = 0; i < pages; ++i) project.pages.push_back({.id = project.new_id<manga::Page>()});
    return project;
  }
  static std::vector<std::uint64_t> shown(const manga::Project& project, std::uint64_t page) {
    std::vector<std::uint64_t> ids;
    for (const auto& placed : ui::placedPages(project, {page}, true)) ids.push_back(placed.id.value);
    return ids;
  }

 private slots:
  void aWorkBoundOnTheRightPairsPageTwoOnTheRightWithThreeOnTheLeft() {
    const auto project = work(4, manga::ReadingDirection::right_to_left);
    QCOMPARE(shown(project, 1), (std::vector<std::uint64_t>{1}));
    QCOMPARE(ui::placedPages(project, {1}, true).front().origin, QPointF(-182, 0));
    QCOMPARE(shown(project, 2), (std::vector<std::uint64_t>{3, 2}));
    QCOMPARE(shown(project, 3), (std::vector<std::uint64_t>{3, 2}));
    QCOMPARE(shown(project, 4), (std::vector<std::uint64_t>{4}));
    QCOMPARE(ui::placedPages(project, {4}, true).front().origin, QPointF(0, 0));
  }

  void aWorkBoundOnTheLeftIsTheOtherWayRound() {
    const auto project = work(3, manga::ReadingDirection::left_to_right);
    QCOMPARE(ui::placedPages(project, {1}, true).front().origin, QPointF(0, 0));
    QCOMPARE(shown(project, 3), (std::vector<std::uint64_t>{2, 3}));
  }

  void neighboursMeetAtTheTrim() {
    const auto placed = ui::placedPages(work(3, manga::ReadingDirection::right_to_left), {2}, true);
    const QRectF left = placed[0].paper.translated(placed[0].origin);
    const QRectF right = placed[1].paper.translated(placed[1].origin);
    QCOMPARE(left.right(), 0.0);
    QCOMPARE(right.left(), 0.0);
    QCOMPARE(left.left(), -185.0);
    QCOMPARE(right.right(), 185.0);
  }

  void aPageThatIsGoneShowsNothing() {
    QVERIFY(ui::placedPages(work(1, manga::ReadingDirection::right_to_left), {9}, true).empty());
  }
};

QTEST_GUILESS_MAIN(SpreadLayoutTest)
#include "spread_layout_test.moc"
