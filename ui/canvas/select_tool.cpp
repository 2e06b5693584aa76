// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/select_tool.h"

#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/canvas/canvas_host.h"
#include "ui/canvas/overlay.h"
#include "ui/canvas/selection_keys.h"
#include "ui/canvas/shared_edges.h"
#include "ui/document/document.h"
#include "ui/document/panel_commands.h"
#include "ui/document/qt_values.h"
#include "ui/document/thing_commands.h"
#include "ui/document/things.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr qint64 sameClick = 2000;  // ms
constexpr double samePlace = 8;     // pixels

/// The same distance along the nearest of eight directions.
QPointF straightened(QPointF by) {
  if (std::abs(by.x()) > 2 * std::abs(by.y())) return {by.x(), 0};
  if (std::abs(by.y()) > 2 * std::abs(by.x())) return {0, by.y()};
  const double side = std::max(std::abs(by.x()), std::abs(by.y()));
  return {std::copysign(side, by.x()), std::copysign(side, by.y())};
}

}  // namespace

void SelectTool::deactivate() {
  overHandle_ = false;
  PageTool::deactivate();
}

std::vector<Handle> SelectTool::handles() const {
  const manga::Page* on = currentPage();
  if (!on) return {};
  const auto things = movable(*on, host_.selection().things());
  if (things.empty()) return {};
  if (things.size() == 1) {
    if (const auto* id = std::get_if<manga::PanelId>(&things[0])) {
      const manga::Panel& panel = *panelOn(*on, *id);
      if (!isUpright(panel.frame)) return handlesOf(toQt(panel.frame));
    }
  }
  std::vector<Handle> handles = handlesOf(boundsOf(*on, things));
  if (const auto* id = std::get_if<manga::BalloonId>(&things[0]); id && things.size() == 1) {
    const manga::Balloon& balloon = *balloonOn(*on, *id);
    for (std::size_t i = 0; i < balloon.tails.size(); ++i) {
      handles.push_back({Handle::Kind::tail, {}, i, toQt(balloon.tails[i].tip)});
    }
  }
  return handles;
}

void SelectTool::begin() {
  grip_ = Grip::none;
  change_ = nullptr;
  by_ = {};
  band_ = {};
  before_ = host_.selection().things();
  copies_ = held(Qt::AltModifier);
  const manga::Page* on = page();
  if (!on) return;
  const QTransform toView = host_.pageToView(on->id);
  if (const auto handle = handleAt(handles(), pressed().pixel, toView)) {
    grip_ = Grip::handle;
    handle_ = *handle;
    return;
  }
  const auto under = pressed().page ? host_.thingsAt(on->id, pressed().place) : std::vector<Thing>();
  if (under.empty()) {
    grip_ = Grip::band;
    return;
  }
  grip_ = Grip::things;
  const bool chosen = std::ranges::any_of(under, [&](const Thing& thing) { return host_.selection().contains(thing); });
  // A press on what is selected may become a drag of all of it; anything else is chosen at once.
  if (!chosen && !held(Qt::ShiftModifier) && !copies_) host_.selection().select(under.front());
}

void SelectTool::drag() {
  switch (grip_) {
    case Grip::things:
      return dragThings();
    case Grip::handle:
      return dragHandle();
    case Grip::band:
      return dragBand();
    case Grip::none:
      return;
  }
}

void SelectTool::show(Change change) {
  change_ = std::move(change);
  manga::Page copy = *page();
  change_(copy);
  host_.showDraft(copy);
}

/// A press with Alt or Shift has not chosen anything yet. Asked before the first draft: later ones move things away
/// from where they were pressed.
void SelectTool::choosePressed() {
  const auto under = host_.thingsAt(page()->id, pressed().place);
  const auto chosen = [&](const Thing& thing) { return host_.selection().contains(thing); };
  if (under.empty() || std::ranges::any_of(under, chosen)) return;
  if (copies_) {
    host_.selection().select(under.front());
  } else {
    host_.selection().toggle(under.front());
  }
}

