// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "engine/base/error.h"
#include "engine/dataset/list_reader.h"
#include "engine/dataset/mangazero.h"

using namespace koma;
using namespace koma::dataset;

namespace {

const char* const good_entry = R"json({"image_path": "one/001.jpg", "score": 3,
  "meta": {"url1": "https:\/\/host/a.png", "url2": "https:\/\/host/b.png", "width1": 800, "width2": 810},
  "frames": [{"bbox": [0, 10, 700.4, 500], "caption": "Zwei Füße", "mood": "calm",
              "characters": [{"id": "17", "bbox": [10, 20, 110, 220], "type": 2}, {"id": 4.0, "bbox": [-3, 1, 5, 9]}],
              "dialogs": [{"bbox": [300, 20, 400, 90]}]}]})json";

}  // namespace

class MangazeroTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  std::filesystem::path written(const std::string& text) {
    const std::filesystem::path path = folder_.filePath("annotations.json").toStdString();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  QString complaint(const std::string& text) {
    const auto path = written(text);
    try {
      static_cast<void>(read_mangazero(path));
    } catch (const Error& error) {
      return QString::fromUtf8(error.what()).remove(QString::fromStdString(path.string()));
    }
    return "no complaint";
  }

  /// The good entry with one piece of its text exchanged.
  static std::string with(const std::string& piece, const std::string& instead) {
    std::string text = good_entry;
    text.replace(text.find(piece), piece.size(), instead);
    return "[" + text + "]";
  }

 private slots:
  void anEntryBecomesAPage() {
    const auto pages = read_mangazero(written(std::string("\xef\xbb\xbf [") + good_entry + "]\n"));
    QCOMPARE(pages.size(), std::size_t(1));
    const DatasetPage& page = pages[0];
    QCOMPARE(page.image_path, std::string("one/001.jpg"));
    QVERIFY(page.sources == (PageSources{"https://host/a.png", "https://host/b.png", 800, 810}));
    QCOMPARE(page.frames.size(), std::size_t(1));
    QVERIFY(page.frames[0].bbox == (PixelBox{0, 10, 700, 500}));
    QCOMPARE(page.frames[0].caption, std::string("Zwei Füße"));
    QVERIFY(page.frames[0].characters[0] == (DatasetCharacter{17, {10, 20, 110, 220}, FaceType::exaggerated}));
    QVERIFY(page.frames[0].characters[1] == (DatasetCharacter{4, {0, 1, 5, 9}, {}}));
    QVERIFY(page.frames[0].dialogs[0].bbox == (PixelBox{300, 20, 400, 90}));
  }

  void unknownKeysAndCutBoxesAreRemembered() {
    const auto report = read_pages(written(std::string("[") + good_entry + "," + good_entry + "]"), {},
                                   [](const DatasetPage&, std::int64_t) {});
    const std::map<std::string, std::int64_t> expected{{"score", 2}, {"frames[].mood", 2}};
    QVERIFY(report.remarks.unknown_keys == expected);
    QCOMPARE(report.remarks.cut_boxes, std::int64_t(2));
    QCOMPARE(report.entries, std::int64_t(2));
  }

  void whatIsWrittenIsReadBack() {
    const auto pages = read_mangazero(written(std::string("[") + good_entry + "]"));
    const std::filesystem::path again = folder_.filePath("again.json").toStdString();
    PageWriter writer(again);
    writer.add(pages[0]);
    writer.add(pages[0]);
    QVERIFY(!std::filesystem::exists(again));
    writer.commit();
    const auto read = read_mangazero(again);
    QCOMPARE(read.size(), std::size_t(2));
    QVERIFY(read[0] == pages[0] && read[1] == pages[0]);
  }

  void anEmptyListHasNoPages() {
    QVERIFY(read_mangazero(written(" [ ] ")).empty());
    const std::filesystem::path path = folder_.filePath("empty.json").toStdString();
    PageWriter(path).commit();
    QVERIFY(read_mangazero(path).empty());
  }

