// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/panel_parts.h"

#include <QtTest>
#include <QtWidgets>

#include "tests/support/generation_fixture.h"
#include "tests/support/model_shelf.h"
#include "tests/support/studio_hand.h"
#include "ui/document/drawing_commands.h"
#include "ui/document/panel_commands.h"
#include "ui/generation/advanced_form.h"
#include "ui/generation/control_list.h"
#include "ui/generation/control_row.h"
#include "ui/generation/draw_bar.h"
#include "ui/generation/drawing_form.h"
#include "ui/generation/lora_list.h"
#include "ui/generation/panel_dock.h"
#include "ui/generation/repaint_form.h"
#include "ui/generation/seam_form.h"
#include "ui/generation/word_combo.h"
#include "ui/models/model_combo.h"
#include "ui/style/section.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

using namespace koma;
using namespace koma::ui;

namespace {

std::string asset(char digit) {
  return std::string(64, digit) + ".png";
}

/// The dock on a panel that is drawn with Manga XL.
struct Fixture : tests::GenerationFixture {
  Fixture() {
    service.setModels(tests::model_shelf());
    service.setEngineFolders({"/models/built-in"});
    document.edit("Model", [](Draft& draft) { draft.work().drawing.model = "manga-xl"; });
    document.history().clear();
    dock.parts()->controls()->setSources({.accepts = [](const QMimeData&) { return true; },
                                          .take = [](const QMimeData&, const auto& then) { then(asset('d')); },
                                          .paste = [](const auto& then) { then(asset('a')); },
                                          .choose = [](QWidget*, const auto& then) { then(asset('c')); }});
    dock.resize(340, 2600);
    dock.show();
    selection.select(panel(1).id);
    for (Section* section : dock.findChildren<Section*>()) section->setOpen(true);
  }
  static QAction* item(const QToolButton& button, const QString& text) {
    emit button.menu()->aboutToShow();
    for (QAction* action : button.menu()->actions()) {
      if (action->text().startsWith(text)) return action;
    }
    return nullptr;
  }
  [[nodiscard]] LoraList& loras() const { return *dock.parts()->loras(); }
  [[nodiscard]] ControlList& controls() const { return *dock.parts()->controls(); }
  [[nodiscard]] RepaintForm& repaint() const { return *dock.parts()->repaint(); }
  void addLora(const QString& name) { item(*loras().addButton(), name)->trigger(); }
  static void type(SliderField& field, const QString& text) {
    field.field()->setFocus();
    field.field()->selectAll();
    QTest::keyClick(field.field(), Qt::Key_Delete);
    QTest::keyClicks(field.field(), text);
    QTest::keyClick(field.field(), Qt::Key_Return);
  }

  Theme theme{*qApp};
  PanelDock dock{document, selection, service, library, theme};
};

}  // namespace

class PanelPartsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_lora_is_chosen_weighed_and_told_by_its_file();
  void a_lora_of_another_family_cannot_be_added_and_says_why();
  void another_model_greys_the_lora_out_and_leaves_it_away();
  void loras_change_places_by_key_and_are_undone();
  void a_control_picture_comes_from_a_file_the_clipboard_a_drop_or_a_take();
  void a_control_row_edits_everything_of_it();
  void a_control_without_a_model_says_so_and_is_not_asked_for();
  void the_sampler_is_the_authors_where_the_model_allows_it();
  void a_mask_turns_drawing_into_repainting();
  void a_part_is_asked_for_by_words();
  void a_model_that_cannot_repaint_says_so_in_place();
  void repaint_settings_are_edited_in_their_units();
  void a_seam_is_repaired_by_a_file_of_the_author_s();
  void a_grown_panel_offers_to_extend_its_picture();
  void models_of_added_folders_are_told_by_their_path();
  void previews_are_chosen_in_the_bar();
};

