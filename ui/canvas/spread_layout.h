// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>
#include <QRectF>
#include <vector>

#include "engine/manga/project.h"

namespace koma::ui {

/// A page on the desk. The binding of a spread is the desk's line x = 0.
struct PlacedPage {
  manga::PageId id;
  QPointF origin;  ///< of its trim box, mm on the desk
  QRectF paper;    ///< what of it is shown, mm on the page: trim and bleed, but no bleed towards a neighbour
  friend bool operator==(const PlacedPage&, const PlacedPage&) = default;
};

/// The pages that are seen with `current`: it alone, or its spread from left to right. Bound on the right, page 1 is a
/// left page by itself, then 2 lies right and 3 left of the binding; bound on the left, the other way round. Empty when
/// there is no such page.
[[nodiscard]] std::vector<PlacedPage> placedPages(const manga::Project& project, manga::PageId current, bool spread);

/// Trim and bleed, mm on the page.
[[nodiscard]] QRectF sheetOf(const manga::Paper& paper);

}  // namespace koma::ui
