// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

#include "tests/support/sample_page.h"
#include "tests/support/sample_project.h"
#include "tests/support/test_background.h"
#include "ui/docks/page_thumbnails.h"
#include "ui/docks/pages_dock.h"
#include "ui/document/document.h"
#include "ui/document/page_commands.h"
#include "ui/document/picture_library.h"
#include "ui/document/selection.h"
#include "ui/style/empty_state.h"
#include "ui/style/theme.h"

using namespace koma;

class PagesDockTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_page_gets_a_thumbnail_and_a_change_a_new_one();
  void a_picture_that_comes_later_is_painted_in();
  void hidden_work_on_other_pages_does_not_disturb_a_thumbnail();
  void quick_changes_are_painted_once();
  void the_strip_runs_from_where_reading_begins();
  void a_click_and_the_arrows_go_to_a_page();
  void pages_are_added_duplicated_and_deleted_with_undo();
  void a_page_is_dragged_and_moved_by_keys();
  void an_empty_page_takes_a_template();
  void a_work_without_pages_offers_the_first();

 private:
  struct Bench {
    test::TestBackground background;
    ui::Document document;
    ui::Selection selection{document};
    ui::PictureLibrary pictures{background};
    ui::Theme theme{*qApp};
    ui::PagesDock dock{document, selection, pictures, background, theme, KOMA_RESOURCES "/fonts"};
    QSignalSpy painted{&dock, &ui::PagesDock::thumbnailPainted};

    explicit Bench(manga::Project project) {
      document.reset(std::move(project));
      dock.resize(900, 170);
      dock.show();
      dock.activateWindow();
      static_cast<void>(QTest::qWaitForWindowActive(&dock));
    }
    [[nodiscard]] manga::PageId id(int i) const { return document.project().pages[std::size_t(i)].id; }
    [[nodiscard]] QRect rect(int row) const { return dock.view()->visualRect(dock.view()->model()->index(row, 0)); }
    [[nodiscard]] std::vector<manga::PageId> ids() const {
      std::vector<manga::PageId> ids;
      for (const auto& page : document.project().pages) ids.push_back(page.id);
      return ids;
    }
    QToolButton* button(const QString& name) const {
      for (auto* one : dock.findChildren<QToolButton*>()) {
        if (one->accessibleName() == name) return one;
      }
      return nullptr;
    }
    /// Until nothing is left to paint.
    void settle() {
      QTRY_VERIFY(!painted.isEmpty());
      for (qsizetype before = -1; before != painted.count();) {
        before = painted.count();
        QTest::qWait(250);
      }
    }
  };
  static manga::Project fourPages() {
    manga::Project project = tests::sample_project();
    for (int i = 0; i < 2; ++i) project.pages.push_back({.id = project.new_id<manga::Page>(), .paper = project.paper});
    return project;
  }
};

void PagesDockTest::every_page_gets_a_thumbnail_and_a_change_a_new_one() {
  Bench bench(fourPages());
  QTRY_COMPARE(bench.painted.count(), 4);
  // The current page first
  QCOMPARE(bench.painted[0][0].value<manga::PageId>(), bench.id(0));
  const QImage before = bench.dock.thumbnails()->image(bench.id(2));
  QVERIFY(std::abs(double(before.width()) / before.height() - 182.0 / 257) < 0.02);

  ui::applyTemplate(bench.document, bench.id(2), "one", {});

  QTRY_COMPARE(bench.painted.count(), 5);
  QVERIFY(bench.dock.thumbnails()->image(bench.id(2)) != before);
}

void PagesDockTest::a_picture_that_comes_later_is_painted_in() {
  Bench bench(tests::sample_project());
  bench.settle();
  const QImage before = bench.dock.thumbnails()->image(bench.id(0));
  QImage black(64, 64, QImage::Format_RGB32);
  black.fill(Qt::black);
  const manga::AssetId picture = std::string(64, 'e') + ".png";
  bench.pictures.put(picture, black);

  const auto panel = bench.document.project().pages[0].panels[1].id;
  bench.document.edit("Accept", [&](ui::Draft& draft) {
    const manga::TakeId take = draft.newId<manga::Take>();
    draft.panel(panel).takes.push_back({take, picture});
    draft.panel(panel).accepted = take;
  });

  QTRY_VERIFY(bench.dock.thumbnails()->image(bench.id(0)) != before);
  const QImage after = bench.dock.thumbnails()->image(bench.id(0));
  const auto& page = bench.document.project().pages[0];
  const auto place = manga::bounds_of(page.panels[1].frame).centre();
  QVERIFY(qGray(after.pixel(int(place.x / page.paper.trim.width * after.width()),
                            int(place.y / page.paper.trim.height * after.height()))) < 40);
}

void PagesDockTest::hidden_work_on_other_pages_does_not_disturb_a_thumbnail() {
  Bench bench(fourPages());
  bench.settle();
  bench.painted.clear();

  ui::setTitle(bench.document, "Other");
  ui::applyTemplate(bench.document, bench.id(3), "one", {});
  bench.settle();

  QCOMPARE(bench.painted.count(), 1);
  QCOMPARE(bench.painted[0][0].value<manga::PageId>(), bench.id(3));
}

