// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLineF>
#include <QPolygonF>
#include <QString>
#include <span>

#include "ui/canvas/snap.h"

class QPainter;

/// What tools paint above the page, in view pixels.
namespace koma::ui {

class Theme;

/// "7.5 mm" in the reader's way of writing numbers.
[[nodiscard]] QString millimetres(double length);
void paintGuides(QPainter& painter, std::span<const SnapGuide> guides, const QTransform& pageToView,
                 const Theme& theme);
/// A few words on a small plate, right below a place.
void paintLabel(QPainter& painter, const QString& text, QPointF pixel, const Theme& theme);
/// An unfinished shape: a line that is seen on white, grey and black.
void paintOutline(QPainter& painter, const QPolygonF& shape, const Theme& theme, bool closed = true);

}  // namespace koma::ui
