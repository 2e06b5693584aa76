// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/paper_preview.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include "ui/document/qt_values.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

struct PaperWords {
  const char* id;
  const char* name;
  const char* purpose;
};

constexpr PaperWords words[] = {
    {"doujin-b5", QT_TRANSLATE_NOOP("Paper", "Doujin B5"),
     QT_TRANSLATE_NOOP("Paper", "The usual size of self-published books.")},
    {"doujin-a5", QT_TRANSLATE_NOOP("Paper", "Doujin A5"),
     QT_TRANSLATE_NOOP("Paper", "A smaller book that fits every shelf.")},
    {"commercial-b4", QT_TRANSLATE_NOOP("Paper", "Commercial B4 manuscript"),
     QT_TRANSLATE_NOOP("Paper", "What magazines ask for; printed at about 82 % of its size.")},
    {"submission-b4", QT_TRANSLATE_NOOP("Paper", "Submission sheet B4"),
     QT_TRANSLATE_NOOP("Paper", "The classic sheet for contests and editors.")},
    {"a4", QT_TRANSLATE_NOOP("Paper", "A4"), QT_TRANSLATE_NOOP("Paper", "For printers at home and in the office.")},
};

QString paperWords(const char* text) {
  return QCoreApplication::translate("Paper", text);
}

QPen dashed(const QColor& colour) {
  QPen pen(colour, 1);
  pen.setCosmetic(true);
  pen.setDashPattern({3, 2});
  return pen;
}

/// The smallest room that names, measures and a sheet need beside each other.
constexpr int measureRoom = 26;

}  // namespace

QString paperName(const std::string& preset) {
  for (const PaperWords& paper : words)
    if (preset == paper.id) return paperWords(paper.name);
  return {};
}

QString paperPurpose(const std::string& preset) {
  for (const PaperWords& paper : words)
    if (preset == paper.id) return paperWords(paper.purpose);
  return {};
}

QString sizeText(const manga::Size& size) {
  const auto number = [](double mm) {
    return QLocale().toString(mm, 'f', std::abs(mm - std::round(mm)) < 0.005 ? 0 : 2);
  };
  //: Width and height of a sheet.
  return QCoreApplication::translate("Paper", "%1 × %2 mm").arg(number(size.width), number(size.height));
}

void paintPaper(QPainter& painter, const manga::Paper& paper, const QPointF& origin, double scale, const Theme& theme) {
  const Colours& colours = theme.colours();
  const double bleed = paper.bleed * scale;
  const QRectF trim(origin + QPointF(bleed, bleed), QSizeF(paper.trim.width * scale, paper.trim.height * scale));
  const QRectF sheet = trim.adjusted(-bleed, -bleed, bleed, bleed);
  painter.save();
  painter.setPen(Qt::NoPen);
  QColor shadow = colours.paperShadow;
  shadow.setAlphaF(shadow.alphaF() / 4);
  for (int step = 1; step <= 3; ++step) {
    painter.setBrush(shadow);
    painter.drawRoundedRect(sheet.adjusted(-step * 0.5, 0, step * 0.5, step), 1.5, 1.5);
  }
  painter.setBrush(QColor(0xf3, 0xee, 0xe4));
  painter.drawRect(sheet);
  painter.setBrush(Qt::white);
  painter.setPen(QPen(colours.trimLine, 1));
  painter.drawRect(trim);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(dashed(colours.bleedLine));
  painter.drawRect(sheet);
  const QRectF inner = toQt(paper.inner_frame);
  painter.setPen(dashed(colours.innerLine));
  painter.drawRect(QRectF(trim.topLeft() + inner.topLeft() * scale, inner.size() * scale));
  painter.restore();
}

