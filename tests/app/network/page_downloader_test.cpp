// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <iterator>

#include "app/network/page_downloader.h"
#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "tests/support/fake_web.h"

using namespace koma;
using namespace koma::app;
using dataset::DatasetPage;

class PageDownloaderTest : public QObject {
  Q_OBJECT

  static std::vector<std::uint8_t> picture(int width, int height, int grey) {
    return encode_png(
        Image(width, height, 1, std::vector<std::uint8_t>(std::size_t(width * height), std::uint8_t(grey))));
  }

  /// Page N of two halves, called a/N.png, its pictures in the web.
  static DatasetPage page(FakeWeb& web, int number) {
    const std::string name = std::to_string(number);
    DatasetPage page{"a/" + name + ".png",
                     {"http:/"
                      "/h/" +
                          name + "l",
                      "http:/"
                      "/h/" +
                          name + "r",
                      30, 40},
                     {}};
    web.put(page.sources.url1, picture(30, 20, 10 + number));
    web.put(page.sources.url2, picture(40, 25, 100 + number));
    return page;
  }

  struct Told {
    DownloadSummary summary;
    std::vector<PageOutcome> outcomes;
  };

  static Told download(const QTemporaryDir& folder, FakeWeb& web, const std::vector<DatasetPage>& pages, int jobs = 1,
                       const std::stop_token& stop = {}) {
    JumpingClock time;
    PageDownloader downloader({.root = root(folder), .perSecond = 100, .jobs = jobs, .limits = {}}, time.clock(),
                              [&] { return web.transport(); });
    Told told;
    told.summary = downloader.run(
        pages, [&](const PageOutcome& outcome) { told.outcomes.push_back(outcome); }, stop);
    return told;
  }

  static std::filesystem::path root(const QTemporaryDir& folder) { return folder.filePath("pages").toStdString(); }

 private slots:
  void halvesAreWrittenSideBySide() {
    QTemporaryDir folder;
    FakeWeb web;
    const auto told = download(folder, web, {page(web, 1)});
    QCOMPARE(told.summary.fetched, std::int64_t(1));
    const Image whole = read_picture(root(folder) / "a/1.png");
    QCOMPARE(whole.width(), 70);
    QCOMPARE(whole.height(), 25);
    QCOMPARE(int(whole.row(19)[29]), 11);
    QCOMPARE(int(whole.row(20)[29]), 0);
    QCOMPARE(int(whole.row(24)[30]), 101);
  }

  void whatIsWholeIsNotFetchedAgain() {
    QTemporaryDir folder;
    FakeWeb web;
    std::vector<DatasetPage> pages = {page(web, 1), page(web, 2), page(web, 3)};
    QCOMPARE(download(folder, web, pages).summary.fetched, std::int64_t(3));
    web.asked.clear();
    // Page 1 is damaged at equal length, page 2 has another address now.
    std::fstream file(root(folder) / "a/1.png", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(40);
    file.put('x').flush();
    pages[1].sources.url2 =
        "http:/"
        "/h/new";
    web.put(pages[1].sources.url2, picture(40, 25, 7));

    const auto told = download(folder, web, pages);

    QCOMPARE(told.summary.fetched, std::int64_t(2));
    QCOMPARE(told.summary.kept, std::int64_t(1));
    QCOMPARE(web.asked.size(), std::size_t(4));
    QCOMPARE(int(read_picture(root(folder) / "a/1.png").row(0)[0]), 11);
    QCOMPARE(int(read_picture(root(folder) / "a/2.png").row(0)[69]), 7);
    QCOMPARE(download(folder, web, pages).summary.kept, std::int64_t(3));
  }

  void aLedgerThatWasCutOffLosesOnlyItsLastLine() {
    QTemporaryDir folder;
    FakeWeb web;
    const std::vector<DatasetPage> pages = {page(web, 1), page(web, 2)};
    download(folder, web, pages);
    const auto ledger = root(folder) / DownloadLedger::fileName;
    std::filesystem::resize_file(ledger, std::filesystem::file_size(ledger) - 5);
    QCOMPARE(download(folder, web, pages).summary.kept, std::int64_t(1));
    QCOMPARE(download(folder, web, pages).summary.kept, std::int64_t(2));
  }

  void whatIsWrongIsTold_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("reason");
    QTest::newRow("gone") << 0 << "the server answers 404";
    QTest::newRow("no picture") << 1 << "neither a PNG nor a JPEG";
    QTest::newRow("cut off") << 2 << "the PNG is damaged";
    QTest::newRow("width") << 3 << "30 pixels wide, the annotations say 31";
    QTest::newRow("ending") << 4 << "pages are written as .png";
  }
  void whatIsWrongIsTold() {
    QFETCH(int, kind);
    QFETCH(QString, reason);
    QTemporaryDir folder;
    FakeWeb web;
    DatasetPage bad = page(web, 1);
    const auto whole = picture(30, 20, 5);
    if (kind == 0)
      bad.sources.url2 =
          "http:/"
          "/h/none";
    if (kind == 1)
      web.put(bad.sources.url1 =
                  "http:/"
                  "/h/text",
              std::vector<std::uint8_t>{'<', 'h', 't', 'm', 'l'});
    if (kind == 2)
      web.put(bad.sources.url1 =
                  "http:/"
                  "/h/cut",
              {whole.begin(), whole.end() - 20});
    if (kind == 3) bad.sources.width1 = 31;
    if (kind == 4) bad.image_path = "a/1.webp";

    const auto told = download(folder, web, {bad, page(web, 2)});

    QCOMPARE(told.summary.failed, std::int64_t(1));
    QCOMPARE(told.summary.fetched, std::int64_t(1));
    const QString said = QString::fromStdString(told.outcomes[0].reason);
    QVERIFY2(said.contains(reason), qPrintable(said));
    QVERIFY(!std::filesystem::exists(root(folder) / bad.image_path));
  }

