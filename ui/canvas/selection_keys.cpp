// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/selection_keys.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <algorithm>

#include "engine/manga/panel_layout.h"
#include "ui/canvas/canvas_host.h"
#include "ui/canvas/region_edges.h"
#include "ui/document/document.h"
#include "ui/document/qt_values.h"
#include "ui/document/region_commands.h"
#include "ui/document/thing_commands.h"
#include "ui/document/things.h"

namespace koma::ui {
namespace {

constexpr double nudge = 0.1, longNudge = 1;  // mm

const manga::Page* pageOf(CanvasHost& host) {
  return manga::find_page(std::as_const(host.document()).project(), host.selection().page());
}

QPointF directionOf(int key) {
  switch (key) {
    case Qt::Key_Left:
      return {-1, 0};
    case Qt::Key_Right:
      return {1, 0};
    case Qt::Key_Up:
      return {0, -1};
    case Qt::Key_Down:
      return {0, 1};
    default:
      return {};
  }
}

double smallestSide(std::span<const Thing> things) {
  const bool panels = std::ranges::any_of(things, [](const Thing& thing) { return thing.index() == 0; });
  return panels ? manga::smallest_panel : smallestThing;
}

/// A cell grows by the line that it shares with its neighbour.
void nudgeLine(CanvasHost& host, const manga::Page& page, const RegionRef& ref, QPointF by) {
  const manga::Panel& panel = *panelOn(page, ref.panel);
  if (panel.regions[ref.index].locked) return;
  const QRectF frame = boundsOf(panel);
  const std::vector<UnitBox> boxes = manga::region_boxes(panel);
  const bool across = by.x() != 0;
  const Qt::Edge edge = growingEdge(boxes[ref.index], across ? Qt::Horizontal : Qt::Vertical);
  const double place = placeOf(boxes[ref.index], edge);
  if (place <= 0 || place >= 1) return;  // it fills its row
  const double moved = across ? by.x() / frame.width() : by.y() / frame.height();
  placeRegions(host.document(), ref.panel, withEdgeAt(boxes, {ref.index, edge}, place + moved, true), true);
}

bool arrow(CanvasHost& host, QKeyEvent& event) {
  const QPointF direction = directionOf(event.key());
  const manga::Page* page = pageOf(host);
  const auto& things = host.selection().things();
  if (direction.isNull() || !page || things.empty() || event.modifiers() & Qt::ControlModifier) return false;
  const QPointF by = direction * (event.modifiers() & Qt::ShiftModifier ? longNudge : nudge);
  if (!(event.modifiers() & Qt::AltModifier)) {
    translateThings(host.document(), things, by, Pace::repeated);
    return true;
  }
  if (const RegionRef* region = host.selection().region(); region && things.size() == 1 && isCell(*page, *region)) {
    nudgeLine(host, *page, *region, by);
    return true;
  }
  const auto free = movable(*page, things);
  if (free.empty()) return true;
  const QRectF from = boundsOf(*page, free), to = from.adjusted(0, 0, by.x(), by.y());
  const double least = smallestSide(free);
  const bool grows = by.x() + by.y() > 0;
  if (grows || std::min(to.width(), to.height()) >= least)
    resizeThings(host.document(), free, from, to, Pace::repeated);
  return true;
}

bool next(CanvasHost& host, bool backwards) {
  const manga::Page* page = pageOf(host);
  if (!page) return false;
  std::vector<Thing> order = readingOrder(*page, host.document().project().direction);
  std::erase_if(order, [&](const Thing& thing) {
    return isHidden(*page, thing) || (!host.options().boxes && (std::holds_alternative<BoxRef>(thing) ||
                                                                std::holds_alternative<RegionRef>(thing)));
  });
  if (order.empty()) return false;
  const auto& chosen = host.selection().things();
  const auto found = chosen.empty() ? order.end() : std::ranges::find(order, chosen.back());
  const std::size_t count = order.size();
  std::size_t index = backwards ? count - 1 : 0;
  if (found != order.end()) index = (std::size_t(found - order.begin()) + (backwards ? count - 1 : 1)) % count;
  host.selection().select(order[index]);
  return true;
}

}  // namespace

bool selectionKey(CanvasHost& host, QKeyEvent& event) {
  switch (event.key()) {
    case Qt::Key_Tab:
    case Qt::Key_Backtab: {
      // Tab alone hides the docks, as in every paint program.
      if (!(event.modifiers() & Qt::ControlModifier)) return false;
      return next(host, event.key() == Qt::Key_Backtab || event.modifiers() & Qt::ShiftModifier);
    }
    case Qt::Key_Escape:
      if (host.selection().empty()) {
        host.chooseTool(QStringLiteral("select"));
      } else {
        host.selection().clear();
      }
      return true;
    default:
      return arrow(host, event);
  }
}

bool isSelectionKey(CanvasHost& host, const QKeyEvent& event) {
  const bool tab = event.key() == Qt::Key_Tab || event.key() == Qt::Key_Backtab;
  if (event.modifiers() & Qt::ControlModifier) return tab;
  if (!directionOf(event.key()).isNull()) return !host.selection().empty();
  return false;
}

QString nameOf(const manga::Project& project, const manga::Page& page, const Thing& thing) {
  if (const auto* id = std::get_if<manga::PanelId>(&thing)) {
    const manga::Panel* panel = panelOn(page, *id);
    if (panel && !panel->name.empty()) return toQt(panel->name);
    const auto order = manga::reading_order(page.panels, project.direction);
    const auto place = std::ranges::find_if(order, [&](std::size_t i) { return page.panels[i].id == *id; });
    return QCoreApplication::translate("Things", "Panel %1").arg(place - order.begin() + 1);
  }
  if (const auto* ref = std::get_if<BoxRef>(&thing)) {
    const manga::CharacterBox* box = boxOn(page, *ref);
    const manga::Character* member = box ? manga::find_character(project, box->character) : nullptr;
    return member ? toQt(member->name) : QCoreApplication::translate("Things", "Character box");
  }
  if (const auto* ref = std::get_if<RegionRef>(&thing)) {
    return QCoreApplication::translate("Things", "Region %1").arg(ref->index + 1);
  }
  const manga::Balloon* balloon = balloonOn(page, std::get<manga::BalloonId>(thing));
  if (balloon && !balloon->name.empty()) return toQt(balloon->name);
  const QString text = balloon ? toQt(balloon->text).simplified() : QString();
  constexpr int longest = 24;
  if (text.isEmpty()) return QCoreApplication::translate("Things", "Empty balloon");
  return text.size() > longest ? text.left(longest) + QChar(0x2026) : text;
}

}  // namespace koma::ui
