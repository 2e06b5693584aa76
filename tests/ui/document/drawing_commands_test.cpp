// SPDX-License-Identifier: Apache-2.0
#include "ui/document/drawing_commands.h"

#include <QtTest>

#include "engine/base/error.h"
#include "tests/support/sample_project.h"
#include "ui/document/panel_commands.h"

using namespace koma;
using namespace koma::ui;

class DrawingCommandsTest : public QObject {
  Q_OBJECT

  Document document_{tests::sample_project()};
  [[nodiscard]] const manga::Panel& panel() const { return document_.project().pages[0].panels[1]; }

 private Q_SLOTS:
  void init() { document_.reset(tests::sample_project()); }

  void the_works_settings_are_one_step_and_undone() {
    const manga::Project before = document_.project();
    for (const double weight : {0.1, 0.2, 0.3}) {
      manga::DrawingSettings drawing = document_.project().drawing;
      drawing.loras = {{.model = "ink", .weight = weight, .unknown = {}}};
      setWorkDrawing(document_, drawing);
    }
    QCOMPARE(document_.project().drawing.loras[0].weight, 0.3);
    QCOMPARE(document_.history().count(), 1);
    document_.history().undo();
    QVERIFY(document_.project() == before);
    document_.history().redo();
    QCOMPARE(document_.project().drawing.loras[0].weight, 0.3);
  }

  void a_dragged_control_is_one_step_of_its_own() {
    addControl(document_, panel().id, {.picture = "a.png", .model = "pose", .preprocessor = "none", .unknown = {}});
    addControl(document_, panel().id, {.picture = "b.png", .model = "pose", .preprocessor = "none", .unknown = {}});
    manga::ControlImage control = panel().controls[0];
    for (const double scale : {0.9, 0.8, 0.7}) {
      control.scale = scale;
      setControl(document_, panel().id, 0, control);
    }
    control = panel().controls[1];
    control.scale = 0.5;
    setControl(document_, panel().id, 1, control);
    QCOMPARE(document_.history().count(), 4);
    document_.history().undo();
    QCOMPARE(panel().controls[0].scale, 0.7);
    document_.history().undo();
    QCOMPARE(panel().controls[0].scale, 1.0);
    removeControl(document_, panel().id, 0);
    QCOMPARE(panel().controls.size(), 1u);
    QCOMPARE(panel().controls[0].picture, std::string("b.png"));
    removeControl(document_, panel().id, 5);
    QCOMPARE(panel().controls.size(), 1u);
  }

  void repaint_settings_of_two_panels_do_not_merge() {
    const manga::PanelId other = document_.project().pages[0].panels[2].id;
    setRepaint(document_, panel().id,
               {.strength = 0.5, .context = {}, .feather = {}, .prefill = {}, .seam = {}, .unknown = {}});
    setRepaint(document_, panel().id,
               {.strength = 0.6, .context = {}, .feather = {}, .prefill = {}, .seam = {}, .unknown = {}});
    setRepaint(document_, other,
               {.strength = 0.7, .context = {}, .feather = {}, .prefill = {}, .seam = {}, .unknown = {}});
    QCOMPARE(document_.history().count(), 2);
    document_.history().undo();
    QCOMPARE(panel().repaint.strength, 0.6);
  }

  void an_extended_picture_and_its_mask_are_one_step() {
    const manga::Project before = document_.project();
    manga::Take take{
        .id = document_.reserveTakeIds(1).front(), .picture = "long.png", .recipe = "", .created = "", .unknown = {}};
    document_.addTakes(panel().id, {&take, 1});
    extendPicture(document_, panel().id, take.id, "new.png");
    QCOMPARE(panel().accepted, take.id);
    QCOMPARE(panel().mask, std::string("new.png"));
    QCOMPARE(panel().repaint.strength, 1.0);
    document_.history().undo();
    QVERIFY(panel().mask.empty());
    QVERIFY(!panel().accepted);
    QVERIFY(panel().repaint == before.pages[0].panels[1].repaint);
    QCOMPARE(panel().takes.size(), 1u);  // what was drawn is never lost
  }

  void a_recalled_take_brings_its_loras_and_sampler_back() {
    manga::Take take{
        .id = document_.reserveTakeIds(1).front(), .picture = "a.png", .recipe = "", .created = "", .unknown = {}};
    take.recipe =
        R"({"schema":"komawari.recipe/1","request":{"schema":"komawari.request/1","model":"sdxl","sampler":"heun",)"
        R"("sigmas":"beta","clip_skip":1,"seed":5,"loras":[{"file":"/l/ink.safetensors","weight":0.5}]},)"
        R"("model":{"name":"SDXL","hash":""},"engine":{"version":"1","device":"cpu","dtype":"float32","threads":1}})";
    document_.addTakes(panel().id, {&take, 1});
    recallTake(document_, panel().id, take.id);
    const manga::DrawingSettings& settings = panel().settings;
    QCOMPARE(settings.sampler, std::string("heun"));
    QCOMPARE(settings.sigmas, std::string("beta"));
    QCOMPARE(*settings.clip_skip, 1);
    QCOMPARE(settings.loras.size(), 1u);
    QCOMPARE(settings.loras[0].model, std::string("/l/ink.safetensors"));
    QCOMPARE(settings.loras[0].weight, 0.5);
  }
};

QTEST_MAIN(DrawingCommandsTest)
#include "drawing_commands_test.moc"
