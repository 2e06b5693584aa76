// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/overlay.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include "ui/style/theme.h"

namespace koma::ui {

QString millimetres(double length) {
  QLocale locale;
  locale.setNumberOptions(QLocale::OmitGroupSeparator);
  return QCoreApplication::translate("Overlay", "%1 mm").arg(locale.toString(length, 'f', 1));
}

void paintGuides(QPainter& painter, std::span<const SnapGuide> guides, const QTransform& pageToView,
                 const Theme& theme) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const QColor colour = theme.colours().snapLine;
  for (const SnapGuide& guide : guides) {
    const QLineF line = pageToView.map(guide.line);
    if (!guide.distance) {
      painter.setPen(QPen(colour, 1));
      painter.drawLine(line);
      continue;
    }
    painter.setPen(QPen(colour, 1.5));
    painter.drawLine(line);
    // Short bars at both ends say that this line measures.
    QLineF bar = line.normalVector();
    bar.setLength(8);
    for (const QPointF end : {line.p1(), line.p2()}) {
      const QPointF half(bar.dx() / 2, bar.dy() / 2);
      painter.drawLine(QLineF(end - half, end + half));
    }
    paintLabel(painter, millimetres(*guide.distance), line.center(), theme);
  }
  painter.restore();
}

void paintLabel(QPainter& painter, const QString& text, QPointF pixel, const Theme& theme) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const QFont font = theme.font(TextRole::caption);
  const QFontMetricsF metrics(font);
  const QSizeF size(metrics.horizontalAdvance(text) + 2 * space::small, metrics.height() + space::tight);
  const QRectF plate(pixel + QPointF(space::medium, space::medium), size);
  painter.setPen(QPen(theme.colours().line, 1));
  painter.setBrush(theme.colours().raised);
  painter.drawRoundedRect(plate, space::tight, space::tight);
  painter.setFont(font);
  painter.setPen(theme.colours().text);
  painter.drawText(plate, Qt::AlignCenter, text);
  painter.restore();
}

void paintOutline(QPainter& painter, const QPolygonF& shape, const Theme& theme, bool closed) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  for (const QPen& pen : {QPen(theme.colours().handleFill, 3.5), QPen(theme.colours().selection, 1.5)}) {
    painter.setPen(pen);
    if (closed) {
      painter.drawPolygon(shape);
    } else {
      painter.drawPolyline(shape);
    }
  }
  painter.restore();
}

}  // namespace koma::ui
