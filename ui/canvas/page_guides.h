// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRectF>
#include <QTransform>

#include "engine/manga/page.h"

class QPainter;

namespace koma::ui {

class Theme;

/// Bleed, trim, inner frame and safe lines of a sheet, each with a dash of its own. `shown` is what of the sheet is
/// seen beside a neighbour; `painter` counts in view pixels.
void paintGuides(QPainter& painter, const manga::Paper& paper, const QRectF& shown, const QTransform& pageToView,
                 const Theme& theme);

}  // namespace koma::ui
