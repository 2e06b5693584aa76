// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/model_dock.h"

#include <QtTest>
#include <QtWidgets>

#include "tests/support/generation_fixture.h"
#include "ui/generation/lora_list.h"
#include "ui/models/model_card.h"
#include "ui/models/model_combo.h"
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
  void the_model_of_the_work_is_chosen_by_key_and_undone();
  void panels_with_a_model_of_their_own_can_follow_again();
  void loras_of_the_work_take_part_in_every_panel();
};

void ModelDockTest::every_model_is_shown_with_what_it_can_or_why_not() {
  tests::GenerationFixture f;
  ui::Theme theme(*qApp);
  ui::ModelDock dock(f.document, f.service, theme);

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
  ui::ModelDock dock(f.document, f.service, theme);
  QVERIFY(!texts(dock).contains("float32"));

  f.draw(f.panel(1).id);

  QVERIFY(texts(dock).contains("float32"));
  QVERIFY(texts(*dock.findChildren<ui::ModelCard*>().first()).contains("Loaded"));
}

void ModelDockTest::the_folder_for_others_can_be_opened() {
  tests::GenerationFixture f;
  ui::Theme theme(*qApp);
  ui::ModelDock dock(f.document, f.service, theme);
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

void ModelDockTest::the_model_of_the_work_is_chosen_by_key_and_undone() {
  tests::GenerationFixture f;
  ui::Theme theme(*qApp);
  ui::ModelDock dock(f.document, f.service, theme);
  dock.show();
  QCOMPARE(dock.workModel()->currentText(), QString("mini"));

  QTest::keyClick(dock.workModel(), Qt::Key_Down);

  QCOMPARE(f.document.project().drawing.model, std::string("words"));
  f.service.generatePanel(f.panel(1).id);
  QCOMPARE(f.jobs.jobs().back().spec.request.model, std::string("words"));
  f.document.history().undo();
  QCOMPARE(dock.workModel()->currentText(), QString("mini"));
}

void ModelDockTest::panels_with_a_model_of_their_own_can_follow_again() {
  tests::GenerationFixture f;
  ui::Theme theme(*qApp);
  ui::ModelDock dock(f.document, f.service, theme);
  dock.resize(330, 900);
  dock.show();
  QVERIFY(!dock.followButton()->isVisible());
  f.document.edit("Models", [&](ui::Draft& draft) {
    draft.panel(f.panel(0).id).settings.model = "words";
    draft.panel(f.panel(1).id).settings.model = "mini";  // as the work has it
  });
  QVERIFY(dock.followButton()->isVisible());
  QVERIFY(texts(dock).filter("1 panel").size() == 1);

  QTest::mouseClick(dock.followButton(), Qt::LeftButton);

  QVERIFY(f.panel(0).settings.model.empty());
  QVERIFY(!dock.followButton()->isVisible());
  f.document.history().undo();
  QCOMPARE(f.panel(0).settings.model, std::string("words"));
}

void ModelDockTest::loras_of_the_work_take_part_in_every_panel() {
  tests::GenerationFixture f;
  f.service.setModels(
      {{.id = "sd", .name = "SD", .family = "sd1", .abilities = {.loras = true, .repaints = true}},
       {.id = "ink", .name = "Ink", .kind = api::ModelKind::lora, .family = "sd1", .folder = "/l/ink.safetensors"}});
  f.document.edit("Model", [](ui::Draft& draft) { draft.work().drawing.model = "sd"; });
  ui::Theme theme(*qApp);
  ui::ModelDock dock(f.document, f.service, theme);
  dock.show();

  QMenu* menu = dock.workLoras()->addButton()->menu();
  emit menu->aboutToShow();
  menu->actions().first()->trigger();

  QCOMPARE(f.document.project().drawing.loras.size(), 1u);
  for (const std::size_t panel : {0u, 1u}) {
    const auto request = f.service.requestFor(f.panel(panel));
    QCOMPARE(request.loras.size(), 1u);
    QCOMPARE(request.loras[0].file.string(), std::string("/l/ink.safetensors"));
  }
}

QTEST_MAIN(ModelDockTest)
#include "model_dock_test.moc"
