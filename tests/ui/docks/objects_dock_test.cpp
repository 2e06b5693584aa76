// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTreeView>
#include <QtTest>

#include "tests/support/sample_project.h"
#include "tests/support/test_background.h"
#include "ui/docks/objects_dock.h"
#include "ui/docks/objects_model.h"
#include "ui/document/document.h"
#include "ui/document/panel_commands.h"
#include "ui/document/picture_library.h"
#include "ui/style/theme.h"

using namespace koma;

class ObjectsDockTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_click_selects_on_the_page();
  void the_selection_is_shown_and_its_page_opened();
  void a_click_in_another_page_goes_there();
  void the_icons_hide_and_lock();
  void keys_rename_hide_lock_restack_and_remove();
  void several_things_are_selected_with_shift();
  void a_right_click_asks_for_the_menu();
  void a_double_click_asks_to_show_it();
  void an_empty_work_says_what_will_be_here();
  void what_comes_onto_the_page_changes_neither_selection_nor_branches();

 private:
  struct Bench {
    test::TestBackground background;
    ui::Document document;
    ui::Selection selection{document};
    ui::PictureLibrary pictures{background};
    ui::Theme theme{*qApp};
    ui::ObjectsDock dock{document, selection, pictures, theme};

    explicit Bench(manga::Project project = tests::sample_project()) {
      document.reset(std::move(project));
      dock.resize(300, 500);
      dock.show();
      dock.activateWindow();
      static_cast<void>(QTest::qWaitForWindowActive(&dock));
    }
    [[nodiscard]] const manga::Page& page(int i = 0) const { return document.project().pages[std::size_t(i)]; }
    [[nodiscard]] ui::Thing panel(int i) const { return page().panels[std::size_t(i)].id; }
    void click(const ui::Thing& thing, int column = 0, Qt::KeyboardModifiers modifiers = {}) {
      const QModelIndex index = dock.model()->indexOf(thing).siblingAtColumn(column);
      QTest::mouseClick(dock.view()->viewport(), Qt::LeftButton, modifiers, dock.view()->visualRect(index).center());
    }
  };
};

void ObjectsDockTest::a_click_selects_on_the_page() {
  Bench bench;
  bench.click(bench.panel(1));
  QCOMPARE(bench.selection.things(), std::vector{bench.panel(1)});
}

void ObjectsDockTest::the_selection_is_shown_and_its_page_opened() {
  Bench bench;
  const ui::Thing box = ui::BoxRef{bench.page().panels[0].id, 0};

  bench.selection.set({box, bench.panel(2)});

  QCOMPARE(bench.dock.view()->selectionModel()->selectedRows().size(), 2);
  QVERIFY(bench.dock.view()->isExpanded(bench.dock.model()->indexOf(bench.page().id)));
  QVERIFY(bench.dock.view()->selectionModel()->isSelected(bench.dock.model()->indexOf(box)));
  bench.selection.clear();
  QVERIFY(!bench.dock.view()->selectionModel()->hasSelection());
}

void ObjectsDockTest::a_click_in_another_page_goes_there() {
  Bench bench;
  bench.click(bench.panel(0));
  bench.dock.view()->expand(bench.dock.model()->indexOf(bench.page(1).id));
  const ui::Thing there = bench.page(1).panels[3].id;

  bench.click(there);

  QCOMPARE(bench.selection.page(), bench.page(1).id);
  QCOMPARE(bench.selection.things(), std::vector{there});
}

void ObjectsDockTest::the_icons_hide_and_lock() {
  Bench bench;

  bench.click(bench.panel(1), ui::ObjectsModel::HideColumn);
  QVERIFY(bench.page().panels[1].hidden);
  bench.click(bench.panel(1), ui::ObjectsModel::LockColumn);
  QVERIFY(bench.page().panels[1].locked);
  bench.click(bench.panel(1), ui::ObjectsModel::HideColumn);

  QVERIFY(!bench.page().panels[1].hidden);
}

