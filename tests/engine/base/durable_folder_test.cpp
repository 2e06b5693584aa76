// SPDX-License-Identifier: Apache-2.0
#include "engine/base/durable_folder.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "engine/base/error.h"

namespace fs = std::filesystem;
using koma::make_durable_folder;

class DurableFolderTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aFolderIsMadeOnceAndFoundAgain() {
    const QTemporaryDir place;
    const fs::path folder = fs::path(place.path().toStdString()) / "objects";
    make_durable_folder(folder);
    std::ofstream(folder / "kept") << "kept";
    make_durable_folder(folder);
    QVERIFY(fs::exists(folder / "kept"));
  }

  void whatCannotBeMadeIsNamed_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("no parent") << "missing/objects";
    QTest::newRow("a file in the way") << "file";
    QTest::newRow("below a file") << "file/objects";
  }
  void whatCannotBeMadeIsNamed() {
    QFETCH(QString, name);
    const QTemporaryDir place;
    const fs::path root = place.path().toStdString();
    std::ofstream(root / "file") << "mine";
    try {
      make_durable_folder(root / name.toStdString());
      QFAIL("must be refused");
    } catch (const koma::Error& error) {
      QVERIFY(error.code() == koma::ErrorCode::unreadable);
      QVERIFY(QString(error.what()).contains(name));
    }
    QCOMPARE(fs::file_size(root / "file"), std::uintmax_t(4));
  }

  void aMissingFolderCannotBeSynced() {
    const QTemporaryDir place;
    QVERIFY_THROWS_EXCEPTION(koma::Error, koma::sync_folder(place.filePath("missing").toStdString()));
  }
};

QTEST_APPLESS_MAIN(DurableFolderTest)
#include "durable_folder_test.moc"
