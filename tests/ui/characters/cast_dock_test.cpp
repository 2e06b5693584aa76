// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "tests/support/fake_project_service.h"
#include "tests/support/sample_project.h"
#include "tests/support/test_background.h"
#include "ui/characters/cast_dock.h"
#include "ui/characters/cast_view.h"
#include "ui/characters/character_details.h"
#include "ui/characters/crop_dialog.h"
#include "ui/characters/crop_view.h"
#include "ui/characters/reference_strip.h"
#include "ui/document/document.h"
#include "ui/document/picture_library.h"
#include "ui/document/selection.h"
#include "ui/style/empty_state.h"
#include "ui/style/notices.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

using namespace koma;

class CastDockTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void an_empty_cast_says_what_to_do_first();
  void a_picture_dropped_on_the_list_is_a_new_character();
  void a_picture_dropped_on_a_card_is_its_reference();
  void a_picture_dropped_on_a_reference_replaces_it();
  void the_zone_is_shown_before_the_release();
  void a_file_that_is_no_picture_gives_a_notice_with_its_name();
  void several_files_are_several_characters();
  void a_pasted_picture_goes_to_the_chosen_character();
  void a_paste_without_a_picture_says_so();
  void delete_removes_with_undo_and_chooses_the_next();
  void a_name_is_edited_in_place();
  void choosing_a_card_chooses_it_for_everybody();
  void enter_opens_the_details_and_escape_goes_back();
  void words_and_strength_are_steps_of_the_document();
  void references_are_put_into_order_and_removed_by_keys();
  void the_crop_is_dragged_and_kept();
  void the_crop_is_moved_by_keys_and_escape_keeps_the_old();
  void pictures_that_arrive_for_another_work_are_dropped();

 private:
  struct Bench {
    QTemporaryDir folder;
    std::filesystem::path place = folder.path().toStdString();
    test::TestBackground background;
    test::FakeProjectService service;
    ui::Document document;
    ui::Selection selection{document};
    ui::PictureLibrary pictures{background};
    ui::Notices notices;
    ui::Theme theme{*qApp};
    ui::CastDock dock{document, selection, pictures, service, background, notices, theme};
    std::vector<ui::Notice> said;

    explicit Bench(manga::Project project = {}) {
      service.bundle = place;
      pictures.setBundle(place);
      document.reset(std::move(project));
      QObject::connect(&notices, &ui::Notices::said, &dock,
                       [this](const ui::Notice& notice) { said.push_back(notice); });
      dock.resize(300, 480);
      dock.show();
      dock.activateWindow();
      static_cast<void>(QTest::qWaitForWindowActive(&dock));
    }
    [[nodiscard]] const std::vector<manga::Character>& cast() const { return document.project().cast; }
    QString file(const char* name, int grey) {
      const auto path = place / name;
      write_png(path, Image(40, 30, 1, std::vector<std::uint8_t>(1200, std::uint8_t(grey))));
      return QString::fromStdString(path.string());
    }
    static std::unique_ptr<QMimeData> files(const QStringList& names) {
      auto data = std::make_unique<QMimeData>();
      QList<QUrl> urls;
      for (const QString& name : names) urls << QUrl::fromLocalFile(name);
      data->setUrls(urls);
      return data;
    }
  };
  static void enter(QWidget* widget, const QPoint& place, const QMimeData& data) {
    QDragEnterEvent enter(place, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(widget, &enter);
    QDragMoveEvent move(place, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(widget, &move);
  }
  static void drop(QWidget* widget, const QPoint& place, const QMimeData& data) {
    enter(widget, place, data);
    QDropEvent drop(place, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(widget, &drop);
  }
  static manga::Project twoPeople() {
    manga::Project project = tests::sample_project();
    project.cast.push_back({.id = project.new_id<manga::Character>(), .name = "Ren"});
    return project;
  }
  static QPoint middleOf(const QAbstractItemView* view, int row) {
    return view->visualRect(view->model()->index(row, 0)).center();
  }
  static ui::ReferenceStrip* stripOf(const Bench& bench) {
    return bench.dock.details()->findChild<ui::ReferenceStrip*>();
  }
};

void CastDockTest::an_empty_cast_says_what_to_do_first() {
  Bench bench;
  QVERIFY(bench.dock.emptyState()->isVisible());

  QTest::mouseClick(bench.dock.emptyState()->findChild<QPushButton*>(), Qt::LeftButton);

  // Then somebody is there, and the name may be written at once
  QCOMPARE(bench.cast().size(), 1u);
  QVERIFY(bench.dock.details()->isVisible());
  QTRY_VERIFY(bench.dock.details()->findChild<QLineEdit*>()->hasFocus());
  QTest::keyClicks(qApp->focusWidget(), "Hana");
  QCOMPARE(bench.cast()[0].name, std::string("Hana"));
}

void CastDockTest::a_picture_dropped_on_the_list_is_a_new_character() {
  Bench bench;
  drop(bench.dock.emptyState(), {50, 50}, *Bench::files({bench.file("hero.png", 10)}));
  QTRY_VERIFY(!bench.cast().empty());

  QCOMPARE(bench.cast()[0].name, std::string("hero"));
  QCOMPARE(bench.cast()[0].references.size(), 1u);
  QCOMPARE(bench.selection.character(), bench.cast()[0].id);
  bench.document.history().undo();
  QVERIFY(bench.cast().empty());
}

void CastDockTest::a_picture_dropped_on_a_card_is_its_reference() {
  Bench bench(twoPeople());

  drop(bench.dock.view()->viewport(), middleOf(bench.dock.view(), 1), *Bench::files({bench.file("side.png", 20)}));
  QTRY_COMPARE(bench.cast()[1].references.size(), 1u);

  QCOMPARE(bench.cast().size(), 2u);
  bench.document.history().undo();
  QCOMPARE(bench.document.project().cast, twoPeople().cast);
}

void CastDockTest::a_picture_dropped_on_a_reference_replaces_it() {
  Bench bench(twoPeople());
  bench.dock.openDetails(bench.cast()[0].id);
  QCoreApplication::processEvents();
  const auto before = bench.cast()[0].references[0].picture;

  drop(stripOf(bench)->viewport(), middleOf(stripOf(bench), 0), *Bench::files({bench.file("new.png", 30)}));
  QTRY_VERIFY(bench.cast()[0].references[0].picture != before);

  QCOMPARE(bench.cast()[0].references.size(), 1u);
  // Beside it, it is one more
  drop(stripOf(bench)->viewport(), {stripOf(bench)->viewport()->width() - 4, 10},
       *Bench::files({bench.file("more.png", 40)}));
  QTRY_COMPARE(bench.cast()[0].references.size(), 2u);
}

void CastDockTest::the_zone_is_shown_before_the_release() {
  Bench bench(twoPeople());
  QWidget* viewport = bench.dock.view()->viewport();
  const auto data = Bench::files({bench.file("side.png", 20)});
  auto* veil = viewport->findChild<QWidget*>();

  enter(viewport, middleOf(bench.dock.view(), 1), *data);
  QVERIFY(veil->isVisible());
  QCOMPARE(veil->geometry(), bench.dock.view()->visualRect(bench.dock.view()->model()->index(1, 0)));
  QDragLeaveEvent leave;
  QApplication::sendEvent(viewport, &leave);

  QVERIFY(!veil->isVisible());
  QCOMPARE(bench.cast(), twoPeople().cast);
}

void CastDockTest::a_file_that_is_no_picture_gives_a_notice_with_its_name() {
  Bench bench(twoPeople());
  const QString name = QString::fromStdString((bench.place / "letter.png").string());
  std::ofstream(name.toStdString()) << "Dear editor";

  drop(bench.dock.view()->viewport(), middleOf(bench.dock.view(), 0),
       *Bench::files({name, bench.file("good.png", 50), QString::fromStdString((bench.place / "gone.png").string())}));
  QTRY_COMPARE(bench.said.size(), 2u);

  // The good one between the bad ones is there all the same
  QVERIFY(bench.said[0].text.contains("letter.png") && !bench.said[0].details.isEmpty());
  QVERIFY(bench.said[1].text.contains("gone.png"));
  QTRY_COMPARE(bench.cast()[0].references.size(), 2u);
}

void CastDockTest::several_files_are_several_characters() {
  Bench bench;
  drop(&bench.dock, {50, 50}, *Bench::files({bench.file("ren.png", 1), bench.file("mio.png", 2)}));
  QTRY_COMPARE(bench.cast().size(), 2u);

  QCOMPARE(bench.cast()[0].name, std::string("ren"));
  QVERIFY(bench.cast()[0].colour != bench.cast()[1].colour);
}

void CastDockTest::a_pasted_picture_goes_to_the_chosen_character() {
  Bench bench(twoPeople());
  QImage image(30, 20, QImage::Format_RGB32);
  image.fill(Qt::red);
  QApplication::clipboard()->setImage(image);
  bench.dock.view()->setFocus();
  bench.selection.setCharacter(bench.cast()[1].id);

  QTest::keyClick(bench.dock.view(), Qt::Key_V, Qt::ControlModifier);
  QTRY_COMPARE(bench.cast()[1].references.size(), 1u);
  QTest::keyClick(bench.dock.view(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
  QTRY_COMPARE(bench.cast()[1].references.size(), 2u);

  // With nobody chosen it is somebody new
  bench.selection.setCharacter({});
  QTest::keyClick(bench.dock.view(), Qt::Key_V, Qt::ControlModifier);
  QTRY_COMPARE(bench.cast().size(), 3u);
}

void CastDockTest::a_paste_without_a_picture_says_so() {
  Bench bench(twoPeople());
  QApplication::clipboard()->setText("only words");

  QTest::keyClick(bench.dock.view(), Qt::Key_V, Qt::ControlModifier);

  QCOMPARE(bench.said.size(), 1u);
  QVERIFY(!bench.document.history().canUndo());
}

void CastDockTest::delete_removes_with_undo_and_chooses_the_next() {
  Bench bench(twoPeople());
  bench.selection.setCharacter(bench.cast()[0].id);

  QTest::keyClick(bench.dock.view(), Qt::Key_Delete);
  QCOMPARE(bench.cast().size(), 1u);
  QCOMPARE(bench.selection.character(), bench.cast()[0].id);
  QTest::keyClick(bench.dock.view(), Qt::Key_Delete);
  QVERIFY(bench.dock.emptyState()->isVisible());
  // The key is ours even when nothing is chosen
  QTest::keyClick(bench.dock.view(), Qt::Key_Delete);
  bench.document.history().undo();
  bench.document.history().undo();

  QCOMPARE(bench.document.project(), twoPeople());
  QVERIFY(bench.dock.view()->isVisible());
}

void CastDockTest::a_name_is_edited_in_place() {
  Bench bench(twoPeople());
  bench.selection.setCharacter(bench.cast()[1].id);
  bench.dock.view()->setFocus();

  QTest::keyClick(bench.dock.view(), Qt::Key_F2);
  auto* editor = bench.dock.view()->viewport()->findChild<QLineEdit*>();
  QVERIFY(editor);
  QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
  QTest::keyClicks(editor, "Kenji");
  QTest::keyClick(editor, Qt::Key_Return);

  QTRY_COMPARE(bench.cast()[1].name, std::string("Kenji"));
  QVERIFY(!bench.dock.details()->isVisible());
}

void CastDockTest::choosing_a_card_chooses_it_for_everybody() {
  Bench bench(twoPeople());

  QTest::mouseClick(bench.dock.view()->viewport(), Qt::LeftButton, {}, middleOf(bench.dock.view(), 1));
  QCOMPARE(bench.selection.character(), bench.cast()[1].id);
  bench.selection.setCharacter(bench.cast()[0].id);

  QCOMPARE(bench.dock.view()->current(), bench.cast()[0].id);
  QTest::keyClick(bench.dock.view(), Qt::Key_Down);
  QCOMPARE(bench.selection.character(), bench.cast()[1].id);
}

void CastDockTest::enter_opens_the_details_and_escape_goes_back() {
  Bench bench(twoPeople());
  bench.selection.setCharacter(bench.cast()[1].id);

  QTest::keyClick(bench.dock.view(), Qt::Key_Return);
  QVERIFY(bench.dock.details()->isVisible());
  QCOMPARE(bench.dock.details()->findChild<QLineEdit*>()->text(), QString("Ren"));
  QTest::keyClick(bench.dock.details()->findChild<QLineEdit*>(), Qt::Key_Escape);
  QVERIFY(bench.dock.view()->isVisible());

  QTest::mouseClick(bench.dock.view()->viewport(), Qt::LeftButton, {}, middleOf(bench.dock.view(), 0));
  QTest::mouseDClick(bench.dock.view()->viewport(), Qt::LeftButton, {}, middleOf(bench.dock.view(), 0));
  QVERIFY(bench.dock.details()->isVisible());
  QCOMPARE(bench.dock.details()->character(), bench.cast()[0].id);
}

void CastDockTest::words_and_strength_are_steps_of_the_document() {
  Bench bench(twoPeople());
  bench.dock.openDetails(bench.cast()[0].id);

  QTest::keyClicks(bench.dock.details()->findChild<QPlainTextEdit*>(), "round glasses");
  QCOMPARE(bench.cast()[0].description, std::string("round glasses"));
  auto* strength = bench.dock.details()->findChild<ui::SliderField*>();
  strength->field()->setFocus();
  strength->field()->selectAll();
  QTest::keyClicks(strength->field(), "150%");
  QTest::keyClick(strength->field(), Qt::Key_Return);
  QCOMPARE(bench.cast()[0].strength, 1.5);

  while (bench.document.history().canUndo()) bench.document.history().undo();
  QCOMPARE(bench.document.project(), twoPeople());
  QCOMPARE(strength->value(), std::optional(0.8));
  QVERIFY(bench.dock.details()->findChild<QPlainTextEdit*>()->toPlainText().isEmpty());
}

void CastDockTest::references_are_put_into_order_and_removed_by_keys() {
  manga::Project project = twoPeople();
  const auto name = [](char letter) { return std::string(64, letter) + ".png"; };
  project.cast[0].references = {{name('a')}, {name('b')}, {name('c')}};
  Bench bench(project);
  bench.dock.openDetails(bench.cast()[0].id);
  auto* strip = stripOf(bench);
  strip->setFocus();
  strip->setCurrentIndex(strip->model()->index(2, 0));

  QTest::keyClick(strip, Qt::Key_Left, Qt::AltModifier);
  QCOMPARE(bench.cast()[0].references[1].picture, name('c'));
  QTest::keyClick(strip, Qt::Key_Delete);

  QCOMPARE(bench.cast()[0].references, (std::vector<manga::Reference>{{name('a')}, {name('b')}}));
  bench.document.history().undo();
  bench.document.history().undo();
  QCOMPARE(bench.document.project(), project);
}

void CastDockTest::the_crop_is_dragged_and_kept() {
  Bench bench(twoPeople());
  auto* dialog = new ui::CropDialog(bench.document, bench.pictures, bench.theme, bench.cast()[0].id, 0);
  dialog->open();
  QVERIFY(QTest::qWaitForWindowExposed(dialog));
  ui::CropView* view = dialog->view();
  view->setPicture(QImage(400, 300, QImage::Format_RGB32));
  view->setCrop({0, 0, 1, 1});
  const QRectF picture = view->pictureRect();
  const auto at = [&](double x, double y) {
    return QPointF(picture.left() + x * picture.width(), picture.top() + y * picture.height()).toPoint();
  };

  // The right lower corner inwards, then the whole frame to the right
  QTest::mousePress(view, Qt::LeftButton, {}, at(1, 1));
  QTest::mouseMove(view, at(0.5, 0.5));
  QTest::mouseRelease(view, Qt::LeftButton, {}, at(0.5, 0.5));
  QTest::mousePress(view, Qt::LeftButton, {}, at(0.25, 0.25));
  QTest::mouseMove(view, at(0.5, 0.25));
  QTest::mouseRelease(view, Qt::LeftButton, {}, at(0.5, 0.25));
  QTest::keyClick(view, Qt::Key_Return);

  const UnitBox crop = bench.cast()[0].references[0].crop;
  QVERIFY(std::abs(crop.left - 0.25f) < 0.01f && std::abs(crop.right - 0.75f) < 0.01f);
  QVERIFY(std::abs(crop.top) < 0.01f && std::abs(crop.bottom - 0.5f) < 0.01f);
  bench.document.history().undo();
  QCOMPARE(bench.document.project(), twoPeople());
}

void CastDockTest::the_crop_is_moved_by_keys_and_escape_keeps_the_old() {
  Bench bench(twoPeople());
  auto* dialog = new ui::CropDialog(bench.document, bench.pictures, bench.theme, bench.cast()[0].id, 0);
  dialog->open();
  QVERIFY(QTest::qWaitForWindowExposed(dialog));
  ui::CropView* view = dialog->view();  // 0.1 … 0.9 wide

  QTest::keyClick(view, Qt::Key_Left);
  QVERIFY(std::abs(view->crop().left - 0.09f) < 1e-4f && std::abs(view->crop().right - 0.89f) < 1e-4f);
  QTest::keyClick(view, Qt::Key_Left, Qt::ShiftModifier);
  QVERIFY(std::abs(view->crop().left) < 1e-4f && std::abs(view->crop().right - 0.8f) < 1e-4f);
  QTest::keyClick(view, Qt::Key_Up, Qt::AltModifier);
  QVERIFY(std::abs(view->crop().bottom - 0.99f) < 1e-4f);
  QTest::keyClick(view, Qt::Key_Escape);

  QTRY_VERIFY(!bench.document.history().canUndo());
  QCOMPARE(bench.document.project(), twoPeople());
}

void CastDockTest::pictures_that_arrive_for_another_work_are_dropped() {
  Bench bench(twoPeople());
  bench.service.answersAtOnce = false;
  drop(&bench.dock, {50, 50}, *Bench::files({bench.file("hero.png", 10)}));

  bench.document.reset(tests::sample_project());
  bench.service.answerNext();
  QCoreApplication::processEvents();

  QCOMPARE(bench.document.project(), tests::sample_project());
}

QTEST_MAIN(CastDockTest)
#include "cast_dock_test.moc"
