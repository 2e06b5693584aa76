// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "engine/base/error.h"
#include "tests/support/sample_page.h"
#include "ui/export/image_exporter.h"

using namespace koma;

class ImageExporterTest : public QObject {
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
  void pixels_follow_from_millimetres_and_resolution_data();
  void pixels_follow_from_millimetres_and_resolution();
  void the_file_knows_its_resolution_and_text();
  void grey_and_colour_show_the_same_page();
  void the_same_page_gives_the_same_bytes();
  void bad_resolutions_are_refused_data();
  void bad_resolutions_are_refused();
  void a_file_that_cannot_be_written_is_an_error_and_leaves_nothing();

 private:
  std::unique_ptr<lettering::FontLibrary> fonts_;
  std::unique_ptr<lettering::PagePainter> painter_;
};

void ImageExporterTest::pixels_follow_from_millimetres_and_resolution_data() {
  QTest::addColumn<double>("dpi");
  QTest::addColumn<bool>("bleed");
  QTest::addColumn<QSize>("size");
  // B5, 182 × 257 mm, bleed 3 mm; round(mm / 25.4 · dpi)
  QTest::newRow("72") << 72.0 << false << QSize(516, 729);
  QTest::newRow("150 with bleed") << 150.0 << true << QSize(1110, 1553);
  QTest::newRow("350") << 350.0 << false << QSize(2508, 3541);
  QTest::newRow("600 with bleed") << 600.0 << true << QSize(4441, 6213);
}

void ImageExporterTest::pixels_follow_from_millimetres_and_resolution() {
  QFETCH(double, dpi);
  QFETCH(bool, bleed);
  QFETCH(QSize, size);
  const Image image = ui::renderPage(test::samplePage(), *painter_, {dpi, bleed});
  QCOMPARE(QSize(image.width(), image.height()), size);
  QCOMPARE(image.channels(), 1);
}

void ImageExporterTest::the_file_knows_its_resolution_and_text() {
  QTemporaryDir folder;
  const std::filesystem::path path = folder.filePath("page.png").toStdString();
  ui::exportImage(path, test::samplePage(), *painter_, {150, false, true, {{"Title", "ページ"}}});
  const QImage read(QString::fromStdString(path.string()));
  QCOMPARE(read.dotsPerMeterX(), 5906);
  PictureText text;
  QCOMPARE(read_picture(path, &text).width(), 1075);
  QCOMPARE(text["Title"], std::string("ページ"));
}

void ImageExporterTest::grey_and_colour_show_the_same_page() {
  const Image grey = ui::renderPage(test::samplePage(), *painter_, {50, false, true});
  const Image colour = ui::renderPage(test::samplePage(), *painter_, {50, false, false});
  QCOMPARE(colour.channels(), 3);
  const Image back = to_grey(colour);
  int largest = 0;
  for (std::size_t i = 0; i < grey.pixels().size(); ++i)
    largest = std::max(largest, std::abs(grey.pixels()[i] - back.pixels()[i]));
  QVERIFY2(largest <= 2, qPrintable(QString::number(largest)));  // two ways of rounding edges
}

void ImageExporterTest::the_same_page_gives_the_same_bytes() {
  const Image once = ui::renderPage(test::samplePage(), *painter_, {100});
  QVERIFY(once == ui::renderPage(test::samplePage(), *painter_, {100}));
}

void ImageExporterTest::bad_resolutions_are_refused_data() {
  QTest::addColumn<double>("dpi");
  for (const double dpi : {0.0, -300.0, 9.9, 2400.1, 1e300, std::nan("")})
    QTest::newRow(qPrintable(QString::number(dpi))) << dpi;
  QTest::newRow("too many pixels") << 2000.0;
}

void ImageExporterTest::bad_resolutions_are_refused() {
  QFETCH(double, dpi);
  QVERIFY_THROWS_EXCEPTION(Error, (void)ui::renderPage(test::samplePage(), *painter_, {dpi}));
}

void ImageExporterTest::a_file_that_cannot_be_written_is_an_error_and_leaves_nothing() {
  QTemporaryDir folder;
  const QString missing = folder.filePath("no such folder/page.png");
  QVERIFY_THROWS_EXCEPTION(Error, ui::exportImage(missing.toStdString(), test::samplePage(), *painter_, {30}));
  QVERIFY(QDir(folder.path()).isEmpty());
}

QTEST_MAIN(ImageExporterTest)
#include "image_exporter_test.moc"
