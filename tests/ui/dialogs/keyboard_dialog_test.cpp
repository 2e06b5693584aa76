// SPDX-License-Identifier: Apache-2.0
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QTextBrowser>
#include <QTreeView>
#include <QtTest>

#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/canvas_keys.h"
#include "ui/dialogs/key_cap_delegate.h"
#include "ui/dialogs/keyboard_dialog.h"
#include "ui/style/theme.h"

using namespace koma::ui;

class KeyboardDialogTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    undo_.setObjectName("edit.undo");
    undo_.setText("&Undo");
    undo_.setShortcut(QKeySequence("Ctrl+Z"));
    quiet_.setObjectName("file.close");
    quiet_.setText("Without a key");
    dialog_ = std::make_unique<KeyboardDialog>(QList<QAction*>{&undo_, &quiet_}, theme_);
    dialog_->show();
  }
  void actions_with_keys_are_listed_in_their_groups_and_the_page_follows();
  void a_search_finds_names_and_keys();
  void a_search_without_result_says_so();
  void key_names_are_cut_at_their_pluses_data();
  void key_names_are_cut_at_their_pluses();
  void everything_we_use_is_named_with_its_licence();

 private:
  [[nodiscard]] QStringList shown() const {
    QStringList lines;
    const QAbstractItemModel* model = dialog_->findChild<QTreeView*>()->model();
    for (int group = 0; group < model->rowCount(); ++group) {
      const QModelIndex parent = model->index(group, 0);
      lines << parent.data().toString();
      for (int row = 0; row < model->rowCount(parent); ++row) lines << model->index(row, 0, parent).data().toString();
    }
    return lines;
  }
  void search(const QString& text) {
    auto* field = dialog_->findChild<QLineEdit*>();
    field->clear();
    QTest::keyClicks(field, text);
  }
  Theme theme_{*qApp};
  QAction undo_, quiet_;
  std::unique_ptr<KeyboardDialog> dialog_;
};

void KeyboardDialogTest::actions_with_keys_are_listed_in_their_groups_and_the_page_follows() {
  QCOMPARE(shown().mid(0, 3), (QStringList{"Edit", "Undo", "On the page"}));
  QCOMPARE(shown().size(), 3 + qsizetype(canvasKeys().size()));
}

void KeyboardDialogTest::a_search_finds_names_and_keys() {
  search("unDO");
  QVERIFY(shown().contains("Undo"));
  search("ctrl+z");
  QCOMPARE(shown(), (QStringList{"Edit", "Undo"}));
}

void KeyboardDialogTest::a_search_without_result_says_so() {
  search("xyzzy");
  QVERIFY(shown().isEmpty());
  bool said = false;
  for (const auto* label : dialog_->findChildren<QLabel*>())
    said |= label->isVisible() && label->text().contains("xyzzy");
  QVERIFY(said);
}

void KeyboardDialogTest::key_names_are_cut_at_their_pluses_data() {
  QTest::addColumn<QString>("keys");
  QTest::addColumn<QStringList>("caps");
  QTest::newRow("one") << "F1" << QStringList{"F1"};
  QTest::newRow("three") << "Ctrl+Shift+S" << QStringList{"Ctrl", "Shift", "S"};
  QTest::newRow("plus") << "Ctrl++" << QStringList{"Ctrl", "+"};
  QTest::newRow("plus alone") << "+" << QStringList{"+"};
}

void KeyboardDialogTest::key_names_are_cut_at_their_pluses() {
  QFETCH(QString, keys);
  QTEST(keyCaps(keys), "caps");
}

void KeyboardDialogTest::everything_we_use_is_named_with_its_licence() {
  const AboutDialog about(theme_);
  QString all;
  for (const auto* text : about.findChildren<QTextBrowser*>()) all += text->toPlainText();
  for (const char* name : {"libtorch", "Qt", "OpenCV", "HarfBuzz", "ICU", "LGPL-3.0", "Apache License",
                           "SIL OPEN FONT LICENSE", "Comic Neue", "mini, the embedded model"})
    QVERIFY2(all.contains(name, Qt::CaseInsensitive), name);
}

QTEST_MAIN(KeyboardDialogTest)
#include "keyboard_dialog_test.moc"
