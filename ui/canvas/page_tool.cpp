// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/page_tool.h"

#include <QKeyEvent>
#include <QPainter>
#include <QTimer>
#include <algorithm>
#include <cmath>

#include "ui/canvas/canvas_host.h"
#include "ui/canvas/overlay.h"
#include "ui/canvas/selection_keys.h"
#include "ui/document/document.h"
#include "ui/style/notices.h"

namespace koma::ui {
namespace {

constexpr double dragBegins = 4;  // pixels
constexpr double snapRadius = 8;  // pixels
constexpr int labelStays = 2000;  // ms

Qt::KeyboardModifier modifierOf(int key) {
  switch (key) {
    case Qt::Key_Shift:
      return Qt::ShiftModifier;
    case Qt::Key_Control:
      return Qt::ControlModifier;
    case Qt::Key_Alt:
      return Qt::AltModifier;
    default:
      return Qt::NoModifier;
  }
}

}  // namespace

void PageTool::press(const CanvasPointer& pointer) {
  if (pressed_ || pointer.button != Qt::LeftButton) return;
  press_ = now_ = pointer;
  shift_ = {};
  pressed_ = true;
  dragging_ = shifting_ = false;
  label_.clear();
  if (pointer.page) host_.selection().setPage(pointer.page);
  begin();
}

void PageTool::move(const CanvasPointer& pointer) {
  if (!pressed_) {
    now_ = pointer;
    hover(pointer);
    return;
  }
  const QPointF away = pointer.pixel - press_.pixel;
  if (!dragging_ && std::hypot(away.x(), away.y()) < dragBegins) return;
  dragging_ = true;
  dragTo(pointer);
}

void PageTool::dragTo(const CanvasPointer& pointer) {
  if (shifting_) shift_ += pointer.place - now_.place;
  now_ = pointer;
  if (!page()) return cancel();
  guides_.clear();
  drag();
  host_.updateOverlay();
}

void PageTool::release(const CanvasPointer& pointer) {
  if (!pressed_ || pointer.button != Qt::LeftButton) return;
  const bool dragged = dragging_;
  if (dragged) {
    // The release may lie elsewhere than the last move, and its modifiers count.
    dragTo(pointer);
    if (!pressed_) return;
  }
  if (dragged) {
    host_.clearDraft();
    finish();
  } else {
    click(pointer);
  }
  drop();
}

void PageTool::drop() {
  pressed_ = dragging_ = shifting_ = false;
  guides_.clear();
  host_.updateOverlay();
  emit hintChanged();
}

void PageTool::cancel() {
  if (!pressed_) return;
  host_.clearDraft();
  abandon();
  drop();
}

bool PageTool::keyPress(QKeyEvent& event) {
  if (pressed_) {
    if (event.key() == Qt::Key_Escape) {
      cancel();
      return true;
    }
    if (event.key() == Qt::Key_Space) {
      shifting_ = true;
      return true;
    }
    if (const auto modifier = modifierOf(event.key()); modifier != Qt::NoModifier) {
      now_.modifiers |= modifier;
      if (dragging_) dragTo(CanvasPointer(now_));
    }
    return true;  // nothing else may happen to the things in the hand
  }
  const bool enter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
  if (enter && !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier)) && insert(event)) return true;
  return selectionKey(host_, event);
}

bool PageTool::keyRelease(QKeyEvent& event) {
  if (!pressed_) return false;
  if (event.key() == Qt::Key_Space && !event.isAutoRepeat()) shifting_ = false;
  if (const auto modifier = modifierOf(event.key()); modifier != Qt::NoModifier) {
    now_.modifiers &= ~Qt::KeyboardModifiers(modifier);
    if (dragging_) dragTo(CanvasPointer(now_));
  }
  return true;
}

bool PageTool::overridesShortcut(const QKeyEvent& event) const {
  return busy() || isSelectionKey(host_, event);
}

void PageTool::paintOverlay(QPainter& painter) const {
  if (const manga::Page* on = page(); on && !guides_.empty()) {
    paintGuides(painter, guides_, host_.pageToView(on->id), host_.theme());
  }
  if (!label_.isEmpty()) paintLabel(painter, label_, labelPixel_, host_.theme());
}

const manga::Page* PageTool::currentPage() const {
  return manga::find_page(std::as_const(host_.document().project()), host_.selection().page());
}

const manga::Page* PageTool::page() const {
  if (!pressed_ || !press_.page) return currentPage();
  return manga::find_page(std::as_const(host_.document().project()), press_.page);
}

std::optional<Snapper> PageTool::snapper(std::vector<Thing> moving) const {
  const manga::Page* on = page();
  if (!on || !host_.options().snap || held(Qt::ControlModifier)) return {};
  return Snapper(*on, std::move(moving), host_.options().gutters, snapRadius / host_.pixelsPerMm());
}

QPointF PageTool::follow(Snapped snapped) {
  std::ranges::move(snapped.guides, std::back_inserter(guides_));
  return snapped.by;
}

void PageTool::clearGuides() {
  guides_.clear();
}

QRectF PageTool::spanned() {
  QPointF from = start(), to = here();
  const auto snap = snapper({});
  if (snap && !held(Qt::AltModifier)) from += snap->point(from).by;
  const auto spread = [&] {
    QPointF by = to - from;
    if (held(Qt::ShiftModifier)) {
      const double side = std::max(std::abs(by.x()), std::abs(by.y()));
      by = {std::copysign(side, by.x()), std::copysign(side, by.y())};
    }
    return held(Qt::AltModifier) ? QRectF(from - by, from + by).normalized() : QRectF(from, from + by).normalized();
  };
  if (snap && !held(Qt::ShiftModifier)) {
    Qt::Edges edges = to.x() < from.x() ? Qt::LeftEdge : Qt::RightEdge;
    edges |= to.y() < from.y() ? Qt::TopEdge : Qt::BottomEdge;
    to += follow(snap->edges(spread(), edges));
  }
  return spread();
}

void PageTool::say(const QString& text, const QString& details) {
  host_.notices().say({Notice::Kind::information, text, details, {}, {}, QStringLiteral("tool")});
}

void PageTool::label(const QString& text, QPointF pixel) {
  label_ = text;
  labelPixel_ = pixel;
  host_.updateOverlay();
  QTimer::singleShot(labelStays, this, [this, shown = ++labels_] {
    if (shown != labels_) return;
    label_.clear();
    host_.updateOverlay();
  });
}

}  // namespace koma::ui
