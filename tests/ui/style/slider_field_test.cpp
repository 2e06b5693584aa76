// SPDX-License-Identifier: Apache-2.0
#include "ui/style/slider_field.h"

#include <QtTest>
#include <QtWidgets>

using namespace koma;

class SliderFieldTest : public QObject {
  Q_OBJECT

 private slots:
  void arrow_keys_step_and_shift_steps_by_ten();
  void a_drag_is_one_edit();
  void what_is_out_of_range_comes_to_its_edge();
  void what_is_no_number_leaves_the_value();
  void escape_gives_up_what_was_typed();
  void a_number_being_typed_survives_a_change_from_outside();
  void an_emptied_field_leaves_it_to_others();
};

void SliderFieldTest::arrow_keys_step_and_shift_steps_by_ten() {
  ui::SliderField steps("Steps", {1, 150, 1, "steps", 1});
  steps.setValue(8);
  QSignalSpy edited(&steps, &ui::SliderField::edited);

  QTest::keyClick(steps.field(), Qt::Key_Up);
  QCOMPARE(*steps.value(), 9.0);
  QTest::keyClick(steps.field(), Qt::Key_Down, Qt::ShiftModifier);
  QCOMPARE(*steps.value(), 1.0);
  QCOMPARE(steps.field()->text(), QString("1 steps"));
  QCOMPARE(edited.size(), 2);
}

void SliderFieldTest::a_drag_is_one_edit() {
  ui::SliderField strength("Strength", {0, 2, 0.05, "%", 100});
  strength.resize(400, 32);
  strength.show();
  QSlider* slider = strength.slider();
  QSignalSpy edited(&strength, &ui::SliderField::edited);
  const int y = slider->height() / 2;

  QTest::mousePress(slider, Qt::LeftButton, {}, QPoint(3, y));
  for (int x = 10; x <= slider->width() / 2; x += 10) {
    QMouseEvent move(QEvent::MouseMove, QPointF(x, y), slider->mapToGlobal(QPointF(x, y)), Qt::NoButton, Qt::LeftButton,
                     Qt::NoModifier);
    QApplication::sendEvent(slider, &move);
  }
  QCOMPARE(edited.size(), 0);
  QVERIFY(strength.field()->text() != "0 %");
  QTest::mouseRelease(slider, Qt::LeftButton, {}, QPoint(slider->width() / 2, y));

  QCOMPARE(edited.size(), 1);
  QVERIFY(*strength.value() > 0.5 && *strength.value() < 1.5);
}

void SliderFieldTest::what_is_out_of_range_comes_to_its_edge() {
  ui::SliderField strength("Strength", {0, 2, 0.05, "%", 100});
  strength.field()->selectAll();
  QTest::keyClicks(strength.field(), "500");
  QTest::keyClick(strength.field(), Qt::Key_Return);
  QCOMPARE(*strength.value(), 2.0);
  QCOMPARE(strength.field()->text(), QString("200 %"));
}

void SliderFieldTest::what_is_no_number_leaves_the_value() {
  ui::SliderField strength("Strength", {0, 2, 0.05, "%", 100});
  strength.setValue(1);
  QSignalSpy edited(&strength, &ui::SliderField::edited);
  strength.field()->selectAll();

  QTest::keyClicks(strength.field(), "much");
  QTest::keyClick(strength.field(), Qt::Key_Return);

  QCOMPARE(edited.size(), 0);
  QCOMPARE(strength.field()->text(), QString("100 %"));
}

void SliderFieldTest::escape_gives_up_what_was_typed() {
  ui::SliderField strength("Strength", {0, 2, 0.05, "%", 100});
  strength.setValue(1);
  strength.field()->selectAll();
  QTest::keyClicks(strength.field(), "30");
  QTest::keyClick(strength.field(), Qt::Key_Escape);
  QCOMPARE(strength.field()->text(), QString("100 %"));
  QCOMPARE(*strength.value(), 1.0);
}

void SliderFieldTest::a_number_being_typed_survives_a_change_from_outside() {
  ui::SliderField strength("Strength", {0, 2, 0.05, "%", 100});
  strength.field()->selectAll();
  QTest::keyClicks(strength.field(), "30");
  strength.setValue(1.5);
  QCOMPARE(strength.field()->text(), QString("30"));
  QTest::keyClick(strength.field(), Qt::Key_Return);
  QCOMPARE(*strength.value(), 0.3);
}

void SliderFieldTest::an_emptied_field_leaves_it_to_others() {
  ui::SliderField steps("Steps", {1, 150, 1, "steps", 1});
  steps.setUnsetText("Model's own", 1);
  QVERIFY(!steps.value());
  steps.setValue(20);
  QSignalSpy edited(&steps, &ui::SliderField::edited);

  steps.field()->selectAll();
  QTest::keyClick(steps.field(), Qt::Key_Backspace);
  QTest::keyClick(steps.field(), Qt::Key_Return);

  QVERIFY(!steps.value());
  QCOMPARE(steps.field()->placeholderText(), QString("Model's own"));
  QCOMPARE(edited.size(), 1);
}

QTEST_MAIN(SliderFieldTest)
#include "slider_field_test.moc"
