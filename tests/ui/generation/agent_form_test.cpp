// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/agent_form.h"

#include <QtTest>
#include <QtWidgets>

#include "tests/support/generation_fixture.h"
#include "ui/document/panel_commands.h"
#include "ui/generation/drawing_form.h"
#include "ui/generation/memory_question.h"
#include "ui/generation/model_dock.h"
#include "ui/generation/panel_dock.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

using namespace koma;
using namespace koma::ui;

namespace {

constexpr std::uint64_t gigabyte = 1ull << 30;

struct Fixture : tests::GenerationFixture {
  Fixture() {
    const api::ModelAbilities all{.characters = true,
                                  .dialog_boxes = true,
                                  .controls = true,
                                  .agent = true,
                                  .max_characters = 4,
                                  .max_dialog_boxes = 8};
    api::ModelAbilities without = all;
    without.agent = false;
    service.setModels({{.id = "mini", .name = "mini", .abilities = all},
                       {.id = "small", .name = "Small", .abilities = without},
                       {.id = "words", .name = "Words only", .abilities = {}}});
    dock.resize(340, 2000);
    dock.show();
    selection.select(panel(0).id);
    document.history().clear();
    form.question()->setForecast(
        [this](const api::GenerationRequest& request) {
          asked.push_back(request);
          return need;
        },
        background);
  }
  /// The line about the model's abilities.
  [[nodiscard]] bool says(const QString& text) const {
    return std::ranges::any_of(dock.findChildren<QLabel*>(),
                               [&](const QLabel* label) { return label->isVisible() && label->text() == text; });
  }

  Theme theme{*qApp};
  PanelDock dock{document, selection, service, library, theme};
  AgentForm& form = *dock.drawing()->agent();
  MemoryNeed need{2 * gigabyte, 24 * gigabyte, {}, 26 * gigabyte, true};
  std::vector<api::GenerationRequest> asked;
};

}  // namespace

class AgentFormTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void what_the_model_can_do_stands_below_it();
  void a_click_switches_the_agent_on_for_the_panel();
  void what_the_work_has_is_inherited_and_contradicted();
  void its_share_is_set_and_reset();
  void a_model_without_one_greys_it_and_says_why();
  void its_memory_is_said_before_it_is_switched_on();
  void everybodys_likeness_is_one_number();
};

void AgentFormTest::what_the_model_can_do_stands_below_it() {
  Fixture f;
  QVERIFY(f.says("4 character(s) · 8 dialogue box(es) · language agent"));
  setSettings(f.document, f.panel(0).id, {.model = "small", .unknown = {}});
  QVERIFY(f.says("4 character(s) · 8 dialogue box(es) · no language agent"));
  setSettings(f.document, f.panel(0).id, {.model = "words", .unknown = {}});
  QVERIFY(!f.says("4 character(s) · 8 dialogue box(es) · no language agent"));
}

void AgentFormTest::a_click_switches_the_agent_on_for_the_panel() {
  Fixture f;
  QVERIFY(!f.form.enabled()->isChecked());
  QVERIFY(!f.form.scale()->isEnabled());

  f.form.enabled()->setFocus();
  QTest::keyClick(f.form.enabled(), Qt::Key_Space);

  QCOMPARE(f.panel(0).settings.agent, std::optional(true));
  QVERIFY(f.form.scale()->isEnabled());
  f.service.generatePanel(f.panel(0).id);
  QVERIFY((f.jobs.jobs().back().spec.request.mllm == api::Agent{true, 0.4}));
  f.service.generatePanel(f.panel(1).id);
  QVERIFY(!f.jobs.jobs().back().spec.request.mllm.enabled);
  f.document.history().undo();
  QVERIFY(!f.panel(0).settings.agent);
  QVERIFY(!f.form.enabled()->isChecked());
}

void AgentFormTest::what_the_work_has_is_inherited_and_contradicted() {
  Fixture f;
  ModelDock work(f.document, f.service, f.theme);
  work.resize(330, 900);
  work.show();
  const auto click = [](QCheckBox* box) { QTest::mouseClick(box, Qt::LeftButton, {}, {8, box->height() / 2}); };

  click(work.workAgent());
  QCOMPARE(f.document.project().drawing.agent, std::optional(true));
  QVERIFY(f.form.enabled()->isChecked());

  click(f.form.enabled());
  QCOMPARE(f.panel(0).settings.agent, std::optional(false));
  QVERIFY(!f.service.requestFor(f.panel(0)).mllm.enabled);
  QVERIFY(f.service.requestFor(f.panel(1)).mllm.enabled);

  click(f.form.enabled());  // as the work has it: left open again
  QVERIFY(!f.panel(0).settings.agent);
  click(work.workAgent());
  QVERIFY(!f.document.project().drawing.agent);
  QVERIFY(!f.form.enabled()->isChecked());
}

