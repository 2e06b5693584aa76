// SPDX-License-Identifier: Apache-2.0
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QtTest>

#include "ui/dialogs/preferences_dialog.h"

using namespace koma::ui;

class PreferencesDialogTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    dialog_ = std::make_unique<PreferencesDialog>(Preferences(), theme_);
    dialog_->show();
  }
  void what_is_changed_holds_at_once();
  void every_field_explains_itself();
  void resetting_brings_back_a_new_installation();
  void another_language_builds_the_dialog_anew_with_its_values();

 private:
  Theme theme_{*qApp};
  std::unique_ptr<PreferencesDialog> dialog_;
};

void PreferencesDialogTest::what_is_changed_holds_at_once() {
  QSignalSpy edited(dialog_.get(), &PreferencesDialog::edited);
  auto* theme = dialog_->findChildren<QComboBox*>().first();
  QTest::keyClick(theme, Qt::Key_Down);
  QTest::keyClick(theme, Qt::Key_Down);
  QCOMPARE(dialog_->preferences().theme, ThemeChoice::dark);
  auto* previews = dialog_->findChild<QComboBox*>("previews");
  QTest::keyClick(previews, Qt::Key_Down);
  QCOMPARE(dialog_->preferences().previews, koma::api::PreviewQuality::tiny);
  auto* accept = dialog_->findChildren<QCheckBox*>().first();
  QTest::keyClick(accept, Qt::Key_Space);
  QVERIFY(!dialog_->preferences().acceptNewPictures);
  auto* gutter = dialog_->findChildren<QDoubleSpinBox*>().first();
  gutter->selectAll();
  QTest::keyClicks(gutter, "7.3");
  QTest::keyClick(gutter, Qt::Key_Tab);
  QCOMPARE(dialog_->preferences().gutters.row, 7.3);
  QVERIFY(edited.size() >= 4);
  QVERIFY(edited.last()[0].value<Preferences>() == dialog_->preferences());
}

void PreferencesDialogTest::every_field_explains_itself() {
  QWidgetList fields;
  for (auto* field : dialog_->findChildren<QComboBox*>()) fields << field;
  for (auto* field : dialog_->findChildren<QAbstractSpinBox*>()) fields << field;
  for (auto* field : dialog_->findChildren<QCheckBox*>()) fields << field;
  QVERIFY(fields.size() >= 9);
  QStringList sentences;
  for (const auto* label : dialog_->findChildren<QLabel*>()) sentences << label->text();
  for (const QWidget* field : fields) {
    QVERIFY(field->accessibleDescription().size() > 20);
    QVERIFY(sentences.contains(field->accessibleDescription()));
  }
}

void PreferencesDialogTest::resetting_brings_back_a_new_installation() {
  QTest::keyClick(dialog_->findChildren<QCheckBox*>().first(), Qt::Key_Space);
  QVERIFY(!(dialog_->preferences() == Preferences()));
  const QList<QPushButton*> buttons = dialog_->findChildren<QPushButton*>();
  const auto reset = std::ranges::find_if(buttons, [](const auto* button) { return button->text().contains("Reset"); });
  QVERIFY(reset != buttons.end());
  QTest::mouseClick(*reset, Qt::LeftButton);
  QVERIFY(dialog_->preferences() == Preferences());
  QTRY_VERIFY(dialog_->findChildren<QCheckBox*>().last()->isChecked());
}

void PreferencesDialogTest::another_language_builds_the_dialog_anew_with_its_values() {
  QTest::keyClick(dialog_->findChildren<QCheckBox*>().first(), Qt::Key_Space);
  QPointer<QCheckBox> old = dialog_->findChildren<QCheckBox*>().first();
  QEvent change(QEvent::LanguageChange);
  QCoreApplication::sendEvent(dialog_.get(), &change);
  QTRY_VERIFY(!old);
  QVERIFY(!dialog_->findChildren<QCheckBox*>().first()->isChecked());
}

QTEST_MAIN(PreferencesDialogTest)
#include "preferences_dialog_test.moc"
