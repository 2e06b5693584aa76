// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/panel_dock.h"

#include <QtTest>
#include <QtWidgets>

#include "tests/support/generation_fixture.h"
#include "ui/generation/character_row.h"
#include "ui/generation/draw_bar.h"
#include "ui/generation/drawing_form.h"
#include "ui/generation/people_list.h"
#include "ui/generation/prompt_edit.h"
#include "ui/generation/seed_field.h"
#include "ui/generation/word_combo.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

using namespace koma;

namespace {

struct Fixture : tests::GenerationFixture {
  Fixture() {
    dock.resize(320, 1200);
    dock.show();
    selection.select(panel(0).id);
  }
  [[nodiscard]] ui::CharacterRow& row(std::size_t index) const { return *dock.people()->rows().at(index); }
  template <class Widget>
  [[nodiscard]] static Widget& part(QWidget& parent, int index = 0) {
    return *parent.findChildren<Widget*>().at(index);
  }

  ui::Theme theme{*qApp};
  ui::PanelDock dock{document, selection, service, library, theme};
};

}  // namespace

class PanelDockTest : public QObject {
  Q_OBJECT

 private slots:
  void without_a_panel_it_says_what_to_do_first();
  void typing_a_prompt_is_one_step();
  void an_input_method_writes_into_the_prompt();
  void undo_in_the_prompt_is_left_to_the_document();
  void control_enter_in_the_prompt_draws();
  void the_count_makes_as_many_jobs();
  void a_strength_is_typed_in_percent_and_reset_by_a_double_click();
  void the_wheel_over_a_field_without_focus_changes_nothing();
  void words_for_a_person_are_chosen_or_written();
  void a_person_is_taken_out_and_comes_back();
  void the_lock_takes_the_seed_of_the_shown_take();
  void a_bad_seed_is_refused_and_the_old_one_stays();
  void what_the_model_cannot_do_is_disabled_with_the_reason();
  void a_broken_model_cannot_draw_and_says_why();
  void progress_is_shown_in_place_and_cancelled_there();
};

void PanelDockTest::without_a_panel_it_says_what_to_do_first() {
  Fixture f;
  f.selection.clear();
  auto* button = f.dock.findChild<QPushButton*>();
  QVERIFY(!f.dock.prompt()->isVisible());

  for (QPushButton* one : f.dock.findChildren<QPushButton*>()) {
    if (one->isVisible()) button = one;
  }
  QTest::mouseClick(button, Qt::LeftButton);

  QCOMPARE(f.selection.panel(), f.panel(0).id);
  QVERIFY(f.dock.prompt()->isVisible());
}

void PanelDockTest::typing_a_prompt_is_one_step() {
  Fixture f;
  const auto before = f.document.project();
  f.dock.editPrompt();

  QTest::keyClicks(f.dock.prompt(), " in the rain");

  QCOMPARE(f.panel(0).prompt, std::string("a girl waving in the rain"));
  QCOMPARE(f.document.history().count(), 1);
  f.document.history().undo();
  QCOMPARE(f.document.project(), before);
  QCOMPARE(f.dock.prompt()->toPlainText(), QString("a girl waving"));
}

void PanelDockTest::an_input_method_writes_into_the_prompt() {
  Fixture f;
  f.dock.editPrompt();
  f.dock.prompt()->selectAll();

  QInputMethodEvent composing(QStringLiteral("あめ"), {});
  QApplication::sendEvent(f.dock.prompt(), &composing);
  QInputMethodEvent commit;
  commit.setCommitString(QStringLiteral("雨"));
  QApplication::sendEvent(f.dock.prompt(), &commit);

  QCOMPARE(f.panel(0).prompt, std::string("雨"));
}

void PanelDockTest::undo_in_the_prompt_is_left_to_the_document() {
  Fixture f;
  f.dock.editPrompt();
  QKeyEvent undo(QEvent::ShortcutOverride, Qt::Key_Z, Qt::ControlModifier);
  undo.ignore();

  QApplication::sendEvent(f.dock.prompt(), &undo);

  QVERIFY(!undo.isAccepted());
}

