// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPainterPath>
#include <QPointF>
#include <vector>

#include "engine/manga/page.h"
#include "ui/document/selection.h"

namespace koma::ui {

/// Body and tails of a balloon in mm on its page, as it is printed.
[[nodiscard]] QPainterPath outlineOf(const manga::Balloon& balloon);

/// Everything under a place of a page, the topmost first: balloons, then character boxes, then panels. Hidden things
/// and the boxes of hidden panels are left out; locked ones are not. `reach` in mm catches thin things.
[[nodiscard]] std::vector<Thing> thingsUnder(const manga::Page& page, QPointF place, double reach, bool boxes);

/// The panels of a page in the order in which they are painted.
[[nodiscard]] std::vector<const manga::Panel*> stackedPanels(const manga::Page& page);

}  // namespace koma::ui
