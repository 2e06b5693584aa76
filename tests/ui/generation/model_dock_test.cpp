// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/model_dock.h"

#include <QtTest>
#include <QtWidgets>

#include "tests/support/generation_fixture.h"
#include "ui/generation/model_card.h"
#include "ui/style/theme.h"

using namespace koma;

namespace {

QStringList texts(const QWidget& widget) {
  QStringList texts;
  for (const QLabel* label : widget.findChildren<QLabel*>()) {
    if (label->isVisibleTo(&widget)) texts << label->text();
  }
  return texts;
}

}  // namespace

class ModelDockTest : public QObject {
  Q_OBJECT

 private slots:
  void every_model_is_shown_with_what_it_can_or_why_not();
  void what_is_loaded_is_known_after_the_first_picture();
  void the_folder_for_others_can_be_opened();
};

void ModelDockTest::every_model_is_shown_with_what_it_can_or_why_not() {
  tests::GenerationFixture f;
  ui::Theme theme(*qApp);
  ui::ModelDock dock(f.service, theme);

  const auto cards = dock.findChildren<ui::ModelCard*>();
  QCOMPARE(cards.size(), 3);
  QVERIFY(texts(*cards[0]).contains("Leaves room for balloons"));
  QVERIFY(texts(*cards[1]).contains("Leaves no room for balloons"));
  QVERIFY(texts(*cards[2]).contains("Cannot be used: unet/config.json is missing"));

  f.service.setModels({});
  QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  QVERIFY(dock.findChildren<ui::ModelCard*>().isEmpty());
}

void ModelDockTest::what_is_loaded_is_known_after_the_first_picture() {
  tests::GenerationFixture f;
  ui::Theme theme(*qApp);
  ui::ModelDock dock(f.service, theme);
  QVERIFY(!texts(dock).contains("float32"));

  f.draw(f.panel(1).id);

  QVERIFY(texts(dock).contains("float32"));
  QVERIFY(texts(*dock.findChildren<ui::ModelCard*>().first()).contains("Loaded"));
}

void ModelDockTest::the_folder_for_others_can_be_opened() {
  tests::GenerationFixture f;
  ui::Theme theme(*qApp);
  ui::ModelDock dock(f.service, theme);
  dock.setFolders({"/home/mia/models", "/usr/share/komawari/models"});
  dock.resize(320, 900);
  dock.show();
  QSignalSpy asked(&dock, &ui::ModelDock::folderRequested);

  for (QPushButton* button : dock.findChildren<QPushButton*>()) {
    if (button->text() == "Open folder") QTest::mouseClick(button, Qt::LeftButton);
  }

  QCOMPARE(asked.size(), 1);
  QCOMPARE(asked[0][0].toString(), QString("/home/mia/models"));
}

QTEST_MAIN(ModelDockTest)
#include "model_dock_test.moc"
