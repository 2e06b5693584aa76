// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/region_tool.h"

#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/canvas/canvas_host.h"
#include "ui/canvas/overlay.h"
#include "ui/canvas/region_edges.h"
#include "ui/canvas/region_item.h"
#include "ui/document/qt_values.h"
#include "ui/document/region_commands.h"
#include "ui/document/things.h"
#include "ui/style/region_colours.h"

namespace koma::ui {
namespace {

constexpr double edgeReach = 6;  // pixels
constexpr std::array allEdges = {Qt::LeftEdge, Qt::TopEdge, Qt::RightEdge, Qt::BottomEdge};

}  // namespace

void RegionTool::deactivate() {
  hovered_.reset();
  PageTool::deactivate();
}

/// The nearest edge of a region, or two where they meet, of the panel under the pointer; what is selected comes first.
std::optional<RegionTool::Grab> RegionTool::grabAt(const CanvasPointer& pointer) const {
  const manga::Page* on = currentPage();
  if (!on || pointer.page != on->id) return {};
  const manga::Panel* panel = panelAt(*on, pointer.place);
  if (!panel) panel = panelOn(*on, host_.selection().panel());
  if (!panel) return {};
  const std::vector<UnitBox> boxes = manga::region_boxes(*panel);
  const double reach = edgeReach / host_.pixelsPerMm();
  std::optional<Grab> found;
  for (std::size_t i = boxes.size(); i-- > 0;) {
    const manga::Region& region = panel->regions[i];
    const QRectF rect = placed(boxes[i], boundsOf(*panel));
    if (region.hidden || region.locked || !rect.adjusted(-reach, -reach, reach, reach).contains(pointer.place))
      continue;
    Grab grab{{panel->id, i}, {}};
    for (const Qt::Edge edge : allEdges) {
      const double line = edge == Qt::LeftEdge    ? rect.left()
                          : edge == Qt::TopEdge   ? rect.top()
                          : edge == Qt::RightEdge ? rect.right()
                                                  : rect.bottom();
      if (std::abs((isAcross(edge) ? pointer.place.x() : pointer.place.y()) - line) > reach) continue;
      // The panel's own border divides nothing.
      const bool border = placeOf(boxes[i], edge) <= 0.001 || placeOf(boxes[i], edge) >= 0.999;
      if (!border || !manga::split_rows(*panel)) grab.edges |= edge;
    }
    if (!grab.edges) continue;
    if (host_.selection().contains(Thing(grab.region))) return grab;
    if (!found) found = grab;
  }
  return found;
}

void RegionTool::begin() {
  rect_ = {};
  grip_ = Grip::box;
  const manga::Page* on = page();
  if (!on) return;
  if (const auto grab = grabAt(pressed())) {
    grip_ = Grip::edges;
    grab_ = *grab;
    return;
  }
  const RegionRef* chosen = host_.selection().region();
  const auto under = pressed().page ? regionAt(*on, pressed().place) : std::nullopt;
  if (!chosen || under != *chosen || isCell(*on, *chosen) || isLocked(*on, *chosen)) return;
  grip_ = Grip::region;
  grab_ = {*chosen, {}};
}

std::vector<UnitBox> RegionTool::draggedBoxes() const {
  const manga::Panel* panel = panelOn(*page(), grab_.region.panel);
  if (!panel) return {};
  std::vector<UnitBox> boxes = manga::region_boxes(*panel);
  if (grab_.region.index >= boxes.size()) return boxes;
  const QRectF frame = boundsOf(*panel);
  const QPointF by = here() - start();
  if (grip_ == Grip::region) {
    boxes[grab_.region.index] = boxIn(frame, placed(boxes[grab_.region.index], frame).translated(by));
    return boxes;
  }
  for (const Qt::Edge edge : allEdges) {
    if (!grab_.edges.testFlag(edge)) continue;
    const double moved = isAcross(edge) ? by.x() / frame.width() : by.y() / frame.height();
    const double to = placeOf(boxes[grab_.region.index], edge) + moved;
    boxes = withEdgeAt(std::move(boxes), {grab_.region.index, edge}, to, !held(Qt::ControlModifier));
  }
  return boxes;
}

void RegionTool::showBoxes() {
  manga::Page copy = *page();
  if (manga::Panel* panel = panelOn(copy, grab_.region.panel)) manga::place_regions(*panel, draggedBoxes());
  host_.showDraft(copy);
}

void RegionTool::drag() {
  if (grip_ == Grip::box) {
    rect_ = spanned();
  } else {
    showBoxes();
  }
}

void RegionTool::finish() {
  if (!page()) return;
  if (grip_ == Grip::box) return finishBox();
  placeRegions(host_.document(), grab_.region.panel, draggedBoxes());
  host_.selection().select(grab_.region);
}

void RegionTool::finishBox() {
  const QRectF rect = std::exchange(rect_, {});
  const manga::Panel* panel = panelAt(*page(), rect.center());
  if (!panel) panel = panelAt(*page(), start());
  if (!panel) return say(tr("Draw the region inside a panel."));
  const QRectF inside = rect & boundsOf(*panel);
  if (std::min(inside.width(), inside.height()) < smallestBox) return say(tr("Draw the region larger."));
  host_.selection().select(addRegion(host_.document(), panel->id, boxIn(boundsOf(*panel), inside)));
}

void RegionTool::click(const CanvasPointer& pointer) {
  const manga::Page* on = page();
  if (!on || !pointer.page) return host_.selection().clear();
  if (const auto region = regionAt(*on, pointer.place)) return host_.selection().select(*region);
  const manga::Panel* panel = panelAt(*on, pointer.place);
  if (!panel) return host_.selection().clear();
  host_.selection().select(panel->id);
}

void RegionTool::doubleClick(const CanvasPointer& pointer) {
  cancel();
  const manga::Page* on = currentPage();
  const auto region = on && pointer.page == on->id ? regionAt(*on, pointer.place) : std::nullopt;
  if (!region) return;
  host_.selection().select(*region);
  emit promptWanted(*region);
}

bool RegionTool::insert(QKeyEvent&) {
  if (const RegionRef* chosen = host_.selection().region()) {
    emit promptWanted(RegionRef(*chosen));
    return true;
  }
  const manga::Panel* panel = manga::find_panel(host_.document().project(), host_.selection().panel());
  if (!panel) {
    say(tr("Select a panel first: the region goes into it."));
    return true;
  }
  constexpr UnitBox middle{0.25F, 0.25F, 0.75F, 0.75F};
  host_.selection().select(addRegion(host_.document(), panel->id, middle));
  return true;
}

void RegionTool::abandon() {
  rect_ = {};
}

void RegionTool::hover(const CanvasPointer& pointer) {
  const auto grab = grabAt(pointer);
  if (grab == hovered_) return;
  hovered_ = grab;
  emit cursorChanged();
  emit hintChanged();
}

QCursor RegionTool::cursor() const {
  const manga::Page* on = currentPage();
  if (!hovered_ || !on) return Qt::CrossCursor;
  return cursorOf({Handle::Kind::bounds, hovered_->edges, 0, {}}, host_.pageToView(on->id));
}

QString RegionTool::hint() const {
  if (dragging() && grip_ == Grip::edges) return tr("Neighbours go along, Ctrl detaches. Esc puts everything back.");
  if (dragging()) return tr("Space moves the region, Esc puts nothing.");
  if (hovered_) return tr("Drag the line between regions. Ctrl detaches it from its neighbours.");
  if (const RegionRef* chosen = host_.selection().region()) {
    const manga::Page* on = currentPage();
    if (on && isCell(*on, *chosen)) {
      return tr("Enter writes its prompt, Ctrl+Alt+C and Ctrl+Alt+R divide it, Alt+arrows move its line.");
    }
    return tr("Enter writes its prompt, arrows nudge it, Alt+arrows change its size. Drag beside it for another.");
  }
  return tr("Drag a region in a panel; each has a prompt of its own. Ctrl+Alt+C divides a panel in columns.");
}

void RegionTool::paintOverlay(QPainter& painter) const {
  if (const manga::Page* on = currentPage()) {
    const QTransform toView = host_.pageToView(on->id);
    if (!rect_.isEmpty()) paintOutline(painter, toView.map(QPolygonF(rect_)), host_.theme());
    const RegionRef* chosen = host_.selection().region();
    const bool free = chosen && !isCell(*on, *chosen) && !isLocked(*on, *chosen) && !isHidden(*on, *chosen);
    if (free && !dragging()) paintHandles(painter, handlesOf(boundsOf(*on, Thing(*chosen))), toView, host_.theme());
  }
  PageTool::paintOverlay(painter);
}

}  // namespace koma::ui
