// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QtTest>

#include "tests/support/sample_project.h"
#include "tests/support/test_background.h"
#include "ui/docks/objects_model.h"
#include "ui/document/balloon_commands.h"
#include "ui/document/character_commands.h"
#include "ui/document/document.h"
#include "ui/document/panel_commands.h"
#include "ui/document/picture_library.h"
#include "ui/document/thing_commands.h"
#include "ui/style/theme.h"

using namespace koma;
using ui::BoxRef;
using ui::ObjectsModel;

class ObjectsModelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void pages_hold_panels_in_reading_order_with_their_things();
  void front_things_come_first();
  void a_balloon_that_is_dragged_to_another_panel_moves_in_the_tree();
  void a_name_is_written_in_place_and_undone();
  void states_are_written_and_undone();
  void a_balloon_dropped_lower_lies_behind();
  void a_box_dropped_lower_lies_behind_and_has_its_new_name();
  void things_stay_among_their_siblings();
  void it_stays_consistent_through_all_kinds_of_edits();

 private:
  struct Bench {
    test::TestBackground background;
    ui::Document document{project()};
    ui::PictureLibrary pictures{background};
    ui::Theme theme{*qApp};
    ObjectsModel model{document, pictures, theme};
    QAbstractItemModelTester tester{&model};

    /// Mia and Ren in panel 1, with balloons "a" behind "b" over it.
    static manga::Project project() {
      manga::Project project = tests::sample_project();
      manga::Page& page = project.pages[0];
      const auto ren = project.new_id<manga::Character>();
      project.cast.push_back({.id = ren, .name = "Ren"});
      page.panels[0].characters.push_back({.character = ren, .box = {0, 0, 0.5f, 1}});
      const manga::Point middle = manga::bounds_of(page.panels[0].frame).centre();
      manga::Balloon a = page.balloons[0];
      a.bounds = {middle.x - 5, middle.y - 5, 10, 10};
      a.text = "a";
      manga::Balloon b = a;
      b.id = project.new_id<manga::Balloon>();
      b.text = "b";
      page.balloons = {a, b};
      return project;
    }
    [[nodiscard]] const manga::Page& page() const { return document.project().pages[0]; }
    [[nodiscard]] QModelIndex panel() const { return model.indexOf(ui::Thing(page().panels[0].id)); }
    [[nodiscard]] QString names(const QModelIndex& parent) const {
      QStringList names;
      for (int row = 0; row < model.rowCount(parent); ++row) names << model.index(row, 0, parent).data().toString();
      return names.join('|');
    }
    bool drop(int from, int to, const QModelIndex& parent) {
      const std::unique_ptr<QMimeData> data(model.mimeData({model.index(from, 0, parent)}));
      if (!model.canDropMimeData(data.get(), Qt::MoveAction, to, 0, parent)) return false;
      model.dropMimeData(data.get(), Qt::MoveAction, to, 0, parent);
      return true;
    }
  };
};

void ObjectsModelTest::pages_hold_panels_in_reading_order_with_their_things() {
  Bench bench;
  QCOMPARE(bench.names({}), QString("Page 1|Page 2"));
  QCOMPARE(bench.names(bench.model.index(0, 0)), QString("Panel 1|Panel 2|Panel 3|Panel 4|Panel 5"));
  // Right to left: the right panel of a row comes first
  const auto first = std::get<manga::PanelId>(*bench.model.thingAt(bench.model.index(1, 0, bench.model.index(0, 0))));
  const auto second = std::get<manga::PanelId>(*bench.model.thingAt(bench.model.index(2, 0, bench.model.index(0, 0))));
  const auto left = [&](manga::PanelId id) {
    return manga::bounds_of(manga::find_panel(bench.document.project(), id)->frame).left;
  };
  QVERIFY(left(first) > left(second));
}

void ObjectsModelTest::front_things_come_first() {
  Bench bench;
  QCOMPARE(bench.names(bench.panel()), QString("b|a|Ren|Mia|trees|rain"));
}

void ObjectsModelTest::a_balloon_that_is_dragged_to_another_panel_moves_in_the_tree() {
  Bench bench;
  const auto other = manga::bounds_of(bench.page().panels[3].frame).centre();
  const ui::Thing a = bench.page().balloons[0].id;

  bench.document.edit("Move", [&](ui::Draft& draft) {
    draft.balloon(bench.page().balloons[0].id).bounds = {other.x - 5, other.y - 5, 10, 10};
  });

  QCOMPARE(bench.names(bench.panel()), QString("b|Ren|Mia|trees|rain"));
  QCOMPARE(bench.model.indexOf(a).parent(), bench.model.indexOf(ui::Thing(bench.page().panels[3].id)));
}