void SelectTool::dragThings() {
  const manga::Page& on = *page();
  if (!change_) choosePressed();
  const auto things = host_.selection().things();
  QPointF by = here() - pressed().place;
  if (held(Qt::ShiftModifier)) by = straightened(by);
  const QRectF rect = boundsOf(on, movable(on, things)).translated(by);
  if (const auto snap = snapper(things); snap && !rect.isEmpty()) {
    const QPointF snapped = follow(snap->move(rect));
    // Shift keeps its direction even where something beside it attracts.
    if (!held(Qt::ShiftModifier)) by += snapped;
    if (held(Qt::ShiftModifier)) clearGuides();
  }
  by_ = by;
  show([things, by](manga::Page& page) { translate(page, things, by); });
}

void SelectTool::dragBand() {
  band_ = QRectF(start(), here()).normalized();
  const manga::Page& on = *page();
  std::vector<Thing> things = held(Qt::ShiftModifier) ? before_ : std::vector<Thing>();
  for (const Thing& thing : readingOrder(on, host_.document().project().direction)) {
    const bool again = std::ranges::find(things, thing) != things.end();
    const bool seen = !isHidden(on, thing) && (host_.options().boxes || (!std::holds_alternative<BoxRef>(thing) &&
                                                                         !std::holds_alternative<RegionRef>(thing)));
    if (!again && seen && band_.contains(boundsOf(on, thing))) things.push_back(thing);
  }
  host_.selection().set(std::move(things));
}

void SelectTool::finish() {
  const manga::Page* on = page();
  const auto things = host_.selection().things();
  if (grip_ == Grip::things && copies_) {
    host_.selection().set(duplicateThings(host_.document(), things, by_));
  } else if (grip_ == Grip::things && held(Qt::AltModifier) && things.size() == 1 && things[0].index() == 1) {
    moveIntoPanel(by_);
  } else if (grip_ == Grip::things) {
    translateThings(host_.document(), things, by_);
  } else if (grip_ == Grip::handle && change_) {
    manga::Page tried = *on;
    change_(tried);
    const bool broken = std::ranges::any_of(tried.panels, [&](const manga::Panel& panel) {
      return !(panel.frame == panelOn(*on, panel.id)->frame) && !isUsable(panel.frame);
    });
    if (broken) {
      say(tr("That frame would be smaller than %1 or cross itself. Nothing was changed.")
              .arg(millimetres(manga::smallest_panel)));
    } else {
      host_.document().edit(handle_.kind == Handle::Kind::tail ? tr("Move tail") : tr("Change shape"),
                            [&](Draft& draft) { change_(draft.page(on->id)); });
    }
  }
  abandonDrag();
}

void SelectTool::moveIntoPanel(QPointF by) {
  const manga::Page& on = *page();
  const auto ref = std::get<BoxRef>(host_.selection().things()[0]);
  const QRectF rect = boundsOf(on, ref).translated(by);
  const manga::Panel* target = panelAt(on, rect.center());
  if (!target || target->id == ref.panel) return translateThings(host_.document(), std::array<Thing, 1>{ref}, by);
  host_.selection().select(moveBox(host_.document(), ref, target->id, rect));
}

void SelectTool::abandonDrag() {
  grip_ = Grip::none;
  change_ = nullptr;
  band_ = {};
}

void SelectTool::abandon() {
  if (grip_ == Grip::band || grip_ == Grip::things) host_.selection().set(before_);
  abandonDrag();
}

void SelectTool::click(const CanvasPointer& pointer) {
  const Grip grip = grip_;
  abandonDrag();
  if (grip == Grip::handle) return;
  const manga::Page* on = page();
  const auto under = on && pointer.page ? host_.thingsAt(on->id, pointer.place) : std::vector<Thing>();
  if (under.empty()) {
    if (!pointer.modifiers.testFlag(Qt::ShiftModifier)) host_.selection().clear();
    return;
  }
  if (pointer.modifiers.testFlag(Qt::AltModifier)) {
    emit stackAsked(under, pointer.pixel);
  } else if (pointer.modifiers.testFlag(Qt::ShiftModifier)) {
    host_.selection().toggle(under.front());
  } else {
    cycle(pointer);
  }
}

