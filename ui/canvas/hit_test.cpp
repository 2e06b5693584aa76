// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/hit_test.h"

#include <algorithm>

#include "engine/manga/panel_regions.h"
#include "ui/document/qt_values.h"
#include "ui/lettering/balloon_outline.h"

namespace koma::ui {
namespace {

lettering::BodyShape shapeOf(manga::BalloonShape shape) {
  switch (shape) {
    case manga::BalloonShape::rounded:
      return lettering::BodyShape::rounded;
    case manga::BalloonShape::box:
      return lettering::BodyShape::box;
    case manga::BalloonShape::burst:
      return lettering::BodyShape::burst;
    default:
      return lettering::BodyShape::ellipse;
  }
}

bool isUnder(const manga::Balloon& balloon, QPointF place, double reach) {
  const QPainterPath outline = outlineOf(balloon);
  return outline.contains(place) || outline.intersects(QRectF(place, QSizeF()).adjusted(-reach, -reach, reach, reach));
}

}  // namespace

QPainterPath outlineOf(const manga::Balloon& balloon) {
  // The id is the seed of a burst's spikes, as in lettering::PagePainter.
  lettering::BodyOutline body{shapeOf(balloon.shape), toQt(balloon.bounds), {}, balloon.id.value};
  for (const manga::Tail& tail : balloon.tails) body.tails.push_back({toQt(tail.tip), tail.width, tail.bend});
  return lettering::balloonOutline(body);
}

std::vector<const manga::Panel*> stackedPanels(const manga::Page& page) {
  std::vector<const manga::Panel*> panels;
  for (const manga::Panel& panel : page.panels) {
    if (!panel.hidden) panels.push_back(&panel);
  }
  std::ranges::stable_sort(panels, {}, &manga::Panel::z_order);
  return panels;
}

std::vector<Thing> thingsUnder(const manga::Page& page, QPointF place, double reach, bool boxes) {
  std::vector<Thing> found;
  for (auto balloon = page.balloons.rbegin(); balloon != page.balloons.rend(); ++balloon) {
    if (!balloon->hidden && isUnder(*balloon, place, reach)) found.push_back(balloon->id);
  }
  auto panels = stackedPanels(page);
  std::ranges::reverse(panels);
  for (const manga::Panel* panel : panels) {
    for (std::size_t i = boxes ? panel->characters.size() : 0; i-- > 0;) {
      const manga::CharacterBox& box = panel->characters[i];
      if (!box.hidden && placed(box.box, boundsOf(*panel)).contains(place)) found.push_back(BoxRef{panel->id, i});
    }
  }
  for (const manga::Panel* panel : panels) {
    if (manga::contains(panel->frame, fromQt(place))) found.push_back(panel->id);
  }
  // Regions fill their panels: whoever means the panel would never reach it.
  for (const manga::Panel* panel : panels) {
    const auto regions = boxes ? manga::region_boxes(*panel) : std::vector<UnitBox>();
    for (std::size_t i = regions.size(); i-- > 0;) {
      const bool seen = !panel->regions[i].hidden && manga::contains(panel->frame, fromQt(place));
      if (seen && placed(regions[i], boundsOf(*panel)).contains(place)) found.push_back(RegionRef{panel->id, i});
    }
  }
  return found;
}

}  // namespace koma::ui