void PanelPartsTest::a_lora_is_chosen_weighed_and_told_by_its_file() {
  Fixture f;
  f.addLora("Ink wash");
  QCOMPARE(f.panel(1).settings.loras.size(), 1u);
  QCOMPARE(f.panel(1).settings.loras[0].weight, 1.0);
  SliderField& weight = *f.loras().rows().at(0)->weight();
  Fixture::type(weight, "-3.5");
  QCOMPARE(f.panel(1).settings.loras[0].weight, -3.5);
  Fixture::type(weight, "9");
  QCOMPARE(f.panel(1).settings.loras[0].weight, 4.0);
  QVERIFY(!Fixture::item(*f.loras().addButton(), "Ink wash"));  // once is enough

  f.service.generatePanel(f.panel(1).id);

  const auto request = f.jobs.jobs()[0].spec.request;
  QCOMPARE(request.loras.size(), 1u);
  QCOMPARE(request.loras[0].file.string(), std::string("/models/ink.safetensors"));
  QCOMPARE(request.loras[0].weight, 4.0);
}

void PanelPartsTest::a_lora_of_another_family_cannot_be_added_and_says_why() {
  Fixture f;
  QAction* pencil = Fixture::item(*f.loras().addButton(), "Pencil 1.5");
  QVERIFY(pencil && !pencil->isEnabled());
  QVERIFY2(pencil->toolTip().contains("SD 1.x"), qPrintable(pencil->toolTip()));
}

void PanelPartsTest::another_model_greys_the_lora_out_and_leaves_it_away() {
  Fixture f;
  f.addLora("Ink wash");
  QVERIFY(!f.loras().rows().at(0)->reason()->isVisible());
  manga::DrawingSettings settings = f.panel(1).settings;
  settings.model = "line-15";
  setSettings(f.document, f.panel(1).id, settings);

  QVERIFY(!f.loras().rows().at(0)->weight()->isEnabled());
  QVERIFY(f.loras().rows().at(0)->reason()->isVisible());
  QVERIFY(f.loras().rows().at(0)->reason()->text().contains("SDXL"));
  QVERIFY(f.service.requestFor(f.panel(1)).loras.empty());
  QTest::mouseClick(f.loras().rows().at(0)->removeButton(), Qt::LeftButton);
  QVERIFY(f.panel(1).settings.loras.empty());
}

void PanelPartsTest::loras_change_places_by_key_and_are_undone() {
  Fixture f;
  f.addLora("Ink wash");
  f.document.endMerging();
  f.addLora("Rain");
  f.document.endMerging();
  QTest::keyClick(f.loras().rows().at(1), Qt::Key_Up, Qt::AltModifier);
  QCOMPARE(f.panel(1).settings.loras[0].model, std::string("rain"));
  f.document.history().undo();
  QCOMPARE(f.panel(1).settings.loras[0].model, std::string("ink"));
  f.document.history().undo();
  QCOMPARE(f.loras().rows().size(), 1u);
}

void PanelPartsTest::a_control_picture_comes_from_a_file_the_clipboard_a_drop_or_a_take() {
  Fixture f;
  const manga::Take take = f.draw(f.panel(1).id);
  Fixture::item(*f.controls().addButton(), "From a file")->trigger();
  Fixture::item(*f.controls().addButton(), "From the clipboard")->trigger();
  QMimeData data;
  test::StudioHand::drop(f.controls(), {10, 10}, data);
  QMenu* takes = Fixture::item(*f.controls().addButton(), "From a take")->menu();
  takes->actions().first()->trigger();

  const auto& controls = f.panel(1).controls;
  QCOMPARE(controls.size(), 4u);
  QCOMPARE(controls[0].picture, asset('c'));
  QCOMPARE(controls[1].picture, asset('a'));
  QCOMPARE(controls[2].picture, asset('d'));
  QCOMPARE(controls[3].picture, take.picture);
  QCOMPARE(controls[0].model, std::string("pose-xl"));  // the first that fits the model
  QTest::mouseClick(f.controls().rows().at(0)->removeButton(), Qt::LeftButton);
  QCOMPARE(f.panel(1).controls.size(), 3u);
  f.document.history().undo();
  QCOMPARE(f.panel(1).controls[0].picture, asset('c'));
}

