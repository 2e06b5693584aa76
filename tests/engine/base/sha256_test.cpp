// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/sha256.h"

using namespace koma;

class Sha256Test : public QObject {
  Q_OBJECT

 private slots:
  void knownTextsGiveTheDigestsOfFips180() {
    const std::string abc = "abc";
    QCOMPARE(sha256({}), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QCOMPARE(sha256({reinterpret_cast<const std::uint8_t*>(abc.data()), abc.size()}),
             std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }

  void aFileLongerThanOnePieceGivesTheDigestOfItsBytes() {
    const QTemporaryDir folder;
    const auto path = std::filesystem::path(folder.path().toStdString()) / "million";
    const std::vector<std::uint8_t> million(3'000'001, 'a');
    write_atomically(path, million);

    QCOMPARE(sha256_of_file(path), sha256(million));
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(sha256_of_file(path.string() + "s")), Error);
  }
};

QTEST_APPLESS_MAIN(Sha256Test)
#include "sha256_test.moc"
