// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/character_box_tool.h"

#include <QPainter>

#include "engine/base/head_frame.h"
#include "ui/canvas/canvas_host.h"
#include "ui/canvas/overlay.h"
#include "ui/document/document.h"
#include "ui/document/panel_commands.h"
#include "ui/document/qt_values.h"
#include "ui/document/things.h"
#include "ui/style/theme.h"

namespace koma::ui {
const manga::Character* CharacterBoxTool::character() const {
  const auto& project = host_.document().project();
  if (const manga::Character* chosen = manga::find_character(project, host_.selection().character())) return chosen;
  return project.cast.empty() ? nullptr : &project.cast.front();
}

const manga::Character* CharacterBoxTool::wanted() {
  const manga::Character* member = character();
  if (!member) say(tr("Nobody is in the cast yet. Add a character to the cast first."));
  return member;
}

void CharacterBoxTool::place(manga::PanelId panel, const manga::CharacterBox& box) {
  host_.selection().select(placeCharacter(host_.document(), panel, box));
}

void CharacterBoxTool::finish() {
  const QRectF rect = std::exchange(rect_, {});
  if (!page()) return;
  const manga::Panel* panel = panelAt(*page(), rect.center());
  if (!panel) panel = panelAt(*page(), start());
  const manga::Character* member = wanted();
  if (!member) return;
  if (!panel) return say(tr("Draw the box inside a panel."));
  if (std::min(rect.width(), rect.height()) < smallestBox)
    return say(tr("Draw the box larger: it is where the head and body stand."));
  manga::CharacterBox box;
  box.character = member->id;
  box.box = boxIn(boundsOf(*panel), rect);
  place(panel->id, box);
}

void CharacterBoxTool::click(const CanvasPointer& pointer) {
  const manga::Panel* panel = page() && pointer.page ? panelAt(*page(), pointer.place) : nullptr;
  if (!panel) return;
  if (const manga::Character* member = wanted()) {
    place(panel->id, boxFor(*panel, member->id, fromQt(pointer.place)));
  }
}

bool CharacterBoxTool::insert(QKeyEvent&) {
  const manga::Panel* panel = manga::find_panel(host_.document().project(), host_.selection().panel());
  if (!panel) {
    say(tr("Select a panel first: the box goes into it."));
  } else if (const manga::Character* member = wanted()) {
    place(panel->id, boxFor(*panel, member->id));
  }
  return true;
}

QString CharacterBoxTool::hint() const {
  const manga::Character* member = character();
  if (!member) return tr("Nobody is in the cast yet. Add a character to the cast first.");
  if (dragging()) return tr("The head comes to the upper part of the box. Space moves it, Esc puts nothing.");
  return tr("Drag a box where %1 stands, or click for a bust. Enter puts one into the selected panel.")
      .arg(toQt(member->name));
}

void CharacterBoxTool::paintOverlay(QPainter& painter) const {
  const manga::Page* on = page();
  const manga::Character* member = character();
  if (on && member && !rect_.isEmpty()) {
    const QTransform toView = host_.pageToView(on->id);
    paintOutline(painter, toView.map(QPolygonF(rect_)), host_.theme());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colourOf(*member), 2));
    painter.setBrush(Qt::NoBrush);
    // Where the model will put the head.
    constexpr int units = 1000;
    const HeadFrame head = head_frame({0, 0, 1, 1}, int(rect_.width() * units), int(rect_.height() * units));
    const QPointF middle = rect_.topLeft() + QPointF(head.x, head.y) / units;
    const double radius = double(head.radius) / units * host_.pixelsPerMm();
    painter.drawEllipse(toView.map(middle), radius, radius);
    painter.restore();
    paintLabel(painter, toQt(member->name), toView.map(rect_.bottomRight()), host_.theme());
  }
  PageTool::paintOverlay(painter);
}

}  // namespace koma::ui
