// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/takes_dock.h"

#include <QtTest>
#include <QtWidgets>

#include "engine/manga/object_file.h"
#include "tests/support/generation_fixture.h"
#include "ui/generation/enlarge_dialog.h"
#include "ui/generation/take_model.h"
#include "ui/models/model_combo.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

using namespace koma;

namespace {

struct Fixture : tests::GenerationFixture {
  /// Three takes beside the sample's own; the newest is shown.
  Fixture() {
    jobs.recipe = R"({"schema":"komawari.recipe/1",
      "request":{"schema":"komawari.request/1","prompt":"a cat on a roof","seed":7,"steps":12}})";
    for (const std::uint8_t grey : {60, 120, 180}) takes.push_back(draw(panel(0).id, grey));
    dock.resize(320, 500);
    dock.show();
    selection.select(panel(0).id);
    QObject::connect(&dock, &ui::TakesDock::compareRequested, &dock,
                     [this](manga::PanelId, const std::string& picture) { shown.push_back(picture); });
  }
  [[nodiscard]] int current() const { return dock.list()->currentIndex().row(); }

  std::vector<manga::Take> takes;
  std::vector<std::string> shown;
  ui::Theme theme{*qApp};
  ui::TakesDock dock{document, selection, library, background, notices, theme};
};

}  // namespace

class TakesDockTest : public QObject {
  Q_OBJECT

 private slots:
  void takes_stand_newest_first_and_the_shown_one_is_marked();
  void comma_and_point_browse_in_place();
  void enter_accepts_and_that_can_be_undone();
  void delete_removes_and_that_can_be_undone();
  void x_blinks_against_the_accepted_one();
  void another_panel_ends_the_comparison();
  void a_new_take_becomes_the_current_one();
  void recall_brings_back_what_was_asked_for();
  void an_unreadable_recipe_is_said_in_its_place();
  void the_recipe_is_copied_and_shown();
  void a_picture_is_saved_elsewhere();
  void a_place_that_cannot_be_written_is_said();
  void a_take_can_be_wished_finer();
  void the_enlarging_dialog_says_what_is_not_possible();
};

void TakesDockTest::takes_stand_newest_first_and_the_shown_one_is_marked() {
  Fixture f;
  const auto* model = f.dock.model();

  QCOMPARE(model->rowCount(), 4);
  QCOMPARE(model->takeAt(0), f.takes[2]);
  QCOMPARE(model->takeAt(3), tests::sample_project().pages[0].panels[0].takes[0]);
  QCOMPARE(model->acceptedRow(), 0);
  QVERIFY(model->index(0).data(ui::TakeModel::acceptedRole).toBool());
  QVERIFY(!model->index(1).data(ui::TakeModel::acceptedRole).toBool());
  const auto picture = model->index(1).data(ui::TakeModel::pictureRole).value<QImage>();
  QCOMPARE(picture.pixelColor(0, 0), QColor(120, 120, 120));
}

void TakesDockTest::comma_and_point_browse_in_place() {
  Fixture f;
  QSignalSpy ended(&f.dock, &ui::TakesDock::compareEnded);

  QTest::keyClick(f.dock.list(), Qt::Key_Period);
  QTest::keyClick(f.dock.list(), Qt::Key_Period);
  QCOMPARE(f.shown, (std::vector{f.takes[1].picture, f.takes[0].picture}));
  QCOMPARE(f.panel(0).accepted, f.takes[2].id);

  QTest::keyClick(f.dock.list(), Qt::Key_Escape);
  QCOMPARE(ended.size(), 1);
  QTest::keyClick(f.dock.list(), Qt::Key_Comma);
  QCOMPARE(f.shown.back(), f.takes[1].picture);
  // The accepted one stands on the page already.
  QTest::keyClick(f.dock.list(), Qt::Key_Comma);
  QCOMPARE(ended.size(), 2);
}

