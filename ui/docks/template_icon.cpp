// SPDX-License-Identifier: Apache-2.0
#include "ui/docks/template_icon.h"

#include <QPainter>

#include "ui/document/qt_values.h"
#include "ui/style/theme.h"

namespace koma::ui {

QIcon templateIcon(const manga::PageTemplate& pageTemplate, bool rightToLeft, const Theme& theme) {
  constexpr double scale = 3;  // sharp on every screen
  const manga::Rect page{3, 1, space::icon - 6.0, space::icon - 2.0};
  QPixmap pixmap(int(space::icon * scale), int(space::icon * scale));
  pixmap.setDevicePixelRatio(scale);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme.colours().text, 1));
  const auto direction = rightToLeft ? manga::ReadingDirection::right_to_left : manga::ReadingDirection::left_to_right;
  // Frames of a page ten times as large: those of an icon would be below the smallest panel.
  const double large = 10;
  const manga::Rect area{page.left * large, page.top * large, page.width * large, page.height * large};
  painter.scale(1 / large, 1 / large);
  painter.setPen(QPen(theme.colours().text, large));
  for (const auto& frame : manga::frames_of(pageTemplate.id, area, {2 * large, 2 * large}, direction)) {
    painter.drawPolygon(toQt(frame));
  }
  return QIcon(pixmap);
}

}  // namespace koma::ui
