// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/knife_tool.h"

#include <QKeyEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/base/error.h"
#include "ui/canvas/canvas_host.h"
#include "ui/canvas/overlay.h"
#include "ui/document/document.h"
#include "ui/document/frame_commands.h"
#include "ui/document/qt_values.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr double levelWithin = 3;    // degrees
constexpr double cutSnapRadius = 8;  // pixels
constexpr int samples = 64;          // along a stroke, to find the panel that it crosses most

bool isLevel(const QLineF& stroke) {
  return std::abs(stroke.dx()) >= std::abs(stroke.dy());
}

}  // namespace

void KnifeTool::drag() {
  stroke_ = straightened({start(), here()});
  if (const manga::Panel* panel = target(stroke_)) attract(stroke_, *panel);
}

/// Level and plumb within a few degrees; with Shift in steps of 45°.
QLineF KnifeTool::straightened(QLineF stroke) const {
  const double angle = std::atan2(stroke.dy(), stroke.dx()) * 180 / std::numbers::pi;
  const double step = held(Qt::ShiftModifier) ? 45 : 90;
  const double nearest = std::round(angle / step) * step;
  const bool near = held(Qt::ShiftModifier) || (!held(Qt::ControlModifier) && std::abs(angle - nearest) <= levelWithin);
  if (!near) return stroke;
  if (std::fmod(nearest, 180) == 0) {
    stroke.setP2({stroke.x2(), stroke.y1()});
  } else if (std::fmod(nearest, 90) == 0) {
    stroke.setP2({stroke.x1(), stroke.y2()});
  } else {
    const double side = (std::abs(stroke.dx()) + std::abs(stroke.dy())) / 2;
    stroke.setP2(stroke.p1() + QPointF(std::copysign(side, stroke.dx()), std::copysign(side, stroke.dy())));
  }
  return stroke;
}

/// A straight cut is drawn to the panel's middle and to the gutters beside it.
void KnifeTool::attract(QLineF& stroke, const manga::Panel& panel) {
  const bool level = stroke.dy() == 0, plumb = stroke.dx() == 0;
  if (level == plumb || !snapper({})) return;
  const double half = gutterFor(stroke) / 2;
  const QRectF bounds = boundsOf(panel);
  std::vector<double> targets{level ? bounds.center().y() : bounds.center().x()};
  for (const manga::Panel& other : page()->panels) {
    if (other.id == panel.id || other.hidden) continue;
    const QRectF rect = boundsOf(other);
    targets.push_back((level ? rect.top() : rect.left()) - half);
    targets.push_back((level ? rect.bottom() : rect.right()) + half);
  }
  const double at = level ? stroke.y1() : stroke.x1();
  const double nearest = *std::ranges::min_element(targets, {}, [&](double target) { return std::abs(target - at); });
  if (std::abs(nearest - at) > cutSnapRadius / host_.pixelsPerMm()) return;
  stroke.translate(level ? QPointF(0, nearest - at) : QPointF(nearest - at, 0));
}

const manga::Panel* KnifeTool::target(const QLineF& stroke) const {
  const manga::Panel* most = nullptr;
  int inMost = 0;
  for (const manga::Panel& panel : page()->panels) {
    if (panel.hidden) continue;
    int inside = 0;
    for (int i = 0; i <= samples; ++i) {
      inside += manga::contains(panel.frame, fromQt(stroke.pointAt(double(i) / samples)));
    }
    if (inside == 0 || inside < inMost) continue;
    most = &panel;
    inMost = inside;
  }
  return most;
}

double KnifeTool::gutterFor(const QLineF& stroke) const {
  return isLevel(stroke) ? host_.options().gutters.row : host_.options().gutters.column;
}

void KnifeTool::finish() {
  const QLineF stroke = std::exchange(stroke_, {});
  if (!page()) return;
  // Outside all panels a stroke means nothing.
  if (const manga::Panel* panel = target(stroke)) cut(*panel, stroke);
}

void KnifeTool::cut(const manga::Panel& panel, const QLineF& stroke) {
  if (panel.locked) return say(tr("This panel is locked. Unlock it to cut it."));
  try {
    const manga::PanelId kept = panel.id;
    const auto made = cutPanel(host_.document(), kept, fromQt(stroke.p1()), fromQt(stroke.p2()), gutterFor(stroke));
    host_.selection().set({kept, made});
  } catch (const Error& error) {
    say(tr("The cut would leave a panel smaller than %1. Cut elsewhere.").arg(millimetres(manga::smallest_panel)),
        toQt(error.sentence()));
  }
}

bool KnifeTool::insert(QKeyEvent& event) {
  const manga::Panel* panel = manga::find_panel(host_.document().project(), host_.selection().panel());
  if (!panel) {
    say(tr("Select a panel first: Enter cuts it in the middle."));
    return true;
  }
  const QPointF middle = boundsOf(*panel).center();
  const bool upright = event.modifiers() & Qt::ShiftModifier;
  const manga::PanelId id = panel->id;
  cut(*panel, QLineF(middle, middle + (upright ? QPointF(0, 1) : QPointF(1, 0))));
  // One half remains chosen, so that Enter can go on.
  if (manga::find_panel(host_.document().project(), id)) host_.selection().select(id);
  return true;
}

QString KnifeTool::hint() const {
  if (dragging()) return tr("Release to cut. Shift keeps to steps of 45°, Space moves the line, Esc cuts nothing.");
  return tr("Drag across a panel to cut it. Enter cuts the selected panel level, Shift+Enter upright.");
}

void KnifeTool::paintOverlay(QPainter& painter) const {
  const manga::Page* on = page();
  if (on && !stroke_.isNull()) {
    const QTransform toView = host_.pageToView(on->id);
    if (const manga::Panel* panel = target(stroke_)) {
      const double half = gutterFor(stroke_) / 2;
      const manga::Point from = fromQt(stroke_.p1()), normal{-stroke_.dy(), stroke_.dx()};
      for (const manga::Point& side : {normal, manga::Point{-normal.x, -normal.y}}) {
        const QPolygonF part = toQt(manga::clipped(panel->frame, from, side, half));
        if (!part.isEmpty()) paintOutline(painter, toView.map(part), host_.theme());
      }
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(host_.theme().colours().snapLine, 1.5, Qt::DashLine));
    painter.drawLine(toView.map(stroke_));
    painter.restore();
  }
  PageTool::paintOverlay(painter);
}

}  // namespace koma::ui
