// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>
#include <span>
#include <vector>

#include "engine/manga/page.h"
#include "engine/manga/panel_layout.h"

namespace koma::ui {

/// The edge of a panel's frame from its point `index` to the next.
struct FrameEdge {
  manga::PanelId panel;
  std::size_t index = 0;
  friend auto operator<=>(const FrameEdge&, const FrameEdge&) = default;
};

/// The edges that keep a gutter together with this one, itself included: those that face it, those that face these,
/// and so on. Locked and hidden panels take no part.
[[nodiscard]] std::vector<FrameEdge> sharedEdges(const manga::Page& page, const FrameEdge& edge,
                                                 const manga::Gutters& gutters);
/// The edge of an upright rectangular frame on that side, or of a polygon the one that lies along it; −1 when none.
[[nodiscard]] int edgeOn(const manga::Panel& panel, Qt::Edge side);
/// Moves edges by mm; points that they share move once.
void moveEdges(manga::Page& page, std::span<const FrameEdge> edges, QPointF by);
/// How far the edge moves when it is dragged `by`: along its neighbours where these are parallel, else at right angles.
[[nodiscard]] QPointF edgeStep(const manga::Panel& panel, std::size_t index, QPointF by);
/// Whether the frame is an upright rectangle.
[[nodiscard]] bool isUpright(const manga::Polygon& frame);
/// Whether a panel of that frame can be worked with: no side of its bounds below the smallest, no crossing edges.
[[nodiscard]] bool isUsable(const manga::Polygon& frame);

}  // namespace koma::ui
