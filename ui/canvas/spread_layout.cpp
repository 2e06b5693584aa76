// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/spread_layout.h"

#include <algorithm>

namespace koma::ui {
namespace {

PlacedPage placedAt(const manga::Page& page, bool left) {
  return {page.id, QPointF(left ? -page.paper.trim.width : 0, 0), sheetOf(page.paper)};
}

}  // namespace

QRectF sheetOf(const manga::Paper& paper) {
  return QRectF(0, 0, paper.trim.width, paper.trim.height)
      .adjusted(-paper.bleed, -paper.bleed, paper.bleed, paper.bleed);
}

std::vector<PlacedPage> placedPages(const manga::Project& project, manga::PageId current, bool spread) {
  const auto& pages = project.pages;
  const auto found = std::ranges::find(pages, current, &manga::Page::id);
  if (found == pages.end()) return {};
  if (!spread) return {placedAt(*found, false)};

  const std::size_t index = std::size_t(found - pages.begin());
  const bool rightToLeft = project.direction == manga::ReadingDirection::right_to_left;
  if (index == 0) return {placedAt(*found, rightToLeft)};
  const std::size_t first = index % 2 == 1 ? index : index - 1;
  if (first + 1 >= pages.size()) return {placedAt(pages[first], !rightToLeft)};

  PlacedPage left = placedAt(pages[rightToLeft ? first + 1 : first], true);
  PlacedPage right = placedAt(pages[rightToLeft ? first : first + 1], false);
  left.paper.setRight(-left.origin.x());
  right.paper.setLeft(0);
  return {left, right};
}

}  // namespace koma::ui