void ObjectsModelTest::a_name_is_written_in_place_and_undone() {
  Bench bench;
  QVERIFY(bench.model.setData(bench.panel(), "Entrance", Qt::EditRole));
  QCOMPARE(bench.panel().data().toString(), QString("Entrance"));
  // The same name again, or the number it stands for, is no step
  QVERIFY(!bench.model.setData(bench.panel(), "Entrance", Qt::EditRole));
  bench.document.history().undo();

  QCOMPARE(bench.document.project(), Bench::project());
  QVERIFY(!bench.model.setData(bench.panel(), "Panel 1", Qt::EditRole));
}

void ObjectsModelTest::states_are_written_and_undone() {
  Bench bench;
  const QModelIndex hide = bench.panel().siblingAtColumn(ObjectsModel::HideColumn);
  const QModelIndex lock = bench.panel().siblingAtColumn(ObjectsModel::LockColumn);

  QVERIFY(bench.model.setData(hide, true, ObjectsModel::StateRole));
  QVERIFY(bench.model.setData(lock, true, ObjectsModel::StateRole));

  QVERIFY(bench.page().panels[0].hidden && bench.page().panels[0].locked);
  QVERIFY(hide.data(ObjectsModel::StateRole).toBool());
  bench.document.history().undo();
  bench.document.history().undo();
  QCOMPARE(bench.document.project(), Bench::project());
}

void ObjectsModelTest::a_balloon_dropped_lower_lies_behind() {
  Bench bench;

  QVERIFY(bench.drop(0, 2, bench.panel()));

  QCOMPARE(bench.names(bench.panel()), QString("a|b|Ren|Mia|trees|rain"));
  QCOMPARE(bench.page().balloons[0].text, std::string("b"));
  bench.document.history().undo();
  QCOMPARE(bench.document.project(), Bench::project());
}

void ObjectsModelTest::a_box_dropped_lower_lies_behind_and_has_its_new_name() {
  Bench bench;
  QSignalSpy moved(&bench.model, &ObjectsModel::thingMoved);

  // Ren, the front one, below Mia
  QVERIFY(bench.drop(2, 4, bench.panel()));

  QCOMPARE(bench.names(bench.panel()), QString("b|a|Mia|Ren|trees|rain"));
  QVERIFY(moved[0][0].value<ui::Thing>() == ui::Thing(BoxRef{bench.page().panels[0].id, 0}));
}

void ObjectsModelTest::things_stay_among_their_siblings() {
  Bench bench;
  const std::unique_ptr<QMimeData> ren(bench.model.mimeData({bench.model.index(2, 0, bench.panel())}));
  const QModelIndex other = bench.model.indexOf(ui::Thing(bench.page().panels[1].id));

  QVERIFY(!bench.model.canDropMimeData(ren.get(), Qt::MoveAction, 0, 0, other));
  QVERIFY(!bench.model.canDropMimeData(ren.get(), Qt::MoveAction, -1, -1, bench.panel()));
  QVERIFY(!bench.panel().flags().testFlag(Qt::ItemIsDragEnabled));
}

void ObjectsModelTest::it_stays_consistent_through_all_kinds_of_edits() {
  Bench bench;
  const auto panel = bench.page().panels[2].id;

  ui::placeCharacter(bench.document, panel, {.character = bench.document.project().cast[0].id, .box = {0, 0, 1, 1}});
  const ui::Thing box = BoxRef{panel, 0};
  QCOMPARE(bench.model.indexOf(box).data().toString(), QString("Mia"));
  ui::setName(bench.document, bench.document.project().cast[0].id, "Hana");
  QCOMPARE(bench.model.indexOf(box).data().toString(), QString("Hana"));
  const ui::Thing thing = panel;
  ui::removeThings(bench.document, std::span(&thing, 1));
  QVERIFY(!bench.model.indexOf(thing).isValid());
  while (bench.document.history().canUndo()) bench.document.history().undo();
  while (bench.document.history().canRedo()) bench.document.history().redo();
  bench.document.reset({});

  QCOMPARE(bench.model.rowCount(), 0);
}

QTEST_MAIN(ObjectsModelTest)
#include "objects_model_test.moc"
