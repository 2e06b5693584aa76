// SPDX-License-Identifier: Apache-2.0
#include <QSignalSpy>
#include <QtTest>

#include "tests/support/sample_project.h"
#include "ui/document/document.h"
#include "ui/document/selection.h"

using namespace koma;
using ui::BoxRef;
using ui::Selection;

class SelectionTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_starts_on_the_first_page_with_nothing();
  void another_page_drops_what_was_selected();
  void the_same_again_says_nothing();
  void toggling_adds_and_takes_away();
  void the_panel_is_that_of_the_last_thing();
  void a_balloon_stands_for_the_panel_under_its_middle();
  void what_leaves_the_document_leaves_the_selection();
  void a_deleted_page_gives_way_to_the_first();
  void a_deleted_character_is_not_chosen_any_more();

 private:
  struct Bench {
    ui::Document document{tests::sample_project()};
    Selection selection{document};
    [[nodiscard]] const manga::Page& page(std::size_t i) const { return document.project().pages[i]; }
  };
};

void SelectionTest::it_starts_on_the_first_page_with_nothing() {
  Bench bench;
  QCOMPARE(bench.selection.page(), bench.page(0).id);
  QVERIFY(bench.selection.empty());
  QVERIFY(!bench.selection.panel());
}

void SelectionTest::another_page_drops_what_was_selected() {
  Bench bench;
  bench.selection.select(bench.page(0).panels[0].id);
  QSignalSpy page(&bench.selection, &Selection::pageChanged), changed(&bench.selection, &Selection::changed);

  bench.selection.setPage(bench.page(1).id);

  QVERIFY(bench.selection.empty());
  QCOMPARE(page.count(), 1);
  QCOMPARE(changed.count(), 1);
}

void SelectionTest::the_same_again_says_nothing() {
  Bench bench;
  bench.selection.select(bench.page(0).panels[0].id);
  QSignalSpy page(&bench.selection, &Selection::pageChanged), changed(&bench.selection, &Selection::changed);

  bench.selection.select(bench.page(0).panels[0].id);
  bench.selection.setPage(bench.page(0).id);

  QCOMPARE(page.count() + changed.count(), 0);
}

void SelectionTest::toggling_adds_and_takes_away() {
  Bench bench;
  const auto first = bench.page(0).panels[0].id, second = bench.page(0).panels[1].id;
  bench.selection.toggle(first);
  bench.selection.toggle(second);
  QVERIFY(bench.selection.contains(first) && bench.selection.contains(second));

  bench.selection.toggle(first);

  QVERIFY(!bench.selection.contains(first));
  QCOMPARE(bench.selection.things().size(), 1u);
}

void SelectionTest::the_panel_is_that_of_the_last_thing() {
  Bench bench;
  const auto first = bench.page(0).panels[0].id, second = bench.page(0).panels[1].id;

  bench.selection.set({second, BoxRef{first, 0}});

  QCOMPARE(bench.selection.panel(), first);
  QVERIFY(bench.selection.box() && bench.selection.box()->panel == first);
}

void SelectionTest::a_balloon_stands_for_the_panel_under_its_middle() {
  Bench bench;
  const manga::Balloon& balloon = bench.page(0).balloons[0];

  bench.selection.select(balloon.id);

  const auto* panel = manga::find_panel(bench.document.project(), bench.selection.panel());
  QVERIFY(panel && manga::contains(panel->frame, balloon.bounds.centre()));
  QCOMPARE(bench.selection.balloon(), balloon.id);
}

void SelectionTest::what_leaves_the_document_leaves_the_selection() {
  Bench bench;
  const auto panel = bench.page(0).panels[0].id;
  bench.selection.set({BoxRef{panel, 0}, panel, bench.page(0).balloons[0].id});

  bench.document.edit("Remove the box", [&](ui::Draft& draft) { draft.panel(panel).characters.clear(); });
  QCOMPARE(bench.selection.things().size(), 2u);
  bench.document.edit("Remove the panel", [&](ui::Draft& draft) { draft.pageOf(panel).panels.clear(); });

  QCOMPARE(bench.selection.things().size(), 1u);
  QVERIFY(bench.selection.balloon());
}

void SelectionTest::a_deleted_page_gives_way_to_the_first() {
  Bench bench;
  const auto first = bench.page(0).id;
  bench.selection.setPage(bench.page(1).id);

  bench.document.edit("Delete page", [](ui::Draft& draft) { draft.pageList().pop_back(); });

  QCOMPARE(bench.selection.page(), first);
}

void SelectionTest::a_deleted_character_is_not_chosen_any_more() {
  Bench bench;
  bench.selection.setCharacter(bench.document.project().cast[0].id);
  QSignalSpy changed(&bench.selection, &Selection::characterChanged);

  bench.document.edit("Delete", [](ui::Draft& draft) { draft.cast().clear(); });

  QVERIFY(!bench.selection.character());
  QCOMPARE(changed.count(), 1);
}

QTEST_MAIN(SelectionTest)
#include "selection_test.moc"
