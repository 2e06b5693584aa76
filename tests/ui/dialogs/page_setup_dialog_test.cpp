// SPDX-License-Identifier: Apache-2.0
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QRadioButton>
#include <QtTest>

#include "engine/manga/paper_presets.h"
#include "ui/dialogs/page_setup_dialog.h"
#include "ui/style/theme.h"

using namespace koma;
using namespace koma::ui;

class PageSetupDialogTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    dialog_ = std::make_unique<PageSetupDialog>(manga::paper_of("doujin-b5"), theme_);
    dialog_->show();
  }
  void a_preset_fills_all_fields();
  void an_own_size_is_no_preset_and_the_old_one_is_again();
  void an_inner_frame_beyond_the_paper_is_refused();
  void applying_gives_the_paper_and_its_pages();

 private:
  [[nodiscard]] QDoubleSpinBox* field(const QString& name) const {
    for (auto* field : dialog_->findChildren<QDoubleSpinBox*>())
      if (field->accessibleName().startsWith(name)) return field;
    return nullptr;
  }
  [[nodiscard]] QPushButton* apply() const {
    for (auto* button : dialog_->findChildren<QPushButton*>())
      if (button->isDefault()) return button;
    return nullptr;
  }
  static void type(QDoubleSpinBox* field, const char* text) {
    field->selectAll();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Tab);
  }
  Theme theme_{*qApp};
  std::unique_ptr<PageSetupDialog> dialog_;
};

void PageSetupDialogTest::a_preset_fills_all_fields() {
  QTest::keyClick(dialog_->findChild<QComboBox*>(), Qt::Key_Down);
  QCOMPARE(dialog_->paper(), manga::paper_of("doujin-a5"));
  QCOMPARE(field("Width of the finished")->value(), 148.0);
  QCOMPARE(field("Width of the area")->value(), 122.0);
}

void PageSetupDialogTest::an_own_size_is_no_preset_and_the_old_one_is_again() {
  type(field("Width of the finished"), "190");
  QCOMPARE(dialog_->paper().trim.width, 190.0);
  QVERIFY(dialog_->paper().preset.empty());
  QCOMPARE(dialog_->findChild<QComboBox*>()->currentText(), "Own size");
  type(field("Width of the finished"), "182");
  QCOMPARE(dialog_->paper(), manga::paper_of("doujin-b5"));
}

void PageSetupDialogTest::an_inner_frame_beyond_the_paper_is_refused() {
  type(field("Inner frame from the left"), "80");
  QVERIFY(!apply()->isEnabled());
  type(field("Inner frame from the left"), "16");
  QVERIFY(apply()->isEnabled());
  type(field("Text stays"), "95");
  QVERIFY(!apply()->isEnabled());
}

void PageSetupDialogTest::applying_gives_the_paper_and_its_pages() {
  QSignalSpy chosen(dialog_.get(), &PageSetupDialog::chosen);
  type(field("Paper beyond"), "5");
  QTest::mouseClick(dialog_->findChildren<QRadioButton*>()[1], Qt::LeftButton, {}, QPoint(8, 8));
  QTest::mouseClick(apply(), Qt::LeftButton);
  QCOMPARE(chosen.size(), 1);
  QCOMPARE(chosen[0][0].value<manga::Paper>().bleed, 5.0);
  QCOMPARE(chosen[0][1].value<PageSetupDialog::Scope>(), PageSetupDialog::Scope::allPages);
  QVERIFY(!dialog_->isVisible());
}

QTEST_MAIN(PageSetupDialogTest)
#include "page_setup_dialog_test.moc"