  void aPageOfOneHalfAndOneWithoutAddress() {
    QTemporaryDir folder;
    FakeWeb web;
    DatasetPage single = page(web, 1), nowhere = page(web, 2);
    single.sources.url2.clear();
    single.image_path = "a/1.JPG";
    nowhere.sources = {};
    const auto told = download(folder, web, {single, nowhere});
    QCOMPARE(told.summary.withoutUrl, std::int64_t(1));
    const Image half = read_picture(root(folder) / "a/1.JPG");
    QCOMPARE(half.width(), 30);
    QVERIFY(std::abs(int(half.row(5)[5]) - 11) <= 2);
  }

  void threadsShareTheWork() {
    QTemporaryDir folder;
    FakeWeb web;
    std::vector<DatasetPage> pages;
    for (int i = 1; i <= 40; ++i) pages.push_back(page(web, i));
    const auto told = download(folder, web, pages, 4);
    QCOMPARE(told.summary.fetched, std::int64_t(40));
    QCOMPARE(told.outcomes.size(), std::size_t(40));
    QCOMPARE(web.asked.size(), std::size_t(80));
    QCOMPARE(download(folder, web, pages, 4).summary.kept, std::int64_t(40));
  }

  void tooManyFailuresInARowEndIt() {
    QTemporaryDir folder;
    FakeWeb web;
    std::vector<DatasetPage> pages;
    for (int i = 1; i <= 40; ++i) {
      pages.push_back(page(web, i));
      pages.back().sources.url1 =
          "http:/"
          "/h/none";
    }
    QVERIFY_EXCEPTION_THROWN(download(folder, web, pages), Error);
    QCOMPARE(web.asked.size(), std::size_t(mostFailuresInARow));
  }

  void aStopLeavesNothingHalfDone() {
    QTemporaryDir folder;
    FakeWeb web;
    const std::vector<DatasetPage> pages = {page(web, 1), page(web, 2)};
    web.stopAtNext = std::stop_source();
    const auto told = download(folder, web, pages, 1, web.stopAtNext.get_token());
    QCOMPARE(told.summary.fetched, std::int64_t(0));
    QVERIFY(told.outcomes.empty());
    QVERIFY(!std::filesystem::exists(root(folder) / "a"));
    web.stopAtNext = std::stop_source(std::nostopstate);
    QCOMPARE(download(folder, web, pages).summary.fetched, std::int64_t(2));
  }

  void twoPagesOfOneNameAreRefusedBeforeAnythingIsAsked() {
    QTemporaryDir folder;
    FakeWeb web;
    QVERIFY_EXCEPTION_THROWN(download(folder, web, {page(web, 1), page(web, 2), page(web, 1)}), Error);
    QVERIFY(web.asked.empty());
  }

  void aPlaceThatCannotBeWrittenToEndsIt() {
    QTemporaryDir folder;
    FakeWeb web;
    std::filesystem::create_directories(root(folder));
    write_atomically(root(folder) / "a", std::string_view("a file where a folder should be"));
    QVERIFY_EXCEPTION_THROWN(download(folder, web, {page(web, 1)}), Error);
  }
};

QTEST_APPLESS_MAIN(PageDownloaderTest)
#include "page_downloader_test.moc"
