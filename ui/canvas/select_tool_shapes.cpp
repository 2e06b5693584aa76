// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "ui/canvas/canvas_host.h"
#include "ui/canvas/select_tool.h"
#include "ui/canvas/shared_edges.h"
#include "ui/document/document.h"
#include "ui/document/qt_values.h"
#include "ui/document/things.h"

namespace koma::ui {

void SelectTool::dragHandle() {
  Change change;
  switch (handle_.kind) {
    case Handle::Kind::bounds:
      change = resizing();
      break;
    case Handle::Kind::edge:
      change = edging();
      break;
    case Handle::Kind::corner:
      change = cornering();
      break;
    case Handle::Kind::tail:
      change = tailing();
      break;
  }
  show(std::move(change));
}

SelectTool::Change SelectTool::resizing() {
  const manga::Page& on = *page();
  const auto things = movable(on, host_.selection().things());
  const bool panels = std::ranges::any_of(things, [](const Thing& thing) { return thing.index() == 0; });
  const QRectF from = boundsOf(on, things);
  const EdgeDrag how{handle_.edges, held(Qt::ShiftModifier), held(Qt::AltModifier),
                     panels ? manga::smallest_panel : smallestThing};
  QRectF to = dragged(from, here() - start(), how);
  if (const auto snap = snapper(things); snap && !how.proportional) {
    to = dragged(from, here() - start() + follow(snap->edges(to, handle_.edges)), how);
  }
  // One edge of one panel: the neighbours that keep a gutter with it go along. Ctrl detaches.
  const auto* id = things.size() == 1 ? std::get_if<manga::PanelId>(&things[0]) : nullptr;
  const bool oneEdge = handle_.edges == Qt::LeftEdge || handle_.edges == Qt::RightEdge ||
                       handle_.edges == Qt::TopEdge || handle_.edges == Qt::BottomEdge;
  if (id && oneEdge && !how.proportional && !how.fromCentre && !held(Qt::ControlModifier)) {
    const int edge = edgeOn(*panelOn(on, *id), Qt::Edge(handle_.edges.toInt()));
    const QPointF by(handle_.edges & Qt::LeftEdge ? to.left() - from.left() : to.right() - from.right(),
                     handle_.edges & Qt::TopEdge ? to.top() - from.top() : to.bottom() - from.bottom());
    const auto edges = sharedEdges(on, {*id, std::size_t(edge)}, host_.options().gutters);
    return [edges, by](manga::Page& page) { moveEdges(page, edges, by); };
  }
  return [things, from, to](manga::Page& page) { resize(page, things, from, to); };
}

SelectTool::Change SelectTool::edging() {
  const manga::Page& on = *page();
  const auto id = std::get<manga::PanelId>(movable(on, host_.selection().things()).front());
  const FrameEdge edge{id, handle_.index};
  const QPointF by = edgeStep(*panelOn(on, id), edge.index, here() - start());
  const auto edges = held(Qt::ControlModifier) ? std::vector{edge} : sharedEdges(on, edge, host_.options().gutters);
  return [edges, by](manga::Page& page) { moveEdges(page, edges, by); };
}

SelectTool::Change SelectTool::cornering() {
  const manga::Page& on = *page();
  const auto id = std::get<manga::PanelId>(movable(on, host_.selection().things()).front());
  QPointF to = handle_.place + here() - start();
  if (const auto snap = snapper({id})) to += follow(snap->point(to));
  return [id, index = handle_.index, to](manga::Page& page) { panelOn(page, id)->frame[index] = fromQt(to); };
}

SelectTool::Change SelectTool::tailing() {
  const auto id = std::get<manga::BalloonId>(movable(*page(), host_.selection().things()).front());
  const manga::Point to = fromQt(handle_.place + here() - start());
  return [id, index = handle_.index, to](manga::Page& page) { balloonOn(page, id)->tails[index].tip = to; };
}

}  // namespace koma::ui