void TakesDockTest::enter_accepts_and_that_can_be_undone() {
  Fixture f;
  QTest::keyClick(f.dock.list(), Qt::Key_Period);

  QTest::keyClick(f.dock.list(), Qt::Key_Return);

  QCOMPARE(f.panel(0).accepted, f.takes[1].id);
  QVERIFY(!f.dock.isComparing());
  QCOMPARE(f.dock.model()->acceptedRow(), 1);
  f.document.history().undo();
  QCOMPARE(f.panel(0).accepted, f.takes[2].id);
}

void TakesDockTest::delete_removes_and_that_can_be_undone() {
  Fixture f;
  const auto before = f.document.project();
  QTest::keyClick(f.dock.list(), Qt::Key_Period);
  QTest::keyClick(f.dock.list(), Qt::Key_Right, Qt::ShiftModifier);

  QTest::keyClick(f.dock.list(), Qt::Key_Delete);

  QCOMPARE(f.dock.model()->rowCount(), 2);
  QCOMPARE(f.panel(0).takes.size(), 2u);
  f.document.history().undo();
  QCOMPARE(f.document.project(), before);
  QCOMPARE(f.dock.model()->rowCount(), 4);
}

void TakesDockTest::x_blinks_against_the_accepted_one() {
  Fixture f;
  QTest::keyClick(f.dock.list(), Qt::Key_Period);
  f.shown.clear();

  QTest::keyClick(f.dock.list(), Qt::Key_X);
  QTRY_VERIFY(f.shown.size() >= 3);

  QCOMPARE(f.shown[0], f.takes[1].picture);
  QCOMPARE(f.shown[1], f.takes[2].picture);
  QCOMPARE(f.shown[2], f.takes[1].picture);
  QTest::keyClick(f.dock.list(), Qt::Key_X);
  QVERIFY(!f.dock.isComparing());
}

void TakesDockTest::another_panel_ends_the_comparison() {
  Fixture f;
  QSignalSpy ended(&f.dock, &ui::TakesDock::compareEnded);
  QTest::keyClick(f.dock.list(), Qt::Key_Period);

  f.selection.select(f.panel(1).id);

  QCOMPARE(ended.size(), 1);
  QVERIFY(!f.dock.list()->isVisible());
}

void TakesDockTest::a_new_take_becomes_the_current_one() {
  Fixture f;
  const auto take = f.draw(f.panel(0).id);

  QCOMPARE(f.current(), 0);
  QCOMPARE(f.dock.model()->takeAt(0), take);
}

void TakesDockTest::recall_brings_back_what_was_asked_for() {
  Fixture f;
  const auto before = f.document.project();

  f.dock.recall();

  QCOMPARE(f.panel(0).prompt, std::string("a cat on a roof"));
  QCOMPARE(*f.panel(0).settings.seed, 7u);
  f.document.history().undo();
  QCOMPARE(f.document.project(), before);
}

void TakesDockTest::an_unreadable_recipe_is_said_in_its_place() {
  Fixture f;
  f.dock.list()->setCurrentIndex(f.dock.model()->index(3));  // its recipe is "{}"

  f.dock.recall();

  QCOMPARE(f.said.size(), 1u);
  QVERIFY(!f.said[0].details.isEmpty());
}

void TakesDockTest::the_recipe_is_copied_and_shown() {
  Fixture f;
  f.dock.copyRecipe();
  f.dock.showRecipe();

  QVERIFY(QGuiApplication::clipboard()->text().contains("\"seed\": 7"));
  QStringList texts;
  for (const QLabel* label : f.dock.findChildren<QLabel*>()) texts << label->text();
  QVERIFY(texts.contains("a cat on a roof"));
}