void PanelDockTest::control_enter_in_the_prompt_draws() {
  Fixture f;
  f.service.generatePanel(f.panel(1).id);

  QTest::keyClick(f.dock.prompt(), Qt::Key_Return, Qt::ControlModifier);
  QCOMPARE(f.jobs.jobs().size(), 2u);
  QCOMPARE(f.jobs.jobs()[1].spec.panel, f.panel(0).id);

  // With Shift: in front, beside the one that waits.
  QTest::keyClick(f.dock.prompt(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
  QCOMPARE(f.jobs.jobs().size(), 3u);
  QCOMPARE(f.jobs.jobs()[0].spec.panel, f.panel(0).id);
  QCOMPARE(f.panel(0).prompt, std::string("a girl waving"));
}

void PanelDockTest::the_count_makes_as_many_jobs() {
  Fixture f;
  auto* count = f.dock.drawBar()->countField();
  count->setFocus();
  QTest::keyClick(count, Qt::Key_Up);
  QTest::keyClick(count, Qt::Key_Up);

  QTest::mouseClick(f.dock.drawBar()->drawButton(), Qt::LeftButton);

  QCOMPARE(f.jobs.jobs().size(), 3u);
}

void PanelDockTest::a_strength_is_typed_in_percent_and_reset_by_a_double_click() {
  Fixture f;
  auto& strength = Fixture::part<ui::SliderField>(f.row(0));
  QCOMPARE(strength.field()->text(), QString("150 %"));

  strength.field()->setFocus();
  strength.field()->selectAll();
  QTest::keyClicks(strength.field(), "100/2 + 20%");
  QTest::keyClick(strength.field(), Qt::Key_Return);
  QCOMPARE(*f.panel(0).characters[0].strength, 0.7);
  QCOMPARE(strength.field()->text(), QString("70 %"));

  QTest::mouseDClick(strength.label(), Qt::LeftButton);
  QCOMPARE(*f.panel(0).characters[0].strength, 0.8);  // the character's own
}

void PanelDockTest::the_wheel_over_a_field_without_focus_changes_nothing() {
  Fixture f;
  auto& strength = Fixture::part<ui::SliderField>(f.row(0));
  const auto turn = [&] {
    QWheelEvent wheel({5, 5}, strength.slider()->mapToGlobal(QPointF(5, 5)), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(strength.slider(), &wheel);
  };
  f.dock.activateWindow();
  f.dock.editPrompt();

  turn();
  QCOMPARE(*f.panel(0).characters[0].strength, 1.5);

  strength.slider()->setFocus();
  QTRY_VERIFY(strength.slider()->hasFocus());
  turn();
  QVERIFY(*f.panel(0).characters[0].strength > 1.5);
}

void PanelDockTest::words_for_a_person_are_chosen_or_written() {
  Fixture f;
  auto& expression = Fixture::part<ui::WordCombo>(f.row(0), 0);
  auto& pose = Fixture::part<ui::WordCombo>(f.row(0), 1);
  QCOMPARE(expression.currentText(), QString("Smiling"));

  expression.setFocus();
  QTest::keyClick(&expression, Qt::Key_Down);
  QCOMPARE(f.panel(0).characters[0].expression, std::string("laughing"));
  pose.lineEdit()->selectAll();
  QTest::keyClicks(pose.lineEdit(), "leaning on a wall");
  QTest::keyClick(pose.lineEdit(), Qt::Key_Return);
  QCOMPARE(f.panel(0).characters[0].pose, std::string("leaning on a wall"));

  f.document.history().undo();
  QCOMPARE(pose.currentText(), QString("Waving"));
}

void PanelDockTest::a_person_is_taken_out_and_comes_back() {
  Fixture f;
  const auto before = f.document.project();

  QTest::mouseClick(&Fixture::part<QToolButton>(f.row(0)), Qt::LeftButton);

  QVERIFY(f.panel(0).characters.empty());
  QVERIFY(f.dock.people()->rows().empty());
  f.document.history().undo();
  QCOMPARE(f.document.project(), before);
  QCOMPARE(f.dock.people()->rows().size(), 1u);
}

void PanelDockTest::the_lock_takes_the_seed_of_the_shown_take() {
  Fixture f;
  f.selection.select(f.panel(1).id);
  f.jobs.recipe = R"({"request":{"seed":4711}})";
  f.draw(f.panel(1).id);
  auto& seed = Fixture::part<ui::SeedField>(*f.dock.drawing());

  QTest::mouseClick(&Fixture::part<QToolButton>(seed, 0), Qt::LeftButton);
  QCOMPARE(*f.panel(1).settings.seed, 4711u);
  QCOMPARE(Fixture::part<QLineEdit>(seed).text(), QString("4711"));

  QTest::mouseClick(&Fixture::part<QToolButton>(seed, 0), Qt::LeftButton);
  QVERIFY(!f.panel(1).settings.seed);
}

void PanelDockTest::a_bad_seed_is_refused_and_the_old_one_stays() {
  Fixture f;
  auto& field = Fixture::part<QLineEdit>(Fixture::part<ui::SeedField>(*f.dock.drawing()));
  field.selectAll();

  QTest::keyClicks(&field, "99999999999999999999");
  QTest::keyClick(&field, Qt::Key_Return);

  QCOMPARE(*f.panel(0).settings.seed, 42u);
  QCOMPARE(field.text(), QString("42"));
}

void PanelDockTest::what_the_model_cannot_do_is_disabled_with_the_reason() {
  Fixture f;
  QVERIFY(f.dock.negativePrompt()->isEnabled());

  auto& model = Fixture::part<QComboBox>(*f.dock.drawing());
  model.setFocus();
  QCOMPARE(model.currentText(), QString("As the work (mini)"));
  QTest::keyClick(&model, Qt::Key_Down);
  QCOMPARE(f.panel(0).settings.model, std::string("mini"));
  QTest::keyClick(&model, Qt::Key_Down);

  QCOMPARE(f.panel(0).settings.model, std::string("words"));
  QVERIFY(!f.dock.negativePrompt()->isEnabled());
  QVERIFY(!f.dock.shot()->isEnabled());
  QVERIFY(!f.dock.shot()->toolTip().isEmpty());
  auto& expression = Fixture::part<ui::WordCombo>(f.row(0));
  QVERIFY(!expression.isEnabled());
  QVERIFY(!expression.toolTip().isEmpty());
  // Broken models cannot be chosen.
  QTest::keyClick(&model, Qt::Key_Down);
  QCOMPARE(f.panel(0).settings.model, std::string("words"));
}

void PanelDockTest::a_broken_model_cannot_draw_and_says_why() {
  Fixture f;
  f.document.edit("Model", [&](ui::Draft& draft) { draft.panel(f.panel(0).id).settings.model = "broken"; });

  QVERIFY(!f.dock.drawBar()->drawButton()->isEnabled());
  QVERIFY(f.dock.drawBar()->drawButton()->toolTip().contains("unet/config.json is missing"));
}

void PanelDockTest::progress_is_shown_in_place_and_cancelled_there() {
  Fixture f;
  auto* cancel = f.dock.drawBar()->cancelButton();
  QVERIFY(!cancel->isVisible());
  f.service.generatePanel(f.panel(0).id);
  f.jobs.start();
  f.jobs.progress(3, 8, 2);
  f.settle();
  QVERIFY(cancel->isVisible());
  QCOMPARE(f.dock.drawBar()->findChild<QProgressBar*>()->value(), 3);

  QTest::mouseClick(cancel, Qt::LeftButton);
  f.settle();

  QVERIFY(f.jobs.jobs().empty());
  QVERIFY(!cancel->isVisible());
}

QTEST_MAIN(PanelDockTest)
#include "panel_dock_test.moc"