PaperPreview::PaperPreview(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PaperPreview::setPaper(const manga::Paper& paper) {
  paper_ = paper;
  setAccessibleName(sizeText(paper.trim));
  update();
}

QSize PaperPreview::sizeHint() const {
  return {320, 300};
}

QSize PaperPreview::minimumSizeHint() const {
  return {240, 200};
}

void PaperPreview::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(theme_.font(TextRole::caption));
  const QFontMetrics metrics(painter.font());
  const int legendWidth = std::max({metrics.horizontalAdvance(tr("Bleed, %1 mm").arg(88)),
                                    metrics.horizontalAdvance(tr("Trim")), metrics.horizontalAdvance(tr("Inner frame")),
                                    metrics.horizontalAdvance(tr("Safe margin, %1 mm").arg(88))}) +
                          36;
  const QSizeF room(std::max(60, width() - legendWidth - measureRoom - space::large), height() - measureRoom - 4);
  const QSizeF sheet(paper_.trim.width + 2 * paper_.bleed, paper_.trim.height + 2 * paper_.bleed);
  if (sheet.width() <= 0 || sheet.height() <= 0) return;
  const double scale = std::min(room.width() / sheet.width(), room.height() / sheet.height());
  const QPointF origin(2, 2);
  paintPaper(painter, paper_, origin, scale, theme_);
  const double bleed = paper_.bleed * scale;
  const QRectF trim(origin + QPointF(bleed, bleed), QSizeF(paper_.trim.width, paper_.trim.height) * scale);
  const double safe = paper_.safe_margin * scale;
  painter.setPen(dashed(theme_.colours().safeLine));
  painter.drawRect(trim.adjusted(safe, safe, -safe, -safe));
  paintMeasures(painter, trim);
  const double left = trim.right() + bleed + measureRoom + space::medium;
  paintLegend(painter, QRectF(left, trim.top(), width() - left, trim.height()));
}

void PaperPreview::paintMeasures(QPainter& painter, const QRectF& trim) const {
  const QLocale locale;
  const auto text = [&](double mm) { return tr("%1 mm").arg(locale.toString(mm, 'g', 6)); };
  painter.setPen(theme_.colours().quietText);
  const double below = trim.bottom() + paper_.bleed * trim.width() / paper_.trim.width + 7;
  painter.drawLine(QPointF(trim.left(), below), QPointF(trim.right(), below));
  painter.drawLine(QPointF(trim.left(), below - 3), QPointF(trim.left(), below + 3));
  painter.drawLine(QPointF(trim.right(), below - 3), QPointF(trim.right(), below + 3));
  painter.drawText(QRectF(trim.left() - 20, below + 2, trim.width() + 40, 18), Qt::AlignCenter,
                   text(paper_.trim.width));
  const double beside = trim.right() + (below - trim.bottom());
  painter.drawLine(QPointF(beside, trim.top()), QPointF(beside, trim.bottom()));
  painter.drawLine(QPointF(beside - 3, trim.top()), QPointF(beside + 3, trim.top()));
  painter.drawLine(QPointF(beside - 3, trim.bottom()), QPointF(beside + 3, trim.bottom()));
  painter.save();
  painter.translate(beside + 11, trim.center().y());
  painter.rotate(90);
  painter.drawText(QRectF(-60, -9, 120, 18), Qt::AlignCenter, text(paper_.trim.height));
  painter.restore();
}

void PaperPreview::paintLegend(QPainter& painter, const QRectF& area) const {
  const Colours& colours = theme_.colours();
  const QLocale locale;
  struct Row {
    QPen pen;
    QString text;
  };
  const Row rows[] = {
      {dashed(colours.bleedLine), tr("Bleed, %1 mm").arg(locale.toString(paper_.bleed, 'g', 4))},
      {QPen(colours.trimLine, 1), tr("Trim")},
      {dashed(colours.safeLine), tr("Safe margin, %1 mm").arg(locale.toString(paper_.safe_margin, 'g', 4))},
      {dashed(colours.innerLine), tr("Inner frame")}};
  double y = area.top();
  for (Row row : rows) {
    row.pen.setWidthF(1.5);
    painter.setPen(row.pen);
    painter.drawLine(QPointF(area.left(), y + 9), QPointF(area.left() + 18, y + 9));
    painter.setPen(colours.quietText);
    painter.drawText(QRectF(area.left() + 26, y, area.width() - 26, 18), Qt::AlignVCenter | Qt::AlignLeft, row.text);
    y += 22;
  }
}

}  // namespace koma::ui
