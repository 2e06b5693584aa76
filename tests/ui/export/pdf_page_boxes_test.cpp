// SPDX-License-Identifier: Apache-2.0
#include <QBuffer>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QtTest>

#include "engine/base/error.h"
#include "tests/support/poppler.h"
#include "ui/export/pdf_page_boxes.h"

using namespace koma;

namespace {

QByteArray pdfOf(const std::vector<ui::PdfPage>& pages) {
  QBuffer buffer;
  buffer.open(QIODevice::ReadWrite);
  {
    QPdfWriter writer(&buffer);
    QPainter painter;
    for (const ui::PdfPage& page : pages) {
      writer.setPageSize(QPageSize(page.media(), QPageSize::Millimeter, {}, QPageSize::ExactMatch));
      writer.setPageMargins({0, 0, 0, 0});
      if (painter.isActive())
        writer.newPage();
      else
        painter.begin(&writer);
      painter.drawRect(0, 0, 100, 100);
    }
  }
  return buffer.data() + ui::pageBoxUpdate(buffer, pages);
}

}  // namespace

class PdfPageBoxesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void pages_get_their_exact_boxes();
  void something_else_is_refused_data();
  void something_else_is_refused();
};

void PdfPageBoxesTest::pages_get_their_exact_boxes() {
  if (!test::hasPoppler()) QSKIP("pdfinfo is not installed (poppler-utils)");
  // Given B5 with bleed and a page of odd size
  QTemporaryDir folder;
  const QString path = folder.filePath("boxes.pdf");
  QFile file(path);
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(pdfOf({{{182, 257}, 3}, {{100.3, 77.7}, 0}}));
  file.close();

  // When a reader opens it
  const QString info = test::outputOf("pdfinfo", {"-box", "-f", "1", "-l", "2", path});

  // Then the sizes are exact: 188 mm = 532.91 pt, 263 mm = 745.51 pt, 3 mm = 8.50 pt
  QVERIFY2(!info.contains("stderr"), qPrintable(info));
  QVERIFY2(info.contains(QRegularExpression("Page +1 size: +532.913 x 745.512 pts")), qPrintable(info));
  QVERIFY(info.contains(QRegularExpression("Page +2 size: +284.315 x 220.252 pts")));
  const QRegularExpression box("Page +1 (\\w+)Box: +(\\S+) +(\\S+) +(\\S+) +(\\S+)");
  QMap<QString, QRectF> boxes;
  for (auto matches = box.globalMatch(info); matches.hasNext();) {
    const auto match = matches.next();
    boxes[match.captured(1)] = QRectF(QPointF(match.captured(2).toDouble(), match.captured(3).toDouble()),
                                      QPointF(match.captured(4).toDouble(), match.captured(5).toDouble()));
  }
  QVERIFY(std::abs(boxes["Media"].width() - 532.91) < 0.02);
  QVERIFY(std::abs(boxes["Bleed"].height() - 745.51) < 0.02);
  QVERIFY(std::abs(boxes["Trim"].width() - 515.91) < 0.02);
  QVERIFY(std::abs(boxes["Trim"].left() - boxes["Media"].left() - 8.50) < 0.02);
}

void PdfPageBoxesTest::something_else_is_refused_data() {
  QTest::addColumn<QByteArray>("bytes");
  QTest::newRow("empty") << QByteArray();
  QTest::newRow("text") << QByteArray("hello");
  QTest::newRow("offset beyond the end") << QByteArray("%PDF\nstartxref\n99999999\n%%EOF");
  QTest::newRow("no table") << QByteArray("%PDF\nstartxref\n0\n%%EOF");
  QTest::newRow("too few pages") << pdfOf({{{100, 100}, 0}});
}

void PdfPageBoxesTest::something_else_is_refused() {
  QFETCH(QByteArray, bytes);
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::ReadOnly);
  QVERIFY_THROWS_EXCEPTION(Error, (void)ui::pageBoxUpdate(buffer, {{{100, 100}, 0}, {{100, 100}, 0}}));
}

QTEST_MAIN(PdfPageBoxesTest)
#include "pdf_page_boxes_test.moc"
