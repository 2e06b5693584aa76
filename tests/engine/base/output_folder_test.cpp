// SPDX-License-Identifier: Apache-2.0
#include "engine/base/output_folder.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "engine/base/error.h"

namespace fs = std::filesystem;
using koma::make_output_folder;

class OutputFolderTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void foldersAboveAreMadeAndOldOnesFound() {
    const QTemporaryDir place;
    const fs::path folder = fs::path(place.path().toStdString()) / "a" / "b";
    make_output_folder(folder);
    std::ofstream(folder / "kept") << "kept";
    make_output_folder(folder);
    QVERIFY(fs::exists(folder / "kept"));
  }

  void aFileInTheWayIsAnError() {
    const QTemporaryDir place;
    const fs::path file = fs::path(place.path().toStdString()) / "file";
    std::ofstream(file) << "no folder";
    for (const fs::path& folder : {file, file / "deep"}) {
      try {
        make_output_folder(folder);
        QFAIL("a file became a folder");
      } catch (const koma::Error& error) {
        QCOMPARE(error.place(), folder.string());
        QCOMPARE(koma::to_string(error.code()), koma::to_string(koma::ErrorCode::unreadable));
      }
    }
  }
};

QTEST_APPLESS_MAIN(OutputFolderTest)
#include "output_folder_test.moc"
