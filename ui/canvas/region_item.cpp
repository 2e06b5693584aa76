// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/region_item.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QTransform>

#include "engine/manga/panel_regions.h"
#include "ui/canvas/hit_test.h"
#include "ui/document/qt_values.h"
#include "ui/document/things.h"
#include "ui/style/region_colours.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int longestPrompt = 220;  // view pixels

/// Where a plate of this size is seen whole: as far left as a slanted frame leaves room for it.
QRectF plateIn(const QPolygonF& seen, QSizeF size) {
  const QRectF reach = seen.boundingRect();
  QRectF plate(reach.topLeft() + QPointF(space::tight, space::tight), size);
  const auto inside = [&] {
    return seen.containsPoint(plate.topLeft(), Qt::OddEvenFill) &&
           seen.containsPoint(plate.bottomLeft(), Qt::OddEvenFill);
  };
  while (!inside() && plate.right() + space::tight < reach.right()) plate.translate(space::hair, 0);
  return plate;
}

void paintPlate(QPainter& painter, const RegionLook& look, const QPolygonF& seen, const Theme& theme) {
  const QRectF reach = seen.boundingRect();
  const QFont font = theme.font(TextRole::caption);
  const QFontMetrics metrics(font);
  const int height = metrics.height() + space::tight;
  const int room = std::min(longestPrompt, int(reach.width()) - 4 * space::tight);
  const QString number = QString::number(look.ref.index + 1);
  if (room < metrics.horizontalAdvance(number) + space::small || reach.height() < height + 2 * space::tight) return;
  const QString prompt =
      look.prompt.isEmpty() ? QCoreApplication::translate("RegionItem", "no words yet") : look.prompt;
  const QString text =
      metrics.elidedText(number + QStringLiteral("  ") + prompt, Qt::ElideRight, room - 2 * space::tight);
  const QRectF plate = plateIn(seen, QSizeF(metrics.horizontalAdvance(text) + 2 * space::tight, height));
  const QColor colour = regionColour(look.ref.index);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  painter.drawRoundedRect(plate, space::hair, space::hair);
  painter.setFont(font);
  painter.setPen(wordsOn(colour));
  painter.drawText(plate, Qt::AlignCenter, text);
}

}  // namespace

std::vector<RegionLook> regionLooks(const manga::Page& page) {
  std::vector<RegionLook> looks;
  for (const manga::Panel* panel : stackedPanels(page)) {
    const std::vector<UnitBox> boxes = manga::region_boxes(*panel);
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      const manga::Region& region = panel->regions[i];
      if (region.hidden) continue;
      looks.push_back(
          {{panel->id, i}, placed(boxes[i], boundsOf(*panel)), toQt(panel->frame), toQt(region.prompt).simplified()});
    }
  }
  return looks;
}

void paintRegion(QPainter& painter, const RegionLook& look, const QTransform& pageToView, bool selected,
                 const Theme& theme) {
  const QPolygonF corners = pageToView.map(QPolygonF(look.rect));
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  QPainterPath frame;
  frame.addPolygon(pageToView.map(look.clip));
  painter.setClipPath(frame, Qt::IntersectClip);
  QColor tint = regionColour(look.ref.index);
  tint.setAlphaF(selected ? 0.22F : 0.10F);
  painter.setBrush(tint);
  painter.setPen(QPen(QColor(255, 255, 255, 160), selected ? 5 : 3));
  painter.drawPolygon(corners);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(regionColour(look.ref.index), selected ? 3 : 1.5, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
  painter.drawPolygon(corners);
  paintPlate(painter, look, corners.intersected(pageToView.map(look.clip)), theme);
  painter.restore();
}

std::optional<RegionRef> regionAt(const manga::Page& page, QPointF place) {
  const manga::Panel* panel = panelAt(page, place);
  if (!panel) return {};
  const std::vector<UnitBox> boxes = manga::region_boxes(*panel);
  for (std::size_t i = boxes.size(); i-- > 0;) {
    if (!panel->regions[i].hidden && placed(boxes[i], boundsOf(*panel)).contains(place)) return RegionRef{panel->id, i};
  }
  return {};
}

}  // namespace koma::ui