void PanelPartsTest::a_control_row_edits_everything_of_it() {
  Fixture f;
  Fixture::item(*f.controls().addButton(), "From a file")->trigger();
  ControlRow& row = *f.controls().rows().at(0);
  QTest::keyClick(row.preprocessor(), Qt::Key_Down);
  Fixture::type(*row.scale(), "60%");
  Fixture::type(*row.end(), "50");
  Fixture::type(*row.start(), "75");
  const manga::ControlImage& control = f.panel(1).controls[0];
  QCOMPARE(control.preprocessor, std::string("canny"));
  QCOMPARE(control.scale, 0.6);
  QCOMPARE(control.start, 0.75);
  QCOMPARE(control.end, 0.75);  // never before the start
  const auto request = f.service.requestFor(f.panel(1));
  QCOMPARE(request.controls.size(), 1u);
  QCOMPARE(request.controls[0].model, std::string("/models/pose-xl.safetensors"));
  QVERIFY(request.controls[0].preprocessor == api::Preprocessor::canny);
}

void PanelPartsTest::a_control_without_a_model_says_so_and_is_not_asked_for() {
  Fixture f;
  addControl(f.document, f.panel(1).id, {.picture = asset('e'), .model = "", .preprocessor = "none", .unknown = {}});
  ControlRow& row = *f.controls().rows().at(0);
  QVERIFY(row.reason()->isVisible());
  QVERIFY(!row.scale()->isEnabled());
  QVERIFY(row.model()->isEnabled());
  QVERIFY(f.service.requestFor(f.panel(1)).controls.empty());
  QTest::keyClick(row.model(), Qt::Key_Down);
  QCOMPARE(f.panel(1).controls[0].model, std::string("pose-xl"));
  QVERIFY(!row.reason()->isVisible());
}

void PanelPartsTest::the_sampler_is_the_authors_where_the_model_allows_it() {
  Fixture f;
  AdvancedForm& advanced = *f.dock.drawing()->advanced();
  QTest::keyClick(advanced.sampler(), Qt::Key_Down);
  QCOMPARE(f.panel(1).settings.sampler, std::string("euler"));
  QTest::keyClick(advanced.sigmas(), Qt::Key_Down);
  QTest::keyClick(advanced.spacing(), Qt::Key_Down);
  Fixture::type(*advanced.clipSkip(), "2");
  Fixture::type(*advanced.rescale(), "70%");
  QTest::mouseClick(advanced.weighting(), Qt::LeftButton, {}, {8, advanced.weighting()->height() / 2});
  QCOMPARE(f.panel(1).settings.sigmas, std::string("default"));
  QCOMPARE(f.panel(1).settings.timestep_spacing, std::string("leading"));
  QCOMPARE(*f.panel(1).settings.clip_skip, 2);
  QCOMPARE(*f.panel(1).settings.guidance_rescale, 0.7);
  QCOMPARE(*f.panel(1).settings.prompt_weighting, true);
  QVERIFY(f.service.requestFor(f.panel(1)).sampler == api::SamplerKind::euler);

  auto shelf = tests::model_shelf();
  shelf[0].abilities.samplers = false;
  f.service.setModels(shelf);
  QVERIFY(!advanced.sampler()->isEnabled());
  QVERIFY(!advanced.sampler()->toolTip().isEmpty());
  QVERIFY(!f.service.requestFor(f.panel(1)).sampler);
}

void PanelPartsTest::a_mask_turns_drawing_into_repainting() {
  Fixture f;
  QVERIFY(!f.dock.parts()->repaintSection()->isVisible());
  f.draw(f.panel(1).id);
  QVERIFY(f.repaint().brushButton()->isVisible());
  QVERIFY(!f.repaint().strength()->isVisible());
  QCOMPARE(f.dock.drawBar()->drawButton()->text(), QString("Draw panel"));

  setMask(f.document, f.panel(1).id, std::string(64, 'c') + ".png");

  QVERIFY(f.repaint().strength()->isVisible());
  QCOMPARE(f.dock.drawBar()->drawButton()->text(), QString("Repaint mask"));
  QTest::mouseClick(f.dock.drawBar()->drawButton(), Qt::LeftButton);
  const auto request = f.jobs.jobs()[0].spec.request;
  QVERIFY(!request.init_picture.empty());
  QVERIFY(request.mask.path.string().find("cccc") != std::string::npos);
  QCOMPARE(request.strength, 0.8);

  QTest::mouseClick(f.repaint().clearButton(), Qt::LeftButton);
  QVERIFY(f.panel(1).mask.empty());
  QCOMPARE(f.dock.drawBar()->drawButton()->text(), QString("Draw panel"));
  f.document.history().undo();
  QVERIFY(!f.panel(1).mask.empty());
}

