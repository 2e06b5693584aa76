// SPDX-License-Identifier: Apache-2.0
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QtTest>
#include <deque>

#include "ui/dialogs/export_dialog.h"
#include "ui/dialogs/export_form.h"
#include "ui/dialogs/export_preview.h"
#include "ui/document/background.h"
#include "ui/style/theme.h"

using namespace koma;
using namespace koma::ui;

namespace {

/// One step of work at a time, when the test says so.
class SteppedBackground : public Background {
 public:
  void post(std::function<void()> work) override { waiting_.push_back(std::move(work)); }
  void workOff() {
    while (!waiting_.empty()) {
      auto work = std::move(waiting_.front());
      waiting_.pop_front();
      work();
      QCoreApplication::processEvents();
    }
  }

 private:
  std::deque<std::function<void()>> waiting_;
};

manga::Project twoPages() {
  manga::Project project;
  project.title = "A/B";
  for (int i = 0; i < 2; ++i) {
    manga::Page page{.id = project.new_id<manga::Page>()};
    page.panels.push_back({.id = project.new_id<manga::Panel>(), .frame = manga::polygon_of({20, 20, 100, 100})});
    project.pages.push_back(page);
  }
  return project;
}

}  // namespace

class ExportDialogTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    dialog_ = std::make_unique<ExportDialog>(
        ExportSource{twoPages(), folder_->filePath("x.koma").toStdString(), KOMA_RESOURCES "/fonts"}, 0,
        folder_->path(), background_, theme_);
    dialog_->show();
    background_.workOff();
  }
  void cleanup() {
    dialog_.reset();
    background_.workOff();
  }
  void the_pdf_is_written_and_the_folder_is_told();
  void each_page_becomes_a_png_of_the_chosen_resolution();
  void undrawn_panels_are_named_and_lead_to_their_page();
  void a_range_that_is_none_is_refused_where_it_is_written();
  void stopping_leaves_no_pdf();
  void a_folder_that_is_not_there_is_said_and_nothing_breaks();

 private:
  [[nodiscard]] QPushButton* button(const QString& text) const {
    for (auto* button : dialog_->findChildren<QPushButton*>())
      if (QString(button->text()).remove('&') == text) return button;
    return nullptr;
  }
  [[nodiscard]] bool says(const QString& text) const {
    for (const auto* label : dialog_->findChildren<QLabel*>())
      if (label->isVisible() && label->text().contains(text)) return true;
    return false;
  }
  [[nodiscard]] QLineEdit* line(const QString& name) const {
    for (auto* field : dialog_->findChildren<QLineEdit*>())
      if (field->accessibleName().startsWith(name)) return field;
    return nullptr;
  }
  Theme theme_{*qApp};
  SteppedBackground background_;
  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<ExportDialog> dialog_;
};

void ExportDialogTest::the_pdf_is_written_and_the_folder_is_told() {
  QSignalSpy exported(dialog_.get(), &ExportDialog::exported);
  QTest::mouseClick(button("Export"), Qt::LeftButton);
  QVERIFY(dialog_->isWriting());
  background_.workOff();
  QVERIFY(!dialog_->isWriting());
  QVERIFY(QFile::exists(folder_->filePath("A_B.pdf")));
  QCOMPARE(exported.size(), 1);
  QCOMPARE(exported[0][0].toString(), folder_->path());
}

void ExportDialogTest::each_page_becomes_a_png_of_the_chosen_resolution() {
  QTest::mouseClick(button("PNG"), Qt::LeftButton);
  for (auto* combo : dialog_->findChildren<QComboBox*>())
    if (combo->isEditable()) combo->setEditText("20");
  QVERIFY(says("143 × 202 pixels"));
  QTest::mouseClick(button("Export"), Qt::LeftButton);
  background_.workOff();
  for (const char* name : {"A_B/page-001.png", "A_B/page-002.png"})
    QCOMPARE(QImage(folder_->filePath(name)).size(), QSize(143, 202));
}

void ExportDialogTest::undrawn_panels_are_named_and_lead_to_their_page() {
  auto* findings = dialog_->findChild<QListView*>();
  QCOMPARE(findings->model()->rowCount(), 2);
  const QModelIndex second = findings->model()->index(1, 0);
  QVERIFY(second.data().toString().startsWith("Page 2"));
  QTest::mouseClick(findings->viewport(), Qt::LeftButton, {}, findings->visualRect(second).center());
  QCOMPARE(dialog_->findChild<ExportPreview*>()->page(), 1);
}

void ExportDialogTest::a_range_that_is_none_is_refused_where_it_is_written() {
  QTest::keyClicks(line("Which pages"), "1-x");
  QVERIFY(!button("Export")->isEnabled());
  QVERIFY(says("1-x"));
  line("Which pages")->clear();
  QTest::keyClicks(line("Which pages"), "3");
  QVERIFY(!button("Export")->isEnabled());
  line("Which pages")->clear();
  QTest::keyClicks(line("Which pages"), "2");
  QVERIFY(button("Export")->isEnabled());
  QCOMPARE(dialog_->findChild<ExportForm*>()->plan()->pages, std::vector<std::size_t>{1});
}

void ExportDialogTest::stopping_leaves_no_pdf() {
  QTest::mouseClick(button("Export"), Qt::LeftButton);
  QTest::keyClick(dialog_.get(), Qt::Key_Escape);
  QVERIFY(dialog_->isVisible());
  background_.workOff();
  QVERIFY(says("Stopped"));
  QVERIFY(!QFile::exists(folder_->filePath("A_B.pdf")));
  QTest::keyClick(dialog_.get(), Qt::Key_Escape);
  QVERIFY(!dialog_->isVisible());
}

void ExportDialogTest::a_folder_that_is_not_there_is_said_and_nothing_breaks() {
  line("File or folder")->setText(folder_->filePath("none/deep/a.pdf"));
  QTest::mouseClick(button("Export"), Qt::LeftButton);
  background_.workOff();
  QVERIFY(says("could not be written"));
  QVERIFY(button("Export")->isEnabled());
}

QTEST_MAIN(ExportDialogTest)
#include "export_dialog_test.moc"
