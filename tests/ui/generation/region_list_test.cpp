// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/region_list.h"

#include <QtTest>
#include <QtWidgets>

#include "tests/support/generation_fixture.h"
#include "ui/document/panel_commands.h"
#include "ui/generation/advanced_form.h"
#include "ui/generation/character_row.h"
#include "ui/generation/drawing_form.h"
#include "ui/generation/panel_dock.h"
#include "ui/generation/people_list.h"
#include "ui/generation/prompt_edit.h"
#include "ui/generation/region_row.h"
#include "ui/generation/subject_form.h"
#include "ui/generation/warning_list.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

using namespace koma;
using namespace koma::ui;

namespace {

struct Fixture : tests::GenerationFixture {
  Fixture() {
    api::ModelAbilities words;
    words.negative_prompt = words.samplers = true;
    service.setModels({{.id = "mini", .name = "mini", .abilities = {true, true, true, true}},
                       {.id = "xl", .name = "XL", .family = "sdxl", .abilities = words}});
    dock.resize(360, 3000);
    dock.show();
    selection.select(id);
    document.history().clear();
  }
  const manga::Panel& now() { return *manga::find_panel(document.project(), id); }
  RegionRow& row(std::size_t index) { return *list.rows().at(index); }
  static void type(SliderField& field, const QString& text) {
    field.field()->selectAll();
    QTest::keyClicks(field.field(), text);
    QTest::keyClick(field.field(), Qt::Key_Return);
  }

  manga::PanelId id = panel(1).id;
  Theme theme{*qApp};
  PanelDock dock{document, selection, service, library, theme};
  RegionList& list = *dock.regions();
  SubjectForm& subjects = *dock.drawing()->advanced()->subjects();
};

}  // namespace

class RegionListTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_panel_is_divided_and_written_with_the_keyboard();
  void the_base_prompt_is_shared_by_a_slider();
  void weights_are_seen_where_they_count();
  void a_region_that_is_removed_comes_back();
  void all_regions_go_at_once();
  void working_on_a_row_selects_its_region();
  void regions_without_words_are_warned_of_and_written();
  void regions_beside_nothing_need_a_prompt();
  void what_is_drawn_has_the_regions();
  void phrases_are_typed_and_go_to_the_model();
  void an_adapter_makes_subjects_of_an_xl_model();
  void what_the_model_cannot_is_off_with_the_reason();
  void places_are_found_with_a_threshold_and_a_first_step();
  void a_panel_may_do_without_the_works_adapter();
  void a_recalled_take_brings_its_regions_back();
};

void RegionListTest::a_panel_is_divided_and_written_with_the_keyboard() {
  Fixture f;
  QVERIFY(f.list.rows().empty());
  f.dock.editRegion({f.id, 0});  // opens the section
  f.list.columnsButton()->setFocus();
  QTest::keyClick(f.list.columnsButton(), Qt::Key_Space);
  QCOMPARE(f.now().regions.size(), 2u);
  QCOMPARE(f.now().division.split, std::string("1,1"));
  QCOMPARE(f.document.history().count(), 1);
  QTest::keyClicks(f.row(0).prompt(), "a tree");
  QTest::keyClicks(f.row(1).prompt(), "a house");
  QCOMPARE(f.now().regions[0].prompt, std::string("a tree"));
  QCOMPARE(f.now().regions[1].prompt, std::string("a house"));
  QCOMPARE(f.document.history().count(), 3);
  f.selection.select(RegionRef{f.id, 1});
  QTest::mouseClick(f.list.rowsButton(), Qt::LeftButton);
  QCOMPARE(f.now().regions.size(), 3u);
  QCOMPARE(f.now().regions[1].prompt, std::string("a house"));
  QVERIFY(f.selection.contains(Thing(RegionRef{f.id, 2})));
}

void RegionListTest::the_base_prompt_is_shared_by_a_slider() {
  Fixture f;
  divideRegion(f.document, {f.id, 0}, manga::DivideInto::columns);
  Fixture::type(*f.list.baseShare(), "35%");
  QCOMPARE(f.now().division.base_share, 0.35);
  QTest::keyClicks(f.list.basePrompt(), "two girls");
  QCOMPARE(f.now().division.base_prompt, std::string("two girls"));
  f.document.history().undo();
  f.document.history().undo();
  QCOMPARE(f.now().division.base_share, 0.0);
  QVERIFY(f.list.basePrompt()->toPlainText().isEmpty());
}