void AgentFormTest::its_share_is_set_and_reset() {
  Fixture f;
  QTest::keyClick(f.form.enabled(), Qt::Key_Space);
  QLineEdit* field = f.form.scale()->field();
  QCOMPARE(field->placeholderText(), QString("Usual (40 %)"));
  field->setFocus();
  QTest::keyClicks(field, "75");
  QTest::keyClick(field, Qt::Key_Return);
  QCOMPARE(f.panel(0).settings.agent_scale, std::optional(0.75));
  QCOMPARE(f.service.requestFor(f.panel(0)).mllm.scale, 0.75);
  QTest::keyClick(field, Qt::Key_Up);
  QCOMPARE(f.panel(0).settings.agent_scale, std::optional(0.8));

  QTest::mouseDClick(f.form.scale()->label(), Qt::LeftButton);
  QVERIFY(!f.panel(0).settings.agent_scale);
}

void AgentFormTest::a_model_without_one_greys_it_and_says_why() {
  Fixture f;
  QTest::keyClick(f.form.enabled(), Qt::Key_Space);
  manga::DrawingSettings settings = f.panel(0).settings;
  settings.model = "small";
  setSettings(f.document, f.panel(0).id, settings);
  QVERIFY(!f.form.enabled()->isEnabled());
  QCOMPARE(f.form.enabled()->toolTip(), QString("“Small” has no language agent."));
  auto models = f.service.models();
  models[1].agent_problem = "mllm/tokenizer.model: the tokenizer is missing; get the model again";
  f.service.setModels(models);
  QCOMPARE(f.form.enabled()->toolTip(),
           QString("The language agent of “Small” cannot be used: mllm/tokenizer.model: the "
                   "tokenizer is missing; get the model again"));
  QVERIFY(!f.form.scale()->isVisible());
  QVERIFY(f.form.enabled()->isChecked());  // the wish stays, for a model that has one
  QVERIFY(!f.service.requestFor(f.panel(0)).mllm.enabled);
  settings.model = "mini";
  setSettings(f.document, f.panel(0).id, settings);
  QVERIFY(f.form.enabled()->isEnabled() && f.form.scale()->isVisible());
}

void AgentFormTest::its_memory_is_said_before_it_is_switched_on() {
  Fixture f;
  QTRY_VERIFY(!f.form.text().isEmpty());
  QVERIFY(f.asked.back().mllm.enabled);
  QCOMPARE(f.form.text(), QString("With the agent about 26.0 GB, but only 24.0 GB is free: it is read from the disk "
                                  "layer by layer, slower."));
  f.need = {2 * gigabyte, 24 * gigabyte, {}, 26 * gigabyte, false};
  f.form.question()->repeat();
  QTRY_COMPARE(f.form.text(), QString("With the agent about 26.0 GB, but only 24.0 GB is free."));
  f.need = {2 * gigabyte, 64 * gigabyte, {}, 26 * gigabyte, false};
  f.form.question()->repeat();
  QTRY_COMPARE(f.form.text(), QString("With the agent about 26.0 GB of 64.0 GB free memory."));
  setSettings(f.document, f.panel(0).id, {.model = "small", .unknown = {}});
  QCOMPARE(f.form.text(), QString());
}

void AgentFormTest::everybodys_likeness_is_one_number() {
  Fixture f;
  SliderField& likeness = *f.dock.drawing()->likeness();
  likeness.slider()->setFocus();
  QTest::keyClick(likeness.slider(), Qt::Key_Right);
  QCOMPARE(f.panel(0).settings.character_scale, std::optional(1.05));
  QCOMPARE(f.service.requestFor(f.panel(0)).character_scale, std::optional(1.05));
  f.document.history().undo();
  QVERIFY(!f.service.requestFor(f.panel(0)).character_scale);
  setSettings(f.document, f.panel(0).id, {.model = "words", .unknown = {}});
  QVERIFY(!likeness.isEnabled());
  QVERIFY(likeness.label()->toolTip().startsWith("This model takes no reference pictures."));
}

QTEST_MAIN(AgentFormTest)
#include "agent_form_test.moc"
