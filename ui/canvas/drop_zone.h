// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QPolygonF>
#include <QString>
#include <QUrl>
#include <optional>

#include "engine/manga/project.h"
#include "ui/document/selection.h"

class QMimeData;
class QPainter;

namespace koma::ui {

class Theme;

/// What somebody drags over the canvas. Only values: it may be a drag from another program.
struct DraggedThings {
  manga::CharacterId character;  ///< zero: no card
  QList<QUrl> files;             ///< local ones only

  [[nodiscard]] static DraggedThings from(const QMimeData& data);
  [[nodiscard]] bool any() const { return character || !files.isEmpty(); }
};

/// Where it would land if it were let go now, shown before it is.
struct DropZone {
  manga::PageId page;
  Thing thing;
  QPointF place;   ///< mm on the page
  QPolygonF area;  ///< mm on the page
  QString text;    ///< what would happen
};

/// The zone for a place of a page with these things under it, the topmost first. Nothing when it cannot land there.
[[nodiscard]] std::optional<DropZone> zoneFor(const DraggedThings& dragged, const manga::Project& project,
                                              const manga::Page& page, QPointF place, const std::vector<Thing>& things);

/// `painter` counts in view pixels.
void paintZone(QPainter& painter, const DropZone& zone, const QTransform& pageToView, const Theme& theme);

}  // namespace koma::ui
