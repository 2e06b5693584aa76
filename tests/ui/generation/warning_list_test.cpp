// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/warning_list.h"

#include <QtTest>
#include <QtWidgets>

#include "tests/support/generation_fixture.h"
#include "ui/document/panel_commands.h"
#include "ui/generation/draw_bar.h"
#include "ui/generation/panel_dock.h"
#include "ui/style/theme.h"

using namespace koma;
using namespace koma::ui;

namespace {

/// A model for one character and one balloon, and Ren beside Mia in the cast.
struct Fixture : tests::GenerationFixture {
  Fixture() {
    // Mia's reference lies nowhere in these tests; here it does.
    library.put(document.project().cast[0].references[0].picture, QImage(8, 8, QImage::Format_RGB32));
    service.setModels(
        {{.id = "mini",
          .name = "mini",
          .abilities = {.characters = true, .dialog_boxes = true, .max_characters = 1, .max_dialog_boxes = 1}},
         {.id = "words", .name = "Words only", .abilities = {}}});
    manga::Character ren;
    ren.name = "Ren";
    ren.description = "a boy with round glasses";
    document.edit("Cast", [&](Draft& draft) {
      ren.id = draft.newId<manga::Character>();
      draft.cast().push_back(ren);
    });
    dock.resize(330, 900);
    dock.show();
    selection.select(panel(0).id);
    document.history().clear();
  }
  void add(std::size_t member, const UnitBox& box = {0, 0, 0.5f, 1}) {
    manga::CharacterBox placed;
    placed.character = document.project().cast[member].id;
    placed.box = box;
    placeCharacter(document, panel(0).id, placed);
  }
  [[nodiscard]] QPushButton& remedy(int index = 0) const {
    QList<QPushButton*> shown;
    for (QPushButton* button : list.findChildren<QPushButton*>()) {
      if (!button->isHidden() && !button->parentWidget()->isHidden()) shown << button;
    }
    return *shown.at(index);
  }

  Theme theme{*qApp};
  PanelDock dock{document, selection, service, library, theme};
  WarningList& list = *dock.warnings();
};

}  // namespace

class WarningListTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_panel_that_can_be_drawn_is_left_in_peace();
  void who_is_too_many_is_named_left_out_and_taken_out();
  void a_box_without_area_is_placed_anew();
  void balloons_that_are_too_many_are_found();
  void references_lead_to_the_cast();
  void a_failed_drawing_keeps_the_picture_and_its_sentence();
  void another_model_has_other_warnings();
  void the_bar_counts_them_and_leads_there();
};

void WarningListTest::a_panel_that_can_be_drawn_is_left_in_peace() {
  Fixture f;
  QCOMPARE(f.list.sentences(), QStringList());
  QVERIFY(!f.list.isVisible());
  QVERIFY(!f.dock.drawBar()->warningsButton()->isVisible());
}

void WarningListTest::who_is_too_many_is_named_left_out_and_taken_out() {
  Fixture f;
  f.add(1);
  QVERIFY(f.list.isVisible());
  QCOMPARE(f.list.sentences(),
           QStringList(
               "Ren is left out: the model draws 1 character(s) in a panel. Only the description joins the prompt."));
  const api::GenerationRequest request = f.service.requestFor(f.panel(0));
  QCOMPARE(request.characters.size(), 1u);
  QCOMPARE(request.characters[0].name, std::string("Mia"));
  QCOMPARE(request.prompt, std::string("a girl waving, a boy with round glasses"));

  QTest::mouseClick(&f.remedy(), Qt::LeftButton);

  QCOMPARE(f.panel(0).characters.size(), 1u);
  QVERIFY(!f.list.isVisible());
  f.document.history().undo();
  QCOMPARE(f.panel(0).characters.size(), 2u);
  QVERIFY(f.list.isVisible());
}

void WarningListTest::a_box_without_area_is_placed_anew() {
  Fixture f;
  for (const UnitBox& box : {UnitBox{0.5f, 0, 0.5f, 1}, UnitBox{1.5f, 0, 2, 1}}) {
    manga::CharacterBox wrong = f.panel(0).characters[0];
    const manga::CharacterBox before = wrong;
    wrong.box = box;
    f.document.endMerging();
    setCharacterBox(f.document, {f.panel(0).id, 0}, wrong);
    QCOMPARE(f.list.sentences().size(), 1);
    QVERIFY2(f.list.sentences().first().startsWith("Mia is left out: the box "),
             qPrintable(f.list.sentences().first()));
    QVERIFY(f.service.requestFor(f.panel(0)).characters.empty());

    f.remedy().setFocus();
    QTest::keyClick(&f.remedy(), Qt::Key_Space);

    QVERIFY(!f.list.isVisible());
    QCOMPARE(f.service.requestFor(f.panel(0)).characters.size(), 1u);
    QCOMPARE(f.panel(0).characters[0].expression, before.expression);
    f.document.history().undo();
    QVERIFY(f.panel(0).characters[0].box == box);
    f.document.history().undo();
    QVERIFY(f.panel(0).characters[0] == before);
  }
}