void PanelPartsTest::a_part_is_asked_for_by_words() {
  Fixture f;
  QSignalSpy asked(f.dock.parts(), &PanelParts::findRequested);
  f.draw(f.panel(1).id);
  QVERIFY(f.repaint().wordsField()->isVisible());
  QVERIFY(!f.repaint().findButton()->isEnabled());
  QTest::keyClicks(f.repaint().wordsField(), " her hat ");
  QTest::mouseClick(f.repaint().findButton(), Qt::LeftButton);
  QTest::keyClick(f.repaint().wordsField(), Qt::Key_Return);
  QCOMPARE(asked.size(), 2);
  QCOMPARE(asked[0][0].value<manga::PanelId>(), f.panel(1).id);
  QCOMPARE(asked[1][1].toString(), QString("her hat"));
}

void PanelPartsTest::a_model_that_cannot_repaint_says_so_in_place() {
  Fixture f;
  f.draw(f.panel(1).id);
  setMask(f.document, f.panel(1).id, std::string(64, 'c') + ".png");
  auto shelf = tests::model_shelf();
  shelf[0].abilities.repaints = false;
  f.service.setModels(shelf);

  QVERIFY(!f.dock.drawBar()->drawButton()->isEnabled());
  QVERIFY(f.dock.drawBar()->drawButton()->toolTip().contains("repaint"));
  QVERIFY(!f.repaint().strength()->isEnabled());
  QCOMPARE(f.service.generatePanel(f.panel(1).id), 0);
  QCOMPARE(f.said.back().remedy, QString("Draw with Line 1.5"));
  QTest::mouseClick(f.repaint().clearButton(), Qt::LeftButton);
  QVERIFY(f.dock.drawBar()->drawButton()->isEnabled());
}

void PanelPartsTest::repaint_settings_are_edited_in_their_units() {
  Fixture f;
  f.draw(f.panel(1).id);
  setMask(f.document, f.panel(1).id, std::string(64, 'c') + ".png");
  Fixture::type(*f.repaint().strength(), "50%");
  Fixture::type(*f.repaint().context(), "600 px");
  Fixture::type(*f.repaint().feather(), "12");
  QTest::keyClick(f.repaint().prefill(), Qt::Key_Down);
  QTest::keyClick(f.repaint().seam(), Qt::Key_Down);
  const manga::RepaintSettings& repaint = f.panel(1).repaint;
  QCOMPARE(repaint.strength, 0.5);
  QCOMPARE(*repaint.context, 600);
  QCOMPARE(*repaint.feather, 12);
  QCOMPARE(repaint.prefill, std::string("none"));
  QCOMPARE(repaint.seam, std::string("none"));
  Fixture::type(*f.repaint().feather(), "");
  QVERIFY(!f.panel(1).repaint.feather);
}

