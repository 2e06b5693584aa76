// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/models_dialog.h"

#include <QtTest>
#include <QtWidgets>

#include "engine/base/error.h"
#include "tests/support/model_shelf.h"
#include "tests/support/studio_hand.h"
#include "tests/support/test_background.h"
#include "ui/dialogs/model_details.h"
#include "ui/dialogs/model_folders.h"
#include "ui/style/empty_state.h"
#include "ui/style/theme.h"

using namespace koma;
using namespace koma::ui;

namespace {

/// A hash that the test lets go on, step by step.
struct SlowHash {
  std::atomic<int> steps = 0;
  std::atomic<bool> stopped = false;

  HashModel function() {
    return [this](const std::filesystem::path& file, const std::function<void(double)>& done,
                  const std::stop_token& stop) {
      if (file.extension() == ".ckpt") throw Error(ErrorCode::unreadable, "the disk gave up", file.string());
      for (int i = 1; i <= 4; ++i) {
        while (steps < i && !stop.stop_requested()) std::this_thread::yield();
        if (stop.stop_requested()) {
          stopped = true;
          return std::string();
        }
        done(i / 4.0);
      }
      return std::string(64, 'a');
    };
  }
};

struct Fixture {
  SlowHash hash;
  Theme theme{*qApp};
  QTemporaryDir folder;
  test::TestBackground background;
  ModelsDialog dialog{{{"/home/mia/models", "/usr/share/komawari/models"}, {}}, hash.function(), background, theme};

  Fixture() {
    dialog.setEntries(tests::model_shelf());
    dialog.show();
  }
  ~Fixture() { hash.steps = 4; }
  void choose(const QString& name) {
    for (int row = 0; row < dialog.view()->model()->rowCount(); ++row) {
      const QModelIndex index = dialog.view()->model()->index(row, 0);
      if (index.data().toString() == name) dialog.view()->setCurrentIndex(index);
    }
  }
};

}  // namespace

class ModelsDialogTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_model_that_cannot_be_used_says_why_and_what_helps() {
    Fixture f;
    f.choose("Old");
    const QString text = f.dialog.details()->text();
    QVERIFY2(text.contains("os.system"), qPrintable(text));
    QVERIFY2(text.contains(".safetensors"), qPrintable(text));
    f.choose("Manga XL");
    QVERIFY(f.dialog.details()->text().contains("Repaints parts of a picture"));
    f.choose("Ink wash");
    QVERIFY(f.dialog.details()->text().contains("SDXL"));
  }

  void searching_by_key_walks_through_what_was_found() {
    Fixture f;
    f.dialog.search()->setFocus();
    QTest::keyClicks(f.dialog.search(), "1.5");
    QCOMPARE(f.dialog.view()->model()->rowCount(), 3);
    QTest::keyClick(f.dialog.search(), Qt::Key_Home, Qt::ControlModifier);
    f.dialog.view()->setCurrentIndex(f.dialog.view()->model()->index(0, 0));
    QTest::keyClick(f.dialog.search(), Qt::Key_Down);
    QCOMPARE(f.dialog.view()->currentIndex().row(), 1);
    QVERIFY(f.dialog.details()->text().contains("Line 1.5"));
  }

  void kind_and_family_are_chosen_by_key() {
    Fixture f;
    QTest::keyClick(f.dialog.kindField(), Qt::Key_Down);
    QTest::keyClick(f.dialog.kindField(), Qt::Key_Down);
    QCOMPARE(f.dialog.kindField()->currentText(), QString("LoRA"));
    QCOMPARE(f.dialog.view()->model()->rowCount(), 3);
    QTest::keyClick(f.dialog.familyField(), Qt::Key_Down);
    QCOMPARE(f.dialog.familyField()->currentText(), QString("SD 1.x"));
    QCOMPARE(f.dialog.view()->model()->rowCount(), 1);
  }

  void what_fits_nothing_says_so_and_shows_all_again() {
    Fixture f;
    QTest::keyClicks(f.dialog.search(), "zzz");
    QVERIFY(f.dialog.emptyState()->isVisible());
    QTest::mouseClick(f.dialog.emptyState()->findChild<QPushButton*>(), Qt::LeftButton);
    QVERIFY(!f.dialog.emptyState()->isVisible());
    QCOMPARE(f.dialog.view()->model()->rowCount(), 9);
  }

  void without_models_it_tells_where_they_go_and_that_mini_draws() {
    Fixture f;
    f.dialog.setEntries({});
    QVERIFY(f.dialog.emptyState()->isVisible());
    QVERIFY(f.dialog.emptyState()->findChild<QLabel*>()->parentWidget()->isVisible());
    QString words;
    for (const auto* label : f.dialog.emptyState()->findChildren<QLabel*>()) words += label->text();
    QVERIFY2(words.contains("mini") && words.contains("safetensors"), qPrintable(words));
  }

  void a_dropped_folder_is_added_once_and_removed_by_key() {
    Fixture f;
    QSignalSpy edited(&f.dialog, &ModelsDialog::foldersEdited);
    QFile file(f.folder.filePath("model.safetensors"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(f.folder.path()), QUrl::fromLocalFile(file.fileName())});
    test::StudioHand::drop(f.dialog, {20, 20}, data);
    QCOMPARE(edited.size(), 1);
    QCOMPARE(edited[0][0].toStringList(), QStringList{f.folder.path()});
    test::StudioHand::drop(*f.dialog.folders(), {20, 20}, data);
    QCOMPARE(edited.size(), 1);

    f.dialog.folders()->view()->setFocus();
    QTest::keyClick(f.dialog.folders()->view(), Qt::Key_Delete);
    QCOMPARE(edited.size(), 2);
    QVERIFY(edited[1][0].toStringList().isEmpty());
    // The program's own stay.
    QTest::keyClick(f.dialog.folders()->view(), Qt::Key_Delete);
    QCOMPARE(edited.size(), 2);
    QVERIFY(!f.dialog.folders()->removeButton()->isEnabled());
  }

  void f5_looks_again_and_says_so_meanwhile() {
    Fixture f;
    QSignalSpy again(&f.dialog, &ModelsDialog::rescanRequested);
    f.dialog.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&f.dialog));
    QTest::keyClick(&f.dialog, Qt::Key_F5);
    QCOMPARE(again.size(), 1);
    f.dialog.setLooking(true);
    QVERIFY(!f.dialog.folders()->rescanButton()->isEnabled());
    f.dialog.setLooking(false);
    QVERIFY(f.dialog.folders()->rescanButton()->isEnabled());
  }

  void a_hash_is_computed_when_asked_with_progress() {
    Fixture f;
    f.choose("Ink wash");
    ModelDetails& details = *f.dialog.details();
    QTest::mouseClick(details.hashButton(), Qt::LeftButton);
    QVERIFY(details.progress()->isVisible());
    QVERIFY(!details.hashButton()->isVisible());
    f.hash.steps = 2;
    QTRY_COMPARE(details.progress()->value(), 500);
    f.choose("Rain");
    QVERIFY(!details.progress()->isVisible());  // it is another's
    f.hash.steps = 4;
    f.choose("Ink wash");
    QTRY_VERIFY(details.text().contains(QString(64, 'a')));
    QVERIFY(!details.progress()->isVisible());
  }

  void a_hash_is_cancelled_at_once() {
    Fixture f;
    f.choose("Ink wash");
    ModelDetails& details = *f.dialog.details();
    QTest::mouseClick(details.hashButton(), Qt::LeftButton);
    QTest::mouseClick(details.cancelButton(), Qt::LeftButton);
    QVERIFY(!details.progress()->isVisible());
    QVERIFY(details.hashButton()->isVisible());
    QTRY_VERIFY(f.hash.stopped);
  }

  void a_file_that_cannot_be_hashed_says_why() {
    Fixture f;
    f.choose("Old");
    QTest::mouseClick(f.dialog.details()->hashButton(), Qt::LeftButton);
    QTRY_VERIFY(f.dialog.details()->text().contains("the disk gave up"));
    QVERIFY(f.dialog.details()->hashButton()->isVisible());
  }

  void closing_stops_what_is_read() {
    SlowHash hash;
    {
      Theme theme(*qApp);
      test::TestBackground background;
      auto dialog = std::make_unique<ModelsDialog>(ModelsDialog::Folders{{}, {}}, hash.function(), background, theme);
      dialog->setEntries(tests::model_shelf());
      dialog->show();
      QTest::mouseClick(dialog->details()->hashButton(), Qt::LeftButton);
      dialog.reset();
    }
    QVERIFY(hash.stopped);
  }
};

QTEST_MAIN(ModelsDialogTest)
#include "models_dialog_test.moc"