void RegionListTest::weights_are_seen_where_they_count() {
  Fixture f;
  divideRegion(f.document, {f.id, 0}, manga::DivideInto::rows);
  QVERIFY(!f.row(0).weight()->isVisibleTo(&f.row(0)));
  Fixture::type(*f.list.baseShare(), "20%");
  QVERIFY(f.row(0).weight()->isVisibleTo(&f.row(0)));
  Fixture::type(*f.row(0).weight(), "50%");
  QCOMPARE(f.now().regions[0].weight, 0.5);
}

void RegionListTest::a_region_that_is_removed_comes_back() {
  Fixture f;
  divideRegion(f.document, {f.id, 0}, manga::DivideInto::columns);
  const auto before = f.document.project();
  QTest::mouseClick(f.row(0).removeButton(), Qt::LeftButton);
  QCOMPARE(f.now().regions.size(), 1u);
  QCOMPARE(manga::region_boxes(f.now())[0], (UnitBox{0, 0, 1, 1}));
  f.document.history().undo();
  QCOMPARE(f.document.project(), before);
  QCOMPARE(f.list.rows().size(), 2u);
}

void RegionListTest::all_regions_go_at_once() {
  Fixture f;
  divideRegion(f.document, {f.id, 0}, manga::DivideInto::columns);
  QTest::mouseClick(f.list.removeButton(), Qt::LeftButton);
  QVERIFY(f.now().regions.empty());
  QVERIFY(!f.list.removeButton()->isEnabled());
}

void RegionListTest::working_on_a_row_selects_its_region() {
  Fixture f;
  divideRegion(f.document, {f.id, 0}, manga::DivideInto::columns);
  f.dock.activateWindow();
  f.dock.editRegion({f.id, 1});
  QVERIFY(f.selection.contains(Thing(RegionRef{f.id, 1})));
  QTest::mouseClick(&f.row(0), Qt::LeftButton, {}, QPoint(60, 8));
  QVERIFY(f.selection.contains(Thing(RegionRef{f.id, 0})));
}

void RegionListTest::regions_without_words_are_warned_of_and_written() {
  Fixture f;
  divideRegion(f.document, {f.id, 0}, manga::DivideInto::columns);
  QCOMPARE(f.dock.warnings()->sentences().size(), 2);
  QVERIFY(f.dock.warnings()->sentences()[1].contains("2"));
  f.dock.activateWindow();
  const auto buttons = f.dock.warnings()->findChildren<QPushButton*>();
  QTest::mouseClick(buttons.at(1), Qt::LeftButton);
  QVERIFY(f.selection.contains(Thing(RegionRef{f.id, 1})));
  setRegionPrompt(f.document, {f.id, 0}, "a");
  setRegionPrompt(f.document, {f.id, 1}, "b");
  QVERIFY(f.dock.warnings()->sentences().isEmpty());
}

void RegionListTest::regions_beside_nothing_need_a_prompt() {
  Fixture f;
  const RegionRef region = addRegion(f.document, f.id, {0, 0, 0.5f, 1});
  setRegionPrompt(f.document, region, "a");
  QVERIFY(f.dock.warnings()->sentences().isEmpty());
  setPrompt(f.document, f.id, " ");
  QCOMPARE(f.dock.warnings()->sentences().size(), 1);
}

void RegionListTest::what_is_drawn_has_the_regions() {
  Fixture f;
  divideRegion(f.document, {f.id, 0}, manga::DivideInto::columns);
  setRegionPrompt(f.document, {f.id, 0}, "a tree");
  setRegionPrompt(f.document, {f.id, 1}, "a house");
  f.service.generatePanel(f.id);
  const auto regions = f.jobs.jobs().front().spec.request.regions;
  QVERIFY(regions);
  QCOMPARE(regions->split, std::string("1,1"));
  QCOMPARE(regions->prompts[1], std::string("a house"));
}

void RegionListTest::phrases_are_typed_and_go_to_the_model() {
  Fixture f;
  f.selection.select(f.panel(0).id);
  CharacterRow& row = *f.dock.people()->rows().at(0);
  row.phrase()->selectAll();
  QTest::keyClicks(row.phrase(), "a girl in red");
  QCOMPARE(f.panel(0).characters[0].phrase, std::string("a girl in red"));
  QVERIFY(row.phrase()->toolTip().contains("joins the prompt"));
  QCOMPARE(f.service.requestFor(f.panel(0)).characters.at(0).phrase, std::string("a girl in red"));
}

