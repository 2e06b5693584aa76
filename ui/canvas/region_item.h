// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>
#include <QPolygonF>
#include <QRectF>
#include <QString>
#include <optional>
#include <vector>

#include "ui/document/selection.h"

class QPainter;
class QTransform;

namespace koma::ui {

class Theme;

/// How a region of a panel looks on the canvas: a tint and a line in its colour, its number and the beginning of its
/// prompt on a plate. Not printed.
struct RegionLook {
  RegionRef ref;
  QRectF rect;     ///< mm on the page
  QPolygonF clip;  ///< the panel's frame, mm on the page
  QString prompt;
  friend bool operator==(const RegionLook&, const RegionLook&) = default;
};

/// The visible regions of a page, panel by panel.
[[nodiscard]] std::vector<RegionLook> regionLooks(const manga::Page& page);
/// `painter` counts in view pixels. A selected one is drawn stronger.
void paintRegion(QPainter& painter, const RegionLook& look, const QTransform& pageToView, bool selected,
                 const Theme& theme);
/// The topmost visible region of a panel under a place of the page.
[[nodiscard]] std::optional<RegionRef> regionAt(const manga::Page& page, QPointF place);

}  // namespace koma::ui