void WarningListTest::balloons_that_are_too_many_are_found() {
  Fixture f;
  const manga::Rect frame = manga::bounds_of(f.panel(0).frame);
  manga::BalloonId small;
  f.document.edit("Balloons", [&](Draft& draft) {
    auto& balloons = draft.page(f.document.project().pages[0].id).balloons;
    balloons.clear();
    for (const double side : {20.0, 10.0}) {
      manga::Balloon balloon;
      balloon.id = small = draft.newId<manga::Balloon>();
      balloon.bounds = {frame.left + 2, frame.top + 2, side, side};
      balloon.text = side > 15 ? "Large" : "Small\none";
      balloons.push_back(balloon);
    }
  });
  QCOMPARE(f.list.sentences(),
           QStringList("The model leaves room for 1 balloon(s) in a panel. “Small one” may cover the drawing."));
  QCOMPARE(f.service.requestFor(f.panel(0)).dialog_boxes.size(), 1u);

  QTest::mouseClick(&f.remedy(), Qt::LeftButton);

  QVERIFY(f.selection.balloon() == small);
}

void WarningListTest::references_lead_to_the_cast() {
  Fixture f;
  QSignalSpy wanted(&f.dock, &PanelDock::characterRequested);
  f.document.edit("References", [&](Draft& draft) {
    draft.character(f.document.project().cast[0].id).references = {
        {.picture = std::string(64, 'e') + ".png", .unknown = {}}};
  });
  QTRY_VERIFY(f.list.isVisible());
  QCOMPARE(f.list.sentences(),
           QStringList("Reference picture 1 of Mia is missing or damaged. The panel cannot be drawn "
                       "with it."));
  QTest::mouseClick(&f.remedy(), Qt::LeftButton);
  QCOMPARE(wanted.size(), 1);

  f.document.edit("References",
                  [&](Draft& draft) { draft.character(f.document.project().cast[0].id).references.clear(); });
  QCOMPARE(f.list.sentences(), QStringList("Mia has no reference picture. The model makes up the looks."));
  QTest::mouseClick(&f.remedy(), Qt::LeftButton);
  QCOMPARE(wanted.size(), 2);
}

void WarningListTest::a_failed_drawing_keeps_the_picture_and_its_sentence() {
  Fixture f;
  const manga::Take kept = f.draw(f.panel(0).id);
  f.service.generatePanel(f.panel(0).id);
  f.jobs.start();
  f.jobs.fail(ErrorCode::invalid_file, "mllm/agent: the resampler is 48 wide, but the model 64; get the model again");
  f.settle();

  QVERIFY(manga::accepted_take(f.panel(0))->id == kept.id);
  QCOMPARE(f.list.sentences(),
           QStringList("Drawing failed, and the picture is as before: mllm/agent: the resampler is 48 wide, but the "
                       "model 64; get the model again"));
  QVERIFY(f.list.isVisible());
  f.selection.select(f.panel(1).id);
  QVERIFY(!f.list.isVisible());
  f.selection.select(f.panel(0).id);
  QVERIFY(f.list.isVisible());

  f.service.generatePanel(f.panel(0).id);  // a new try
  QVERIFY(!f.list.isVisible());
}

void WarningListTest::another_model_has_other_warnings() {
  Fixture f;
  f.add(1);
  QVERIFY(f.list.isVisible());
  setSettings(f.document, f.panel(0).id, {.model = "words", .unknown = {}});
  QVERIFY(!f.list.isVisible());  // what such a model cannot do stands beside the fields
}

void WarningListTest::the_bar_counts_them_and_leads_there() {
  Fixture f;
  f.add(1);
  f.add(1, {2, 2, 3, 3});
  QToolButton& button = *f.dock.drawBar()->warningsButton();
  QVERIFY(button.isVisible());
  QCOMPARE(button.text(), QString("2 warning(s)"));
  QCOMPARE(button.toolTip(), f.list.sentences().join(u'\n'));
  f.dock.resize(330, 420);
  auto* bar = f.dock.findChild<QScrollArea*>()->verticalScrollBar();
  QTRY_VERIFY(bar->maximum() > 0);
  bar->setValue(bar->maximum());
  QVERIFY(f.list.visibleRegion().isEmpty());

  QTest::mouseClick(&button, Qt::LeftButton);

  QVERIFY(!f.list.visibleRegion().isEmpty());
}

QTEST_MAIN(WarningListTest)
#include "warning_list_test.moc"
