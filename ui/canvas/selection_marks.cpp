// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/selection_marks.h"

#include <QPainter>
#include <QPainterPath>

#include "ui/canvas/page_item.h"
#include "ui/document/qt_values.h"
#include "ui/document/selection.h"
#include "ui/style/theme.h"

namespace koma::ui {

void paintSelection(QPainter& painter, PageItem& page, const Selection& selection, const QTransform& pageToView,
                    const Theme& theme) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme.colours().selection, 2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
  for (const Thing& thing : selection.things()) {
    if (const auto* id = std::get_if<manga::PanelId>(&thing)) {
      if (const PanelItem* panel = page.panel(*id)) painter.drawPolygon(pageToView.map(toQt(panel->frame())));
    } else if (const auto* id = std::get_if<manga::BalloonId>(&thing)) {
      if (const BalloonItem* balloon = page.balloon(*id)) painter.drawPath(pageToView.map(balloon->outline()));
    }
  }
  painter.restore();
}

}  // namespace koma::ui