void RegionListTest::an_adapter_makes_subjects_of_an_xl_model() {
  Fixture f;
  f.selection.select(f.panel(0).id);
  f.document.edit("Model", [&](Draft& draft) { draft.panel(f.panel(0).id).settings.model = "xl"; });
  CharacterRow& row = *f.dock.people()->rows().at(0);
  QVERIFY(f.service.requestFor(f.panel(0)).characters.empty());
  f.subjects.setAdapter("/models/ms_adapter.bin");
  QCOMPARE(f.panel(0).settings.subject_adapter, std::string("/models/ms_adapter.bin"));
  QCOMPARE(f.subjects.adapter()->text(), QString("ms_adapter.bin"));
  QCOMPARE(f.service.requestFor(f.panel(0)).characters.size(), 1u);
  QVERIFY(f.service.requestFor(f.panel(0)).subject_adapter);
  QVERIFY(row.phrase()->toolTip().contains("adapter"));
  f.document.edit("Model", [&](Draft& draft) { draft.panel(f.panel(0).id).settings.model = "mini"; });
  QVERIFY(!f.service.requestFor(f.panel(0)).subject_adapter);
}

void RegionListTest::what_the_model_cannot_is_off_with_the_reason() {
  Fixture f;
  QVERIFY(!f.subjects.chooseButton()->isEnabled());
  QVERIFY(f.subjects.reason().contains("SDXL"));
  f.document.edit("Model", [&](Draft& draft) { draft.panel(f.id).settings.model = "xl"; });
  QVERIFY(f.subjects.chooseButton()->isEnabled());
  QVERIFY(f.subjects.reason().isEmpty());
  f.subjects.setAdapter("/models/ms_adapter.bin");
  QVERIFY(f.subjects.found()->isEnabled());
  const RegionRef region = addRegion(f.document, f.id, {0, 0, 0.5f, 1});
  setRegionPrompt(f.document, region, "a");
  QVERIFY(!f.subjects.found()->isEnabled());
  QVERIFY(f.subjects.reason().contains("regions"));
}

void RegionListTest::places_are_found_with_a_threshold_and_a_first_step() {
  Fixture f;
  f.document.edit("Model", [&](Draft& draft) { draft.panel(f.id).settings.model = "xl"; });
  f.subjects.setAdapter("/models/ms_adapter.bin");
  QVERIFY(!f.subjects.threshold()->isVisibleTo(&f.subjects));
  f.subjects.found()->click();
  QCOMPARE(f.now().settings.auto_layout, std::optional(true));
  QVERIFY(f.subjects.threshold()->isVisibleTo(&f.subjects));
  Fixture::type(*f.subjects.threshold(), "30%");
  Fixture::type(*f.subjects.start(), "7");
  const auto layout = f.service.requestFor(f.now()).layout;
  QVERIFY((layout == api::SubjectLayout{true, 0.3, 7, false}));
}

void RegionListTest::a_panel_may_do_without_the_works_adapter() {
  Fixture f;
  f.document.edit("Work", [](Draft& draft) {
    draft.work().drawing.model = "xl";
    draft.work().drawing.subject_adapter = "/models/ms_adapter.bin";
  });
  QVERIFY(f.subjects.adapter()->text().contains("ms_adapter.bin"));
  QVERIFY(f.service.requestFor(f.now()).subject_adapter);
  QTest::mouseClick(f.subjects.removeButton(), Qt::LeftButton);
  QCOMPARE(f.now().settings.subject_adapter, std::string(manga::no_adapter));
  QVERIFY(!f.service.requestFor(f.now()).subject_adapter);
  QTest::mouseClick(f.subjects.removeButton(), Qt::LeftButton);
  QVERIFY(f.service.requestFor(f.now()).subject_adapter);
}

void RegionListTest::a_recalled_take_brings_its_regions_back() {
  Fixture f;
  f.jobs.recipe =
      R"({"schema":"komawari.recipe/1","request":{"schema":"komawari.request/1",
    "prompt":"two girls","width":512,"height":512,"regions":{"split":"1,2","prompts":["a","b"],"base_ratio":"0.2,0.6"}}})";
  const manga::Take take = f.draw(f.id);
  recallTake(f.document, f.id, take.id);
  QCOMPARE(f.now().regions.size(), 2u);
  QCOMPARE(f.now().division.split, std::string("1,2"));
  QCOMPARE(f.now().division.base_share, 0.2);
  QCOMPARE(f.now().regions[1].weight, 0.5);
  QCOMPARE(f.now().regions[1].prompt, std::string("b"));
  f.document.history().undo();
  QVERIFY(f.now().regions.empty());
}

QTEST_MAIN(RegionListTest)
#include "region_list_test.moc"