  void whatIsWrongIsNamedWithLineAndPath_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const std::string& text, const char* sentence) {
      QTest::newRow(name) << QString::fromStdString(text) << QString::fromUtf8(sentence);
    };
    row("no object", "[\n\n7]", ":3: $[0]: must be an object");
    row("no picture", with("image_path", "picture"), ":1: $[0].image_path: is missing");
    row("leaving", with("one/001.jpg", "one/../../001.jpg"), "$[0].image_path: is \"one/../../001.jpg\"; it must not");
    row("absolute", with("one/001.jpg", "/etc/001.jpg"), "it must be relative");
    row("drive", with("one/001.jpg", "C:/001.jpg"), "neither colons");
    row("folder", with("one/001.jpg", "one/"), "it must name a picture");
    row("no frames", with("frames", "panels"), "$[0].frames: is missing");
    row("no caption", with("caption", "words"), "$[0].frames[0].caption: is missing");
    row("caption", with("\"Zwei Füße\"", "5"), "$[0].frames[0].caption: must be a text");
    row("box", with("[300, 20, 400, 90]", "[300, 20, 400]"), "$[0].frames[0].dialogs[0].bbox: must be [left");
    row("box text", with("[300, 20, 400, 90]", "[300, \"a\", 400, 9]"),
        "dialogs[0].bbox[1]: must be a number of pixels");
    row("inside out", with("[300, 20, 400, 90]", "[400, 20, 300, 90]"), "left must be less than right");
    row("flat", with("[300, 20, 400, 90]", "[300, 20, 400, 20]"), "top less than bottom");
    row("outside", with("[300, 20, 400, 90]", "[300, 20, 1700, 90]"),
        "lies outside the page, which is 1610 pixels wide");
    row("above", with("[300, 20, 400, 90]", "[300, -90, 400, -20]"), "lies outside the page");
    row("type", with("\"type\": 2", "\"type\": 3"), "characters[0].type: is 3, but must be 0 to 2");
    row("id", with("\"17\"", "\"17a\""), "characters[0].id: is \"17a\", but must be a whole number");
    row("no id", with("\"id\": \"17\", ", ""), "characters[0].id: is missing");
    row("width", with("800", "0"), "$[0].meta.width1: is 0");
    row("not JSON", with("\"score\": 3", "\"score\": three"), "$[0]: is not JSON");
    row("depth", "[" + std::string(2000, '[') + std::string(2000, ']') + "]", "$[0]: nests deeper than 64");
    row("second", std::string("[") + good_entry + ",\n{}]", ":6: $[1].image_path: is missing");
  }
  void whatIsWrongIsNamedWithLineAndPath() {
    QFETCH(QString, text);
    QFETCH(QString, sentence);
    const QString said = complaint(text.toStdString());
    QVERIFY2(said.contains(sentence), qPrintable(said));
  }

  void aBrokenListIsRefusedInEitherMode_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("empty") << ""
                           << ":1: is no annotation file";
    QTest::newRow("object") << "{}"
                            << "is no annotation file";
    QTest::newRow("cut off") << "[{},\n{\"a\": [1, 2"
                             << ":2: ends inside entry 1; the file is cut off";
    QTest::newRow("cut off in a text") << "[\"abc\\"
                                       << "ends inside entry 0";
    QTest::newRow("no bracket") << "[{}\n"
                                << ":2: ends inside entry 0; the file is cut off";
    QTest::newRow("comma at the end") << "[{},]"
                                      << "a comma too many";
    QTest::newRow("two commas") << "[{},,{}]"
                                << "a comma too many";
    QTest::newRow("text after it") << "[{}]\n[]"
                                   << ":2: there is text after the end";
  }
  void aBrokenListIsRefusedInEitherMode() {
    QFETCH(QString, text);
    QFETCH(QString, sentence);
    const auto path = written(text.toStdString());
    try {
      read_pages(path, {.strictness = Strictness::report}, [](const DatasetPage&, std::int64_t) {});
      QFAIL("no complaint");
    } catch (const Error& error) {
      QVERIFY2(QString::fromUtf8(error.what()).contains(sentence), error.what());
      QCOMPARE(error.code(), ErrorCode::invalid_file);
    }
  }

  void badEntriesAreLeftOutAndCounted() {
    std::vector<std::int64_t> taken;
    const std::string text = std::string("[{},\n") + good_entry + ",\n7,{\"image_path\": 1},\n" + good_entry + "]";
    const auto report = read_pages(written(text), {.strictness = Strictness::report, .most_problems = 2},
                                   [&](const DatasetPage&, std::int64_t entry) { taken.push_back(entry); });
    QVERIFY(taken == (std::vector<std::int64_t>{1, 4}));
    QCOMPARE(report.entries, std::int64_t(5));
    QCOMPARE(report.skipped, std::int64_t(3));
    QCOMPARE(report.problems.size(), std::size_t(2));
    QCOMPARE(report.problems[1].path, std::string("$[2]"));
    QCOMPARE(report.problems[1].line, std::int64_t(7));
  }

  void anEntryOfUnendingLengthIsRefused() {
    const auto path = written("[\"" + std::string(17u << 20, 'x'));
    ListReader list(path);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(list.next()), Error);
  }

  void aMissingFileAndAFolderAreNamed() {
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(read_mangazero("/nowhere/annotations.json")), Error);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(read_mangazero(folder_.path().toStdString())), Error);
  }
};

QTEST_APPLESS_MAIN(MangazeroTest)
#include "mangazero_test.moc"
