// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/balloon_tool.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "ui/canvas/canvas_host.h"
#include "ui/canvas/handles.h"
#include "ui/canvas/overlay.h"
#include "ui/document/balloon_commands.h"
#include "ui/document/document.h"
#include "ui/document/qt_values.h"
#include "ui/document/things.h"

namespace koma::ui {
namespace {

constexpr double smallestBody = 4;  // mm
constexpr double margin = 3;        // mm from the frame

/// Who is in the box that the tail points at; zero when nobody.
manga::CharacterId characterAt(const manga::Page& page, QPointF place) {
  for (const manga::Panel& panel : page.panels) {
    if (panel.hidden) continue;
    for (const manga::CharacterBox& box : panel.characters) {
      if (!box.hidden && placed(box.box, boundsOf(panel)).contains(place)) return box.character;
    }
  }
  return {};
}

}  // namespace

QString nameOf(manga::BalloonShape shape) {
  switch (shape) {
    case manga::BalloonShape::rounded:
      return QCoreApplication::translate("Balloons", "Rounded");
    case manga::BalloonShape::box:
      return QCoreApplication::translate("Balloons", "Box");
    case manga::BalloonShape::burst:
      //: A balloon with spikes, for shouting.
      return QCoreApplication::translate("Balloons", "Burst");
    default:
      return QCoreApplication::translate("Balloons", "Ellipse");
  }
}

void BalloonTool::setShape(manga::BalloonShape shape) {
  shape_ = shape;
  emit hintChanged();
}

void BalloonTool::again() {
  using manga::BalloonShape;
  switch (shape_) {
    case BalloonShape::ellipse:
      return setShape(BalloonShape::rounded);
    case BalloonShape::rounded:
      return setShape(BalloonShape::box);
    case BalloonShape::box:
      return setShape(BalloonShape::burst);
    case BalloonShape::burst:
      return setShape(BalloonShape::ellipse);
  }
}

const manga::Balloon* BalloonTool::selected() const {
  const manga::Page* on = currentPage();
  const auto& things = host_.selection().things();
  if (!on || things.size() != 1) return nullptr;
  const auto* id = std::get_if<manga::BalloonId>(&things[0]);
  const manga::Balloon* balloon = id ? balloonOn(*on, *id) : nullptr;
  return balloon && !balloon->locked && !balloon->hidden ? balloon : nullptr;
}

void BalloonTool::begin() {
  tailOf_ = {};
  rect_ = {};
  const manga::Balloon* balloon = selected();
  if (!balloon || !page()) return;
  std::vector<Handle> tips;
  for (std::size_t i = 0; i < balloon->tails.size(); ++i) {
    tips.push_back({Handle::Kind::tail, {}, i, toQt(balloon->tails[i].tip)});
  }
  if (const auto tip = handleAt(tips, pressed().pixel, host_.pageToView(page()->id))) {
    tailOf_ = balloon->id;
    tailIndex_ = tip->index;
  } else if (toQt(balloon->bounds).contains(pressed().place)) {
    tailOf_ = balloon->id;
    tailIndex_ = held(Qt::AltModifier) ? balloon->tails.size() : 0;
  }
}

std::vector<manga::Tail> BalloonTool::tails(const manga::Balloon& balloon) const {
  std::vector<manga::Tail> tails = balloon.tails;
  // Back inside the body there is nothing to point with.
  if (toQt(balloon.bounds).contains(here())) {
    if (tailIndex_ < tails.size()) tails.erase(tails.begin() + std::ptrdiff_t(tailIndex_));
    return tails;
  }
  if (tailIndex_ >= tails.size()) tails.emplace_back();
  tails[std::min(tailIndex_, tails.size() - 1)].tip = fromQt(here());
  return tails;
}

void BalloonTool::drag() {
  if (!tailOf_) {
    rect_ = spanned();
    return;
  }
  manga::Page copy = *page();
  if (manga::Balloon* balloon = balloonOn(copy, tailOf_)) {
    balloon->tails = tails(*balloon);
    host_.showDraft(copy);
  }
}

void BalloonTool::finish() {
  const QRectF rect = std::exchange(rect_, {});
  const manga::BalloonId tailed = std::exchange(tailOf_, {});
  if (!page()) return;
  if (tailed) {
    if (const manga::Balloon* balloon = balloonOn(*page(), tailed)) setTail(*balloon);
    return;
  }
  if (std::min(rect.width(), rect.height()) < smallestBody) {
    return say(tr("A balloon is at least %1 wide and high. Draw it larger.").arg(millimetres(smallestBody)));
  }
  add(rect);
}

void BalloonTool::setTail(const manga::Balloon& balloon) {
  const auto changed = tails(balloon);
  const manga::CharacterId speaker = characterAt(*page(), here());
  host_.document().edit(tr("Change tail"), [&](Draft& draft) {
    manga::Balloon& target = draft.balloon(balloon.id);
    target.tails = changed;
    if (speaker) target.speaker = speaker;
  });
}

void BalloonTool::add(const QRectF& body) {
  manga::Balloon balloon;
  balloon.shape = shape_;
  balloon.bounds = fromQt(body);
  host_.selection().select(addBalloon(host_.document(), page()->id, balloon));
}

void BalloonTool::click(const CanvasPointer& pointer) {
  const bool onSelected = bool(std::exchange(tailOf_, {}));
  if (onSelected || !page() || !pointer.page) return;
  const auto under = host_.thingsAt(page()->id, pointer.place);
  if (!under.empty() && std::holds_alternative<manga::BalloonId>(under.front())) {
    host_.selection().select(under.front());
    return;
  }
  QRectF body(QPointF(), usualBody);
  body.moveCenter(pointer.place);
  add(body);
}

void BalloonTool::doubleClick(const CanvasPointer& pointer) {
  cancel();
  if (const manga::Balloon* balloon = selected(); balloon && toQt(balloon->bounds).contains(pointer.place)) {
    host_.chooseTool(QStringLiteral("text"));
  }
}

void BalloonTool::abandon() {
  rect_ = {};
  tailOf_ = {};
}

bool BalloonTool::insert(QKeyEvent&) {
  if (selected()) {
    host_.chooseTool(QStringLiteral("text"));
    return true;
  }
  const manga::Page* on = currentPage();
  const manga::Panel* panel = on ? panelOn(*on, host_.selection().panel()) : nullptr;
  if (panel) {
    add(placeIn(*on, *panel));
  } else {
    say(tr("Select a panel first: the balloon goes into it."));
  }
  return true;
}

QRectF BalloonTool::placeIn(const manga::Page& page, const manga::Panel& panel) const {
  const QRectF frame = boundsOf(panel);
  const QSizeF size(std::min(usualBody.width(), frame.width() * 0.4),
                    std::min(usualBody.height(), frame.height() * 0.5));
  const bool rightFirst = host_.document().project().direction == manga::ReadingDirection::right_to_left;
  const double across = size.width() + margin;
  for (double used = margin; used + size.width() <= frame.width(); used += across) {
    const double left = rightFirst ? frame.right() - used - size.width() : frame.left() + used;
    const QRectF body(QPointF(left, frame.top() + margin), size);
    const bool free = std::ranges::none_of(
        page.balloons, [&](const manga::Balloon& other) { return toQt(other.bounds).intersects(body); });
    if (free) return body;
  }
  QRectF body(QPointF(), size);
  body.moveCenter(frame.center());
  return body;
}

QString BalloonTool::hint() const {
  if (dragging() && tailOf_) return tr("Release where the mouth is. Back inside the balloon the tail goes away.");
  if (dragging()) return tr("Shift makes it round, Alt draws from the centre, Space moves it, Esc puts nothing.");
  if (selected()) return tr("Drag out of the balloon for a tail, with Alt for another one. Enter writes its text.");
  return tr("Drag a balloon. %1: the key 3 goes to the next shape. Enter puts one into the selected panel.")
      .arg(nameOf(shape_));
}

void BalloonTool::paintOverlay(QPainter& painter) const {
  const manga::Page* on = page();
  if (on && !rect_.isEmpty()) {
    const QTransform toView = host_.pageToView(on->id);
    QPolygonF outline(rect_);
    if (shape_ == manga::BalloonShape::ellipse || shape_ == manga::BalloonShape::burst) {
      QPainterPath path;
      path.addEllipse(rect_);
      outline = path.toFillPolygon();
    }
    paintOutline(painter, toView.map(outline), host_.theme());
  }
  if (const manga::Balloon* balloon = selected(); balloon && on && !dragging()) {
    std::vector<Handle> tips;
    for (const manga::Tail& tail : balloon->tails) tips.push_back({Handle::Kind::tail, {}, 0, toQt(tail.tip)});
    paintHandles(painter, tips, host_.pageToView(on->id), host_.theme());
  }
  PageTool::paintOverlay(painter);
}

}  // namespace koma::ui