void PagesDockTest::quick_changes_are_painted_once() {
  Bench bench(fourPages());
  bench.settle();
  bench.painted.clear();

  for (int i = 0; i < 10; ++i) {
    bench.document.edit("Move", [&](ui::Draft& draft) { draft.page(bench.id(0)).panels[0].border_width = 0.7 + i; });
    QCoreApplication::processEvents();
  }
  bench.settle();

  QCOMPARE(bench.painted.count(), 1);
}

void PagesDockTest::the_strip_runs_from_where_reading_begins() {
  Bench bench(fourPages());
  QVERIFY(bench.rect(0).left() > bench.rect(1).left());
  QVERIFY(bench.rect(0).right() > bench.dock.view()->viewport()->width() / 2);

  ui::setDirection(bench.document, manga::ReadingDirection::left_to_right);
  QCoreApplication::processEvents();

  QVERIFY(bench.rect(0).left() < bench.rect(1).left());
}

void PagesDockTest::a_click_and_the_arrows_go_to_a_page() {
  Bench bench(fourPages());
  QTest::mouseClick(bench.dock.view()->viewport(), Qt::LeftButton, {}, bench.rect(2).center());
  QCOMPARE(bench.selection.page(), bench.id(2));

  // Right to left: the next page lies left
  QTest::keyClick(bench.dock.view(), Qt::Key_Left, Qt::AltModifier);
  QCOMPARE(bench.selection.page(), bench.id(3));
  QTest::keyClick(bench.dock.view(), Qt::Key_Left, Qt::AltModifier);
  QCOMPARE(bench.selection.page(), bench.id(3));
  QTest::keyClick(bench.dock.view(), Qt::Key_Right, Qt::AltModifier);
  QCOMPARE(bench.selection.page(), bench.id(2));
  QTest::keyClick(bench.dock.view(), Qt::Key_PageUp);
  QCOMPARE(bench.selection.page(), bench.id(1));
  bench.selection.setPage(bench.id(0));
  QCOMPARE(bench.dock.view()->currentIndex().row(), 0);
}

void PagesDockTest::pages_are_added_duplicated_and_deleted_with_undo() {
  Bench bench(tests::sample_project());
  const auto first = bench.id(0), second = bench.id(1);

  QTest::keyClick(bench.dock.view(), Qt::Key_N, Qt::ControlModifier | Qt::AltModifier);
  QCOMPARE(bench.document.project().pages.size(), 3u);
  QCOMPARE(bench.selection.page(), bench.id(1));
  QCOMPARE(bench.id(2), second);
  bench.selection.setPage(first);
  QTest::mouseClick(bench.button("Duplicate page"), Qt::LeftButton);
  QCOMPARE(bench.document.project().pages.size(), 4u);
  QCOMPARE(bench.document.project().pages[1].panels.size(), 5u);
  QTest::keyClick(bench.dock.view(), Qt::Key_Delete);
  QCOMPARE(bench.document.project().pages.size(), 3u);
  QCOMPARE(bench.selection.page(), bench.id(1));

  while (bench.document.history().canUndo()) bench.document.history().undo();
  QCOMPARE(bench.document.project().pages, tests::sample_project().pages);
}

void PagesDockTest::a_page_is_dragged_and_moved_by_keys() {
  Bench bench(fourPages());
  const auto before = bench.ids();
  auto* model = bench.dock.view()->model();
  const std::unique_ptr<QMimeData> data(model->mimeData({model->index(0, 0)}));

  model->dropMimeData(data.get(), Qt::MoveAction, 3, 0, {});
  QCOMPARE(bench.ids(), (std::vector{before[1], before[2], before[0], before[3]}));
  QCOMPARE(bench.dock.view()->currentIndex().row(), 2);
  QTest::keyClick(bench.dock.view(), Qt::Key_Left, Qt::AltModifier | Qt::ShiftModifier);

  QCOMPARE(bench.ids().back(), before[0]);
  bench.document.history().undo();
  bench.document.history().undo();
  QCOMPARE(bench.ids(), before);
}

void PagesDockTest::an_empty_page_takes_a_template() {
  Bench bench(fourPages());
  auto* button = bench.button("Page template");
  QVERIFY(!button->isEnabled());
  bench.selection.setPage(bench.id(2));
  QVERIFY(button->isEnabled());

  emit button->menu()->aboutToShow();
  const auto actions = button->menu()->actions();
  QCOMPARE(std::size_t(actions.size()), manga::page_templates().size());
  actions[2]->trigger();

  QCOMPARE(bench.document.project().pages[2].panels.size(), 5u);
  QVERIFY(!button->isEnabled());
  bench.document.history().undo();
  QCOMPARE(bench.document.project().pages, fourPages().pages);
}

void PagesDockTest::a_work_without_pages_offers_the_first() {
  Bench bench{manga::Project()};
  auto* empty = bench.dock.findChild<ui::EmptyState*>();
  QVERIFY(empty->isVisible());

  QTest::mouseClick(empty->findChild<QPushButton*>(), Qt::LeftButton);

  QCOMPARE(bench.document.project().pages.size(), 1u);
  QCOMPARE(bench.selection.page(), bench.id(0));
  QVERIFY(bench.dock.view()->isVisible());
}

QTEST_MAIN(PagesDockTest)
#include "pages_dock_test.moc"