void PanelPartsTest::a_seam_is_repaired_by_a_file_of_the_author_s() {
  Fixture f;
  f.draw(f.panel(1).id);
  setMask(f.document, f.panel(1).id, std::string(64, 'c') + ".png");
  SeamForm& seam = *f.repaint().seamForm();
  QVERIFY(!seam.isVisible());
  for (int i = 0; i < 3; ++i) QTest::keyClick(f.repaint().seam(), Qt::Key_Down);
  QCOMPARE(f.panel(1).repaint.seam, std::string("diffrir"));
  QVERIFY(seam.isVisible() && seam.reason().contains("No DiffRIR file"));
  auto shelf = tests::model_shelf();
  for (const int scale : {1, 2}) {
    api::ModelEntry entry = shelf.back();
    entry.id = entry.name = "diffrir-x" + std::to_string(scale);
    entry.kind = api::ModelKind::restorer;
    entry.scale = scale;
    shelf.push_back(entry);
  }
  f.service.setModels(shelf);
  QCOMPARE(seam.restorer()->count(), 1);  // the other enlarges
  QVERIFY(seam.reason().startsWith("Choose the file"));
  QTest::keyClick(seam.restorer(), Qt::Key_Down);
  Fixture::type(*seam.blend(), "70%");
  QCOMPARE(f.panel(1).repaint.restorer, std::string("diffrir-x1"));
  QCOMPARE(f.panel(1).repaint.seam_blend, 0.7);
  QVERIFY(seam.reason().isEmpty());
  const auto request = f.service.requestFor(f.panel(1));
  QCOMPARE(*request.repaint->seam, std::string("diffrir"));
  QVERIFY(!request.repaint->restorer.empty());
  Fixture::type(*seam.blend(), "100%");
  QVERIFY(!f.panel(1).repaint.seam_blend);
  while (f.document.history().canUndo()) f.document.history().undo();
  QVERIFY(f.panel(1).repaint == manga::RepaintSettings());
}

void PanelPartsTest::a_grown_panel_offers_to_extend_its_picture() {
  Fixture f;
  f.draw(f.panel(1).id);  // a picture as wide as high
  const manga::Rect frame = manga::bounds_of(f.panel(1).frame);
  setFrame(f.document, f.panel(1).id, manga::polygon_of({frame.left, frame.top, 40, 40}));
  QVERIFY(!f.repaint().extendButton()->isVisible());
  setFrame(f.document, f.panel(1).id, manga::polygon_of({frame.left, frame.top, 60, 40}));
  QVERIFY(f.repaint().extendButton()->isVisible());
  QSignalSpy asked(f.dock.parts(), &PanelParts::extendRequested);
  QTest::mouseClick(f.repaint().extendButton(), Qt::LeftButton);
  QCOMPARE(asked.size(), 1);
  QCOMPARE(asked[0][0].value<manga::PanelId>(), f.panel(1).id);
}

void PanelPartsTest::models_of_added_folders_are_told_by_their_path() {
  Fixture f;
  QCOMPARE(f.service.requestFor(f.panel(1)).model, std::string("/models/manga-xl.safetensors"));
  f.service.setEngineFolders({"/models"});
  QCOMPARE(f.service.requestFor(f.panel(1)).model, std::string("manga-xl"));
}

void PanelPartsTest::previews_are_chosen_in_the_bar() {
  Fixture f;
  QSignalSpy chosen(f.dock.drawBar(), &DrawBar::previewQualityChosen);
  QAction* tiny = Fixture::item(*f.dock.drawBar()->moreButton(), "Tiny autoencoder");
  QVERIFY(tiny->isEnabled());
  tiny->trigger();
  QCOMPARE(chosen.size(), 1);
  QCOMPARE(chosen[0][0].value<api::PreviewQuality>(), api::PreviewQuality::tiny);
  auto shelf = tests::model_shelf();
  shelf.pop_back();
  f.service.setModels(shelf);
  QVERIFY(!Fixture::item(*f.dock.drawBar()->moreButton(), "Tiny autoencoder")->isEnabled());

  f.service.setPreviewQuality(api::PreviewQuality::off);
  QCOMPARE(f.jobs.quality, api::PreviewQuality::off);
  f.service.generatePanel(f.panel(1).id);
  const int before = f.jobs.wanted;
  f.jobs.start();
  f.settle();
  QCOMPARE(f.jobs.wanted, before);
  f.service.setPreviewQuality(api::PreviewQuality::fast);
  QCOMPARE(f.jobs.wanted, before + 1);
}

QTEST_MAIN(PanelPartsTest)
#include "panel_parts_test.moc"
