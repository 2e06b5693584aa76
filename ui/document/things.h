// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>
#include <QRectF>
#include <span>

#include "ui/document/selection.h"

/// What tools and commands do alike to the things of one page: on a draft that is only shown, and on the document.
namespace koma::ui {

/// Null when the page has no such thing.
[[nodiscard]] const manga::Panel* panelOn(const manga::Page& page, manga::PanelId id);
[[nodiscard]] manga::Panel* panelOn(manga::Page& page, manga::PanelId id);
[[nodiscard]] const manga::CharacterBox* boxOn(const manga::Page& page, const BoxRef& box);
[[nodiscard]] manga::CharacterBox* boxOn(manga::Page& page, const BoxRef& box);
[[nodiscard]] const manga::Balloon* balloonOn(const manga::Page& page, manga::BalloonId id);
[[nodiscard]] manga::Balloon* balloonOn(manga::Page& page, manga::BalloonId id);

[[nodiscard]] const manga::Region* regionOn(const manga::Page& page, const RegionRef& region);
[[nodiscard]] manga::Region* regionOn(manga::Page& page, const RegionRef& region);
/// Whether it is the cell of a split, whose place the split decides.
[[nodiscard]] bool isCell(const manga::Page& page, const RegionRef& region);

[[nodiscard]] bool exists(const manga::Page& page, const Thing& thing);
/// The page that holds it, or null.
[[nodiscard]] const manga::Page* pageOf(const manga::Project& project, const Thing& thing);
/// In mm on its page; empty when it does not exist.
[[nodiscard]] QRectF boundsOf(const manga::Page& page, const Thing& thing);
[[nodiscard]] QRectF boundsOf(const manga::Page& page, std::span<const Thing> things);
/// Whether the editor must leave it where it is.
[[nodiscard]] bool isLocked(const manga::Page& page, const Thing& thing);
[[nodiscard]] bool isHidden(const manga::Page& page, const Thing& thing);

/// The things that may be moved, each once: neither locked, nor cells of a split, nor boxes and
/// regions of a panel that is among them.
[[nodiscard]] std::vector<Thing> movable(const manga::Page& page, std::span<const Thing> things);
/// The least width and height of a thing that is no panel, mm.
inline constexpr double smallestThing = 2;
/// Of a box or region that is drawn anew, mm.
inline constexpr double smallestBox = 4;
/// Moves by mm, balloons with their tails. Locked things stay.
void translate(manga::Page& page, std::span<const Thing> things, QPointF by);
/// Maps the rectangle `from` onto `to` and everything with it; tips of tails stay. Locked things stay. Neither may be
/// empty.
void resize(manga::Page& page, std::span<const Thing> things, const QRectF& from, const QRectF& to);
/// Everything on the page as it is read: panel by panel, each followed by its regions, boxes and the balloons that lie
/// on it; then the balloons that lie on none.
[[nodiscard]] std::vector<Thing> readingOrder(const manga::Page& page, manga::ReadingDirection direction);
/// The rectangle in 0…1 of `frame`, no further out than a document may say (−8…8).
[[nodiscard]] UnitBox boxIn(const QRectF& frame, const QRectF& rect);
/// The topmost panel under a place, or null.
[[nodiscard]] const manga::Panel* panelAt(const manga::Page& page, QPointF place);

}  // namespace koma::ui
