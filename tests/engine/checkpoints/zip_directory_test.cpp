// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/zip_directory.h"

#include <QTest>
#include <functional>

#include "engine/base/error.h"
#include "tests/support/zip_archive.h"

using namespace koma::checkpoints;
using koma::test::ZipArchive;

namespace {

constexpr std::string_view advice = "; get the file again";

std::string refusal_of(std::string_view bytes) {
  const MemoryBytes file(bytes, "file");
  ReadBudget budget(file);
  try {
    (void)read_zip_directory(file, budget);
  } catch (const koma::Error& error) {
    return error.sentence().substr(0, error.sentence().size() - advice.size());
  }
  return "accepted";
}

/// Two records, "a/one" and "a/two".
ZipArchive two_records() {
  ZipArchive archive;
  archive.add("a/one", "11111111");
  archive.add("a/two", "2222");
  return archive;
}

/// Overwrites bytes of an archive, counted from its end where `at` is negative.
std::string changed(std::string bytes, std::ptrdiff_t at, std::string_view content) {
  const auto begin = at < 0 ? bytes.size() - static_cast<std::size_t>(-at) : static_cast<std::size_t>(at);
  return bytes.replace(begin, content.size(), content);
}

}  // namespace

class ZipDirectoryTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void recordsAreFoundWithTheirContent() {
    const std::string bytes = two_records().bytes();
    const MemoryBytes file(bytes, "file");
    ReadBudget budget(file);
    const auto records = read_zip_directory(file, budget);
    QCOMPARE(records.size(), std::size_t(2));
    QCOMPARE(bytes.substr(records.at("a/one").begin, records.at("a/one").size), std::string("11111111"));
    QCOMPARE(bytes.substr(records.at("a/two").begin, records.at("a/two").size), std::string("2222"));
  }

  void brokenArchivesAreRefused_data() {
    using Change = std::function<void(ZipArchive::Record&)>;
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("sentence");
    const auto plain = [](const char* name, const std::string& bytes, const char* sentence) {
      QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString(sentence);
    };
    // A third record, changed.
    const auto row = [&](const char* name, const Change& change, const char* sentence) {
      ZipArchive archive = two_records();
      change(archive.add("a/three", "333"));
      plain(name, archive.bytes(), sentence);
    };
    const char* const encrypted = "the zip record \"a/three\" is encrypted";
    const char* const compressed = "the zip record \"a/three\" is compressed, which weights never are";
    const char* const contradiction = "the zip record \"a/three\" and the archive's directory contradict each other";
    const char* const outside = "the zip record \"a/three\" lies outside the file";
    row(
        "encrypted", [](auto& record) { record.flags = 1; }, encrypted);
    row(
        "strongly encrypted", [](auto& record) { record.flags = 1 << 6; }, encrypted);
    row(
        "with an encrypted directory", [](auto& record) { record.flags = 1 << 13; }, encrypted);
    row(
        "deflated", [](auto& record) { record.method = 8; }, compressed);
    row(
        "a bomb", [](auto& record) { record.method = 8, record.size = 0xFFFFFFF0; }, compressed);
    row(
        "stored, but larger outside", [](auto& record) { record.size = 1000; }, compressed);
    row(
        "stored, but larger inside", [](auto& record) { record.packed = 1000; }, compressed);
    row(
        "larger than the file", [](auto& record) { record.size = record.packed = record.local_size = 100'000; },
        outside);
    row(
        "reaching into the directory", [](auto& record) { record.size = record.packed = record.local_size = 4; },
        outside);
    row(
        "another size in its own header", [](auto& record) { record.local_size = 2; }, contradiction);
    row(
        "another name in its own header", [](auto& record) { record.local_name = "a/othe7"; }, contradiction);
    row(
        "a longer name in its own header", [](auto& record) { record.local_name = "a/threeee"; }, contradiction);
    row(
        "another header", [](auto& record) { record.keeps_offset = true, record.offset = 0; }, contradiction);
    row(
        "no header", [](auto& record) { record.keeps_offset = true, record.offset = 3; }, contradiction);
    row(
        "a header beyond the file", [](auto& record) { record.keeps_offset = true, record.offset = 100'000; }, outside);
    row(
        "a header in zip64, which is not there", [](auto& record) { record.keeps_offset = true, record.offset = ~0U; },
        "the zip record \"a/three\" lacks its zip64 sizes");
    row(
        "a name that is no UTF-8", [](auto& record) { record.name = "a/thr\xff\xff"; },
        "a record of the zip archive has a name that is no UTF-8");

    ZipArchive twice = two_records();
    twice.add("a/two", "2222");
    plain("a name twice", twice.bytes(), "the zip archive holds \"a/two\" twice");
    // The first record claims the bytes of the second, header and all.
    ZipArchive overlapping;
    auto& first = overlapping.add("a/one", "1");
    first.size = first.packed = first.local_size = 30;
    overlapping.add("a/two", "2222");
    plain("overlapping", overlapping.bytes(), "the zip record \"a/two\" overlaps \"a/one\"");

    const std::string good = two_records().bytes();
    plain("good", good, "accepted");
    plain("too short", good.substr(0, 20), "the zip archive is cut");
    plain("cut", good.substr(0, good.size() - 1),
          "the zip archive does not end in its directory; the file is cut or something was appended");
    plain("something appended", good + "x",
          "the zip archive does not end in its directory; the file is cut or something was appended");
    plain("a comment", changed(good, -2, "\1"),
          "the zip archive does not end in its directory; the file is cut or something was appended");
    plain("more records claimed", two_records().bytes(60'000), "the zip archive claims more records than it lists");
    plain("fewer records claimed", two_records().bytes(1), "the zip archive lists more records than it claims");
    plain("a directory elsewhere", changed(good, -6, "\1"), "the zip archive's directory does not lie where it should");
    plain("a second disk", changed(good, -18, "\1"), "the zip archive is split over several files");
    plain("no directory", changed(good, static_cast<std::ptrdiff_t>(good.find("PK\1\2")), "xx"),
          "the zip archive's directory is broken");
    plain("all ones and no zip64", changed(good, -6, "\xff\xff\xff\xff"),
          "the zip archive's zip64 directory does not lie where it should");
  }
  void brokenArchivesAreRefused() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, sentence);
    QCOMPARE(QString::fromStdString(refusal_of(bytes.toStdString())), sentence);
  }
};

QTEST_GUILESS_MAIN(ZipDirectoryTest)
#include "zip_directory_test.moc"