void SelectTool::cycle(const CanvasPointer& pointer) {
  const manga::Page& on = *page();
  const auto under = host_.thingsAt(on.id, pointer.place);
  const QPointF away = pointer.pixel - lastClick_;
  const bool again =
      sinceClick_.isValid() && sinceClick_.elapsed() < sameClick && std::hypot(away.x(), away.y()) < samePlace;
  sinceClick_.start();
  lastClick_ = pointer.pixel;
  // Only what was selected before this press counts: the press itself chooses the topmost.
  const auto current = before_.size() == 1 ? std::ranges::find(under, before_[0]) : under.end();
  if (!again || current == under.end()) {
    host_.selection().select(under.front());
    return;
  }
  const Thing& next = under[std::size_t(current - under.begin() + 1) % under.size()];
  host_.selection().select(next);
  label(nameOf(host_.document().project(), on, next), pointer.pixel);
}

void SelectTool::doubleClick(const CanvasPointer& pointer) {
  cancel();
  if (!pointer.page) return;
  const auto under = host_.thingsAt(pointer.page, pointer.place);
  if (under.empty() || !std::holds_alternative<manga::BalloonId>(under.front())) return;
  host_.selection().select(under.front());
  host_.chooseTool(QStringLiteral("text"));
}

bool SelectTool::insert(QKeyEvent&) {
  const auto& things = host_.selection().things();
  if (things.size() != 1 || !std::holds_alternative<manga::BalloonId>(things[0])) return false;
  host_.chooseTool(QStringLiteral("text"));
  return true;
}

void SelectTool::hover(const CanvasPointer& pointer) {
  const manga::Page* on = currentPage();
  const auto handle = on ? handleAt(handles(), pointer.pixel, host_.pageToView(on->id)) : std::nullopt;
  const bool same = overHandle_ == handle.has_value() && (!handle || *handle == hovered_);
  overHandle_ = handle.has_value();
  if (handle) hovered_ = *handle;
  if (same) return;
  emit cursorChanged();
  emit hintChanged();
}

QCursor SelectTool::cursor() const {
  const manga::Page* on = currentPage();
  if (overHandle_ && on) return cursorOf(hovered_, host_.pageToView(on->id));
  return Qt::ArrowCursor;
}

QString SelectTool::hint() const {
  if (grip_ == Grip::handle || (!busy() && overHandle_)) {
    if ((busy() ? handle_ : hovered_).kind == Handle::Kind::tail) return tr("Drag the tail to the mouth that speaks.");
    return tr("Drag to change the shape. Shift keeps proportions, Alt the centre, Ctrl detaches from neighbours.");
  }
  if (grip_ == Grip::band) return tr("Everything inside the band is selected. Shift adds to the selection.");
  if (dragging()) return tr("Shift keeps to one direction, Ctrl does not snap, Esc puts everything back.");
  if (host_.selection().empty()) return tr("Click to select, drag on the margin to select several.");
  return tr("Drag to move, with Alt to copy. Click again for what lies below. Arrows nudge by 0.1 mm.");
}

void SelectTool::paintOverlay(QPainter& painter) const {
  if (const manga::Page* on = currentPage()) {
    const QTransform toView = host_.pageToView(on->id);
    if (!band_.isEmpty()) {
      QColor tint = host_.theme().colours().selection;
      tint.setAlphaF(0.12f);
      painter.setPen(QPen(host_.theme().colours().selection, 1, Qt::DashLine));
      painter.setBrush(tint);
      painter.drawPolygon(toView.map(QPolygonF(band_)));
    }
    if (!dragging()) paintHandles(painter, handles(), toView, host_.theme());
  }
  PageTool::paintOverlay(painter);
}

}  // namespace koma::ui
