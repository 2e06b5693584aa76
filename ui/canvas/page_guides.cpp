// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/page_guides.h"

#include <QPainter>

#include "ui/document/qt_values.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

void paintLine(QPainter& painter, const QRectF& rect, const QTransform& pageToView, const QColor& colour,
               Qt::PenStyle dash) {
  if (rect.isEmpty()) return;
  QPen pen(colour, 0, dash);
  pen.setCosmetic(true);
  painter.setPen(pen);
  painter.drawPolygon(pageToView.map(QPolygonF(rect)));
}

}  // namespace

void paintGuides(QPainter& painter, const manga::Paper& paper, const QRectF& shown, const QTransform& pageToView,
                 const Theme& theme) {
  const Colours& colours = theme.colours();
  const QRectF trim(0, 0, paper.trim.width, paper.trim.height);
  const double safe = paper.safe_margin;
  painter.save();
  painter.setBrush(Qt::NoBrush);
  painter.setRenderHint(QPainter::Antialiasing, pageToView.type() > QTransform::TxScale);
  if (paper.bleed > 0) paintLine(painter, shown, pageToView, colours.bleedLine, Qt::DashLine);
  paintLine(painter, toQt(paper.inner_frame), pageToView, colours.innerLine, Qt::DashDotLine);
  if (safe > 0) paintLine(painter, trim.adjusted(safe, safe, -safe, -safe), pageToView, colours.safeLine, Qt::DotLine);
  paintLine(painter, trim, pageToView, colours.trimLine, Qt::SolidLine);
  painter.restore();
}

}  // namespace koma::ui
