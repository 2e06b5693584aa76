// SPDX-License-Identifier: Apache-2.0
#include "ui/export/pdf_page_boxes.h"

#include <QRectF>
#include <QRegularExpression>

#include "engine/base/error.h"

namespace koma::ui {
namespace {

constexpr double pointsPerMm = 72 / 25.4;

[[noreturn]] void fail() {
  throw Error(ErrorCode::internal, "the page boxes cannot be written: the PDF has an unknown structure");
}

QByteArray readAt(QIODevice& file, qint64 offset, qint64 length) {
  if (offset < 0 || !file.seek(offset)) fail();
  return file.read(length);
}

struct Table {
  qint64 at = 0;                // where the cross-reference table starts
  std::vector<qint64> objects;  // offset of each object, 0 for a free one
  QByteArray trailer;           // without /Prev, which a fresh file does not have
};

Table readTable(QIODevice& file) {
  const QByteArray tail = readAt(file, std::max<qint64>(0, file.size() - 256), 256);
  const qsizetype mark = tail.lastIndexOf("startxref");
  if (mark < 0) fail();
  Table table;
  table.at = tail.mid(mark + 9).trimmed().split('\n').first().trimmed().toLongLong();
  const QByteArray text = readAt(file, table.at, file.size() - table.at);
  const QList<QByteArray> lines = text.split('\n');
  if (lines.size() < 3 || lines[0].trimmed() != "xref") fail();
  const qsizetype count = lines[1].trimmed().split(' ').last().toLongLong();
  if (count <= 0 || lines.size() < count + 3) fail();
  for (qsizetype i = 0; i < count; ++i) {
    const QByteArray& line = lines[i + 2];
    table.objects.push_back(line.contains('n') ? line.left(10).toLongLong() : 0);
  }
  const qsizetype open = text.indexOf("<<", text.indexOf("trailer"));
  const qsizetype close = text.lastIndexOf(">>");
  if (open < 0 || close < open) fail();
  table.trailer = text.mid(open + 2, close - open - 2).trimmed();
  return table;
}

QByteArray number(double value) {
  return QByteArray::number(value, 'f', 4);
}

QByteArray box(const char* name, const QRectF& rect) {
  return QByteArray("/") + name + " [" + number(rect.left()) + " " + number(rect.top()) + " " + number(rect.right()) +
         " " + number(rect.bottom()) + "]\n";
}

/// The page object's text with exact boxes; `height` is what Qt rounded the page to.
QByteArray withBoxes(const QByteArray& object, const PdfPage& page) {
  static const QRegularExpression old(QStringLiteral("/MediaBox \\[\\S+ \\S+ \\S+ (\\S+)\\]\\n"));
  const QRegularExpressionMatch match = old.match(QString::fromLatin1(object));
  if (!match.hasMatch()) fail();
  const double height = match.captured(1).toDouble();
  const QSizeF media = page.media() * pointsPerMm;
  const QRectF all(0, height - media.height(), media.width(), media.height());
  const double bleed = page.bleed * pointsPerMm;
  QByteArray result = object;
  result.replace(match.captured(0).toLatin1(), box("MediaBox", all) + box("BleedBox", all) +
                                                   box("TrimBox", all.adjusted(bleed, bleed, -bleed, -bleed)));
  return result;
}

}  // namespace

QByteArray pageBoxUpdate(QIODevice& pdf, const std::vector<PdfPage>& pages) {
  const Table table = readTable(pdf);
  QByteArray update = "\n";
  QByteArray references;
  std::size_t found = 0;
  for (std::size_t id = 0; id < table.objects.size(); ++id) {
    if (table.objects[id] == 0) continue;
    // A page object is a short dictionary; a longer one is none of ours.
    QByteArray object = readAt(pdf, table.objects[id], 4096);
    const qsizetype end = object.indexOf("endobj");
    if (end < 0) continue;
    object.truncate(end + 7);
    if (!object.contains("/Type /Page\n")) continue;
    if (found == pages.size()) fail();
    const QByteArray offset = QByteArray::number(pdf.size() + update.size()).rightJustified(10, '0');
    references += QByteArray::number(static_cast<qulonglong>(id)) + " 1\n" + offset + " 00000 n \n";
    update += withBoxes(object, pages[found++]);
  }
  if (found != pages.size()) fail();
  const QByteArray start = QByteArray::number(pdf.size() + update.size());
  update += "xref\n" + references + "trailer\n<<\n" + table.trailer + "\n/Prev " + QByteArray::number(table.at) +
            "\n>>\nstartxref\n" + start + "\n%%EOF\n";
  return update;
}

}  // namespace koma::ui