void ObjectsDockTest::keys_rename_hide_lock_restack_and_remove() {
  Bench bench;
  QTreeView* view = bench.dock.view();
  bench.click(bench.panel(1));

  QTest::keyClick(view, Qt::Key_F2);
  auto* editor = view->viewport()->findChild<QLineEdit*>();
  QVERIFY(editor);
  QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
  QTest::keyClicks(editor, "Hall");  // with the letters that hide and lock
  QTest::keyClick(editor, Qt::Key_Return);
  QTRY_COMPARE(bench.page().panels[1].name, std::string("Hall"));
  QVERIFY(!bench.page().panels[1].hidden && !bench.page().panels[1].locked);
  view->setFocus();
  QTest::keyClick(view, Qt::Key_H);
  QVERIFY(bench.page().panels[1].hidden);
  QTest::keyClick(view, Qt::Key_BracketRight, Qt::ControlModifier | Qt::ShiftModifier);
  for (const manga::Panel& other : bench.page().panels) QVERIFY(other.z_order <= bench.page().panels[1].z_order);
  QTest::keyClick(view, Qt::Key_L);
  QVERIFY(bench.page().panels[1].locked);
  QTest::keyClick(view, Qt::Key_L);
  QTest::keyClick(view, Qt::Key_Delete);

  QCOMPARE(bench.page().panels.size(), 4u);
  while (bench.document.history().canUndo()) bench.document.history().undo();
  QCOMPARE(bench.document.project(), tests::sample_project());
}

void ObjectsDockTest::several_things_are_selected_with_shift() {
  Bench bench;
  bench.click(bench.panel(2));
  bench.click(bench.panel(4), 0, Qt::ControlModifier);
  QCOMPARE(bench.selection.things().size(), 2u);

  QTest::keyClick(bench.dock.view(), Qt::Key_H);

  QVERIFY(bench.page().panels[2].hidden && bench.page().panels[4].hidden);
  QCOMPARE(bench.document.history().count(), 1);
}

void ObjectsDockTest::a_right_click_asks_for_the_menu() {
  Bench bench;
  QSignalSpy wanted(&bench.dock, &ui::ObjectsDock::contextMenuWanted);
  const QPoint place = bench.dock.view()->visualRect(bench.dock.model()->indexOf(bench.panel(1))).center();

  QTest::mouseClick(bench.dock.view()->viewport(), Qt::RightButton, {}, place);
  QContextMenuEvent event(QContextMenuEvent::Mouse, place, bench.dock.view()->viewport()->mapToGlobal(place));
  QApplication::sendEvent(bench.dock.view()->viewport(), &event);

  QCOMPARE(wanted.count(), 1);
  QCOMPARE(bench.selection.things(), std::vector{bench.panel(1)});
}

void ObjectsDockTest::a_double_click_asks_to_show_it() {
  Bench bench;
  QSignalSpy wanted(&bench.dock, &ui::ObjectsDock::revealWanted);
  bench.click(bench.panel(1));
  const QPoint place = bench.dock.view()->visualRect(bench.dock.model()->indexOf(bench.panel(1))).center();

  QTest::mouseDClick(bench.dock.view()->viewport(), Qt::LeftButton, {}, place);
  QTest::keyClick(bench.dock.view(), Qt::Key_Return);

  QCOMPARE(wanted.count(), 2);
  QCOMPARE(wanted[0][1].value<std::vector<ui::Thing>>(), std::vector{bench.panel(1)});
}

void ObjectsDockTest::an_empty_work_says_what_will_be_here() {
  Bench bench{manga::Project()};
  QVERIFY(!bench.dock.view()->isVisible());
  bench.document.reset(tests::sample_project());
  QVERIFY(bench.dock.view()->isVisible());
}

void ObjectsDockTest::what_comes_onto_the_page_changes_neither_selection_nor_branches() {
  Bench bench;
  bench.selection.set({bench.panel(1), bench.panel(2)});
  bench.dock.view()->expand(bench.dock.model()->indexOf(bench.panel(0)));

  ui::placeCharacter(bench.document, bench.page().panels[1].id,
                     {.character = bench.document.project().cast[0].id, .box = {0, 0, 1, 1}});

  QCOMPARE(bench.selection.things(), (std::vector{bench.panel(1), bench.panel(2)}));
  QCOMPARE(bench.dock.view()->selectionModel()->selectedRows().size(), 2);
  QVERIFY(bench.dock.view()->isExpanded(bench.dock.model()->indexOf(bench.panel(0))));
}

QTEST_MAIN(ObjectsDockTest)
#include "objects_dock_test.moc"
