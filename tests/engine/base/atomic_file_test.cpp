// SPDX-License-Identifier: Apache-2.0
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <sstream>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"

using namespace koma;

class AtomicFileTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  std::filesystem::path place(const char* name) { return std::filesystem::path(folder_.path().toStdString()) / name; }

  static std::string text_of(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }
  static std::ptrdiff_t files_in(const std::filesystem::path& folder) {
    return std::distance(std::filesystem::directory_iterator(folder), {});
  }

 private slots:
  void theFileIsReplacedAtTheCommitAndNotBefore() {
    const auto path = place("replaced.txt");
    write_atomically(path, "old");
    AtomicFile file(path);
    file.write("new ");
    file.write("text");
    QCOMPARE(text_of(path), std::string("old"));

    file.commit();

    QCOMPARE(text_of(path), std::string("new text"));
  }

  void withoutACommitNothingStays() {
    const auto folder = place("abandoned");
    std::filesystem::create_directory(folder);
    write_atomically(folder / "file", "old");
    { AtomicFile(folder / "file").write("new"); }

    QCOMPARE(text_of(folder / "file"), std::string("old"));
    QCOMPARE(files_in(folder), std::ptrdiff_t(1));
  }

  void theModeOfTheOldFileIsKept() {
    const auto path = place("private.txt");
    write_atomically(path, "old");
    std::filesystem::permissions(path, std::filesystem::perms(0600));

    write_atomically(path, "new");

    QCOMPARE(int(std::filesystem::status(path).permissions()), 0600);
  }

  void aNewFileIsAsOpenAsTheUmaskAllows() {
    const auto path = place("umask.txt");
    const auto old = ::umask(077);
    write_atomically(path, "new");
    ::umask(old);
    QCOMPARE(int(std::filesystem::status(path).permissions()), 0600);
  }

  void aLinkStaysALinkAndItsTargetIsReplaced() {
    const auto target = place("target.txt"), link = place("link.txt");
    write_atomically(target, "old");
    std::filesystem::create_symlink(target, link);

    write_atomically(link, "new");

    QVERIFY(std::filesystem::is_symlink(link));
    QCOMPARE(text_of(target), std::string("new"));
  }

  void aMissingFolderIsNamed() {
    try {
      write_atomically(place("nowhere") / "file.txt", "text");
      QFAIL("no error");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::not_found);
      QVERIFY2(QString(error.what()).contains("nowhere/file.txt"), error.what());
    }
  }

  void aFullDiskLeavesTheOldFile() {
    if (::geteuid() != 0) QSKIP("needs root to mount a small disk");
    const auto disk = place("disk");
    std::filesystem::create_directory(disk);
    if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=1m") != 0) QSKIP("a small disk cannot be mounted here");
    write_atomically(disk / "file", "the old file");
    ErrorCode code = ErrorCode::internal;
    QString said;
    try {
      // One write larger than the disk: the case that QSaveFile gets wrong (specs/reliability.md, 1.3).
      write_atomically(disk / "file", std::vector<std::uint8_t>(8u << 20, 1));
    } catch (const Error& error) {
      code = error.code();
      said = error.what();
    }
    const auto text = text_of(disk / "file");
    const auto files = files_in(disk);
    ::umount(disk.c_str());
    QCOMPARE(code, ErrorCode::no_space);
    QVERIFY2(said.contains("No space left on device") && said.contains("MiB free"), qPrintable(said));
    QCOMPARE(text, std::string("the old file"));
    QCOMPARE(files, std::ptrdiff_t(1));
  }
};

QTEST_APPLESS_MAIN(AtomicFileTest)
#include "atomic_file_test.moc"