void TakesDockTest::a_picture_is_saved_elsewhere() {
  Fixture f;
  QTemporaryDir folder;
  const std::filesystem::path bundle = folder.filePath("Work.koma").toStdString();
  const std::string bytes = "the bytes of a picture";
  const std::span data(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  std::filesystem::create_directories(bundle);
  const manga::AssetId asset = manga::write_object(bundle, data, "png");
  f.library.setBundle(bundle);
  const manga::Take take{.id = f.document.reserveTakeIds(1).front(), .picture = asset};
  f.document.addTakes(f.panel(0).id, std::array{take});
  f.dock.list()->setCurrentIndex(f.dock.model()->index(0));

  f.dock.saveCopy(folder.filePath("out.png").toStdString());
  f.settle();

  QFile file(folder.filePath("out.png"));
  QVERIFY(file.open(QIODevice::ReadOnly));
  QCOMPARE(file.readAll(), QByteArray::fromStdString(bytes));
  QCOMPARE(f.said.back().kind, ui::Notice::Kind::success);
}

void TakesDockTest::a_place_that_cannot_be_written_is_said() {
  Fixture f;

  f.dock.saveCopy("/no/such/folder/out.png");
  f.settle();

  QCOMPARE(f.said.size(), 1u);
  QCOMPARE(f.said[0].kind, ui::Notice::Kind::error);
  QVERIFY(!f.said[0].remedy.isEmpty());
}

void TakesDockTest::a_take_can_be_wished_finer() {
  Fixture f;
  QSignalSpy wished(&f.dock, &ui::TakesDock::enlargeRequested);
  f.dock.browse(1);
  f.dock.enlarge();
  QCOMPARE(wished.size(), 1);
  QCOMPARE(wished[0][0].value<manga::PanelId>(), f.panel(0).id);
  QCOMPARE(wished[0][1].value<manga::TakeId>(), f.takes[1].id);
}

void TakesDockTest::the_enlarging_dialog_says_what_is_not_possible() {
  Fixture f;
  QTemporaryDir folder;
  const QString file = folder.filePath("take.png");
  QImage picture(512, 400, QImage::Format_Grayscale8);
  picture.fill(Qt::white);
  QVERIFY(picture.save(file));
  const std::vector<api::ModelEntry> models = {
      {.id = "anime", .name = "Anime x4", .kind = api::ModelKind::upscaler, .scale = 4},
      {.id = "rir", .name = "DiffRIR x2", .kind = api::ModelKind::restorer, .scale = 2},
      {.id = "seams", .name = "DiffRIR x1", .kind = api::ModelKind::restorer, .scale = 1}};
  const auto open = [&](const QString& name) {
    return new ui::EnlargeDialog({f.takes[0].id, name.toStdString(), {10, 10, 100, 80}}, models, {}, f.background,
                                 f.theme, &f.dock);
  };
  const QPointer<ui::EnlargeDialog> dialog = open(file);
  QSignalSpy wished(dialog, &ui::EnlargeDialog::enlargeRequested);
  QTRY_VERIFY(dialog->enlargeButton()->isEnabled());
  QCOMPARE(dialog->wish().print.dots_per_inch, 600.0);
  QCOMPARE(dialog->wish().size, (api::PrintSize{512, 400}));
  QCOMPARE(dialog->upscaler()->count(), 3);  // without a network, and what enlarges

  dialog->resolution()->setCurrentText("100 dpi");
  QVERIFY(dialog->problem().contains("as fine as that already"));
  QVERIFY(!dialog->enlargeButton()->isEnabled());
  dialog->accept();
  QVERIFY(wished.isEmpty());
  for (const char* text : {"4", "sharp", "9000"}) {
    dialog->resolution()->setCurrentText(text);
    QVERIFY(dialog->problem().contains("between 10 and 2400"));
  }
  dialog->resolution()->setCurrentText("350");
  QVERIFY(dialog->problem().isEmpty());
  dialog->finish()->setCurrentIndex(3);
  dialog->upscaler()->setModel("anime");
  dialog->refine()->setValue(0.2);
  dialog->accept();
  QCOMPARE(wished.size(), 1);
  const auto wish = wished[0][0].value<ui::EnlargedPicture>();
  QVERIFY(wish.print.upscaler == "anime" && wish.print.finish == api::UpscaleFinish::ink && wish.print.refine == 0.2);

  const QPointer<ui::EnlargeDialog> lost = open(folder.filePath("gone.png"));
  QTRY_VERIFY(lost->problem().contains("cannot be read"));
  QVERIFY(!lost->enlargeButton()->isEnabled());
}

QTEST_MAIN(TakesDockTest)
#include "takes_dock_test.moc"
