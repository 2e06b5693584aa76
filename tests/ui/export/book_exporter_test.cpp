// SPDX-License-Identifier: Apache-2.0
#include <sys/resource.h>

#include <QtTest>
#include <csignal>

#include "engine/base/error.h"
#include "tests/support/poppler.h"
#include "tests/support/sample_page.h"
#include "ui/export/book_exporter.h"

using namespace koma;

namespace {

/// While it lives, no file of this process grows beyond `bytes`: writes fail as on a full disk.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

QByteArray bytesOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& bytes) {
  QFile file(path);
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(bytes);
}

}  // namespace

class BookExporterTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    fonts_ = std::make_unique<lettering::FontLibrary>(KOMA_RESOURCES "/fonts");
    painter_ = std::make_unique<lettering::PagePainter>(*fonts_, test::sampleDrawing);
  }
  void cleanupTestCase() {
    painter_.reset();
    fonts_.reset();
  }
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }
  void a_book_has_its_pages_sizes_and_title();
  void fonts_are_embedded_and_every_character_can_be_selected();
  void the_pdf_shows_what_the_pixels_show();
  void progress_counts_the_pages();
  void stopping_leaves_the_old_book();
  void a_book_without_pages_is_an_error();
  void a_folder_that_is_missing_is_an_error_and_leaves_nothing();
  void a_full_disk_leaves_the_old_book_and_no_other_file_data();
  void a_full_disk_leaves_the_old_book_and_no_other_file();

 private:
  QString path() const { return folder_->filePath("book.pdf"); }
  bool exportBook(const ui::BookOptions& options, int pages = 2) {
    const std::vector<manga::Page> book(static_cast<std::size_t>(pages), test::samplePage());
    return ui::exportBook(path().toStdString(), book, *painter_, options);
  }
  std::unique_ptr<lettering::FontLibrary> fonts_;
  std::unique_ptr<lettering::PagePainter> painter_;
  std::unique_ptr<QTemporaryDir> folder_;
};

void BookExporterTest::a_book_has_its_pages_sizes_and_title() {
  if (!test::hasPoppler()) QSKIP("pdfinfo is not installed (poppler-utils)");
  QVERIFY(exportBook({"コマの本", false}));
  const QString trim = test::outputOf("pdfinfo", {"-box", path()});
  QVERIFY2(!trim.contains("stderr"), qPrintable(trim));
  QVERIFY(trim.contains(QRegularExpression("Title: +コマの本")));
  QVERIFY(trim.contains(QRegularExpression("Pages: +2\n")));
  QVERIFY(trim.contains(QRegularExpression("515.90[56] x 728.504 pts")));  // 182 × 257 mm

  QVERIFY(exportBook({"コマの本", true}));
  const QString bleed = test::outputOf("pdfinfo", {"-box", path()});
  QVERIFY(bleed.contains("532.913 x 745.512 pts"));  // 188 × 263 mm
  QVERIFY(bleed.contains(QRegularExpression("TrimBox: +8.50 ")));
}

void BookExporterTest::fonts_are_embedded_and_every_character_can_be_selected() {
  if (!test::hasPoppler()) QSKIP("pdftotext is not installed (poppler-utils)");
  QVERIFY(exportBook({}, 1));
  const QStringList fonts = test::outputOf("pdffonts", {path()}).split('\n', Qt::SkipEmptyParts).mid(2);
  QCOMPARE(fonts.size(), 3);
  for (const QString& font : fonts)
    QVERIFY2(font.contains(QRegularExpression("(Komawari|ComicNeue)\\S* .*Identity-H +yes \\w+ +yes")),
             qPrintable(font));
  QString expected;
  for (const manga::Balloon& balloon : test::samplePage().balloons) {
    const QString text = QString::fromStdString(balloon.text);
    expected += balloon.style.direction == manga::TextDirection::horizontal ? text.toUpper() : text;
  }
  expected.remove(' ');
  QCOMPARE(test::textOfPdf(path()), expected);
}

void BookExporterTest::the_pdf_shows_what_the_pixels_show() {
  if (!test::hasPoppler()) QSKIP("pdftoppm is not installed (poppler-utils)");
  QVERIFY(exportBook({}, 1));
  test::outputOf("pdftoppm", {"-r", "100", "-gray", "-singlefile", path(), folder_->filePath("page")});
  const QImage pdf(folder_->filePath("page.pgm"));
  QImage direct(pdf.size(), QImage::Format_Grayscale8);
  direct.fill(Qt::white);
  QPainter pen(&direct);
  pen.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  pen.scale(100 / 25.4, 100 / 25.4);
  painter_->paint(pen, test::samplePage(), lettering::TextInk::outlines);
  pen.end();
  QVERIFY(!pdf.isNull());
  double sum = 0;
  for (int y = 0; y < pdf.height(); ++y)
    for (int x = 0; x < pdf.width(); ++x) sum += std::abs(qGray(pdf.pixel(x, y)) - qGray(direct.pixel(x, y)));
  // Two rasterisers differ along edges and hatching; a shift by one pixel or a lost balloon would give more than 12.
  const double mean = sum / (static_cast<double>(pdf.width()) * pdf.height());
  QVERIFY2(mean < 8, qPrintable(QString::number(mean)));
}

void BookExporterTest::progress_counts_the_pages() {
  std::vector<std::size_t> seen;
  ui::BookOptions options;
  options.progress = [&](std::size_t done, std::size_t total) {
    seen.push_back(done);
    QCOMPARE(total, 3u);
  };
  QVERIFY(exportBook(options, 3));
  QCOMPARE(seen, (std::vector<std::size_t>{1, 2, 3}));
}

void BookExporterTest::stopping_leaves_the_old_book() {
  write(path(), "old book");
  std::stop_source stop;
  ui::BookOptions options;
  options.stop = stop.get_token();
  options.progress = [&](std::size_t, std::size_t) { stop.request_stop(); };
  QVERIFY(!exportBook(options));
  QCOMPARE(bytesOf(path()), QByteArray("old book"));
  QCOMPARE(QDir(folder_->path()).entryList(QDir::Files | QDir::Hidden), QStringList("book.pdf"));
}

void BookExporterTest::a_book_without_pages_is_an_error() {
  QVERIFY_THROWS_EXCEPTION(Error, exportBook({}, 0));
}

void BookExporterTest::a_folder_that_is_missing_is_an_error_and_leaves_nothing() {
  const auto page = test::samplePage();
  const std::string lost = folder_->filePath("none/book.pdf").toStdString();
  QVERIFY_THROWS_EXCEPTION(Error, ui::exportBook(lost, {&page, 1}, *painter_, {}));
  QVERIFY(QDir(folder_->path()).isEmpty());
}

void BookExporterTest::a_full_disk_leaves_the_old_book_and_no_other_file_data() {
  QTest::addColumn<int>("bytes");
  QTest::newRow("at once") << 0;
  QTest::newRow("in the middle") << 50'000;
}

void BookExporterTest::a_full_disk_leaves_the_old_book_and_no_other_file() {
  QFETCH(int, bytes);
  write(path(), "old book");
  {
    const FullDisk full(static_cast<rlim_t>(bytes));
    QVERIFY_THROWS_EXCEPTION(Error, exportBook({}));
  }
  QCOMPARE(bytesOf(path()), QByteArray("old book"));
  QCOMPARE(QDir(folder_->path()).entryList(QDir::Files | QDir::Hidden), QStringList("book.pdf"));
}

QTEST_MAIN(BookExporterTest)
#include "book_exporter_test.moc"
