// SPDX-License-Identifier: Apache-2.0
#include "ui/document/things.h"

#include <algorithm>

#include "engine/manga/panel_layout.h"
#include "engine/manga/panel_regions.h"
#include "ui/document/find_in.h"
#include "ui/document/qt_values.h"

namespace koma::ui {
namespace {

/// Calls `use` with the panel, box, region or balloon behind a thing, if there is one.
template <class Page, class Use>
void visit(Page& page, const Thing& thing, Use use) {
  if (const auto* panelId = std::get_if<manga::PanelId>(&thing)) {
    if (auto* panel = panelOn(page, *panelId)) use(*panel);
  } else if (const auto* ref = std::get_if<BoxRef>(&thing)) {
    if (auto* box = boxOn(page, *ref)) use(*box);
  } else if (const auto* region = std::get_if<RegionRef>(&thing)) {
    if (auto* found = regionOn(page, *region)) use(*found);
  } else if (auto* balloon = balloonOn(page, std::get<manga::BalloonId>(thing))) {
    use(*balloon);
  }
}

QPointF mapped(QPointF point, const QRectF& from, const QRectF& to) {
  return {to.left() + (point.x() - from.left()) * to.width() / from.width(),
          to.top() + (point.y() - from.top()) * to.height() / from.height()};
}

QRectF mapped(const QRectF& rect, const QRectF& from, const QRectF& to) {
  return {mapped(rect.topLeft(), from, to), mapped(rect.bottomRight(), from, to)};
}

QRectF placedBox(const manga::Page& page, const BoxRef& ref) {
  const manga::CharacterBox* box = boxOn(page, ref);
  return box ? placed(box->box, boundsOf(*panelOn(page, ref.panel))) : QRectF();
}

QRectF placedBox(const manga::Page& page, const RegionRef& ref) {
  const manga::Panel* panel = panelOn(page, ref.panel);
  const auto boxes = panel ? manga::region_boxes(*panel) : std::vector<UnitBox>();
  return ref.index < boxes.size() ? placed(boxes[ref.index], boundsOf(*panel)) : QRectF();
}

void moveTo(manga::Page& page, const BoxRef& ref, const QRectF& rect) {
  boxOn(page, ref)->box = boxIn(boundsOf(*panelOn(page, ref.panel)), rect);
}

void moveTo(manga::Page& page, const RegionRef& ref, const QRectF& rect) {
  regionOn(page, ref)->box = boxIn(boundsOf(*panelOn(page, ref.panel)), rect);
}

/// The panel that carries a box or region with it; zero for what stands by itself.
manga::PanelId carrierOf(const Thing& thing) {
  if (const auto* box = std::get_if<BoxRef>(&thing)) return box->panel;
  if (const auto* region = std::get_if<RegionRef>(&thing)) return region->panel;
  return {};
}

}  // namespace

const manga::Panel* panelOn(const manga::Page& page, manga::PanelId id) {
  return findIn(page.panels, id);
}
manga::Panel* panelOn(manga::Page& page, manga::PanelId id) {
  return findIn(page.panels, id);
}
const manga::CharacterBox* boxOn(const manga::Page& page, const BoxRef& box) {
  const manga::Panel* panel = panelOn(page, box.panel);
  return panel && box.index < panel->characters.size() ? &panel->characters[box.index] : nullptr;
}
manga::CharacterBox* boxOn(manga::Page& page, const BoxRef& box) {
  return const_cast<manga::CharacterBox*>(boxOn(std::as_const(page), box));
}
const manga::Region* regionOn(const manga::Page& page, const RegionRef& region) {
  const manga::Panel* panel = panelOn(page, region.panel);
  return panel && region.index < panel->regions.size() ? &panel->regions[region.index] : nullptr;
}
manga::Region* regionOn(manga::Page& page, const RegionRef& region) {
  return const_cast<manga::Region*>(regionOn(std::as_const(page), region));
}
bool isCell(const manga::Page& page, const RegionRef& region) {
  const manga::Panel* panel = panelOn(page, region.panel);
  return panel && manga::split_rows(*panel);
}
const manga::Balloon* balloonOn(const manga::Page& page, manga::BalloonId id) {
  return findIn(page.balloons, id);
}
manga::Balloon* balloonOn(manga::Page& page, manga::BalloonId id) {
  return findIn(page.balloons, id);
}

bool exists(const manga::Page& page, const Thing& thing) {
  bool found = false;
  visit(page, thing, [&](const auto&) { found = true; });
  return found;
}

const manga::Page* pageOf(const manga::Project& project, const Thing& thing) {
  const auto found = std::ranges::find_if(project.pages, [&](const auto& page) { return exists(page, thing); });
  return found == project.pages.end() ? nullptr : &*found;
}

QRectF boundsOf(const manga::Page& page, const Thing& thing) {
  if (const auto* ref = std::get_if<BoxRef>(&thing)) return placedBox(page, *ref);
  if (const auto* ref = std::get_if<RegionRef>(&thing)) return placedBox(page, *ref);
  if (const auto* id = std::get_if<manga::PanelId>(&thing)) {
    const manga::Panel* panel = panelOn(page, *id);
    return panel ? boundsOf(*panel) : QRectF();
  }
  const manga::Balloon* balloon = balloonOn(page, std::get<manga::BalloonId>(thing));
  return balloon ? toQt(balloon->bounds) : QRectF();
}

QRectF boundsOf(const manga::Page& page, std::span<const Thing> things) {
  QRectF all;
  for (const Thing& thing : things) all = all.united(boundsOf(page, thing));
  return all;
}

bool isLocked(const manga::Page& page, const Thing& thing) {
  bool locked = false;
  visit(page, thing, [&](const auto& value) { locked = value.locked; });
  return locked;
}

bool isHidden(const manga::Page& page, const Thing& thing) {
  bool hidden = false;
  visit(page, thing, [&](const auto& value) { hidden = value.hidden; });
  return hidden;
}

std::vector<Thing> movable(const manga::Page& page, std::span<const Thing> things) {
  std::vector<Thing> result;
  for (const Thing& thing : things) {
    const manga::PanelId carrier = carrierOf(thing);
    const bool carried =
        carrier && std::ranges::find(things, Thing(carrier)) != things.end() && !isLocked(page, carrier);
    const auto* region = std::get_if<RegionRef>(&thing);
    if (region && isCell(page, *region)) continue;
    const bool again = std::ranges::find(result, thing) != result.end();
    if (!carried && !again && exists(page, thing) && !isLocked(page, thing)) result.push_back(thing);
  }
  return result;
}

void translate(manga::Page& page, std::span<const Thing> things, QPointF by) {
  for (const Thing& thing : movable(page, things)) {
    if (const auto* id = std::get_if<manga::PanelId>(&thing)) {
      for (manga::Point& point : panelOn(page, *id)->frame) point = {point.x + by.x(), point.y + by.y()};
    } else if (const auto* ref = std::get_if<BoxRef>(&thing)) {
      moveTo(page, *ref, placedBox(page, *ref).translated(by));
    } else if (const auto* region = std::get_if<RegionRef>(&thing)) {
      moveTo(page, *region, placedBox(page, *region).translated(by));
    } else {
      manga::Balloon& balloon = *balloonOn(page, std::get<manga::BalloonId>(thing));
      balloon.bounds.left += by.x();
      balloon.bounds.top += by.y();
      for (manga::Tail& tail : balloon.tails) tail.tip = {tail.tip.x + by.x(), tail.tip.y + by.y()};
    }
  }
}

void resize(manga::Page& page, std::span<const Thing> things, const QRectF& from, const QRectF& to) {
  for (const Thing& thing : movable(page, things)) {
    if (const auto* id = std::get_if<manga::PanelId>(&thing)) {
      for (manga::Point& point : panelOn(page, *id)->frame) point = fromQt(mapped(toQt(point), from, to));
    } else if (const auto* ref = std::get_if<BoxRef>(&thing)) {
      moveTo(page, *ref, mapped(placedBox(page, *ref), from, to));
    } else if (const auto* region = std::get_if<RegionRef>(&thing)) {
      moveTo(page, *region, mapped(placedBox(page, *region), from, to));
    } else {
      manga::Balloon& balloon = *balloonOn(page, std::get<manga::BalloonId>(thing));
      balloon.bounds = fromQt(mapped(toQt(balloon.bounds), from, to));
    }
  }
}

std::vector<Thing> readingOrder(const manga::Page& page, manga::ReadingDirection direction) {
  std::vector<Thing> order;
  const auto begins = [&](const manga::Balloon& balloon) {
    return direction == manga::ReadingDirection::right_to_left ? -balloon.bounds.right() : balloon.bounds.left;
  };
  std::vector<const manga::Balloon*> balloons;
  for (const manga::Balloon& balloon : page.balloons) balloons.push_back(&balloon);
  std::ranges::stable_sort(balloons, {}, [&](const auto* balloon) { return begins(*balloon); });
  for (const std::size_t index : manga::reading_order(page.panels, direction)) {
    const manga::Panel& panel = page.panels[index];
    order.emplace_back(panel.id);
    for (std::size_t i = 0; i < panel.regions.size(); ++i) order.emplace_back(RegionRef{panel.id, i});
    for (std::size_t i = 0; i < panel.characters.size(); ++i) order.emplace_back(BoxRef{panel.id, i});
    std::erase_if(balloons, [&](const manga::Balloon* balloon) {
      const bool here = manga::contains(panel.frame, balloon->bounds.centre());
      if (here) order.emplace_back(balloon->id);
      return here;
    });
  }
  for (const manga::Balloon* balloon : balloons) order.emplace_back(balloon->id);
  return order;
}

UnitBox boxIn(const QRectF& frame, const QRectF& rect) {
  constexpr float furthest = 8;
  UnitBox box = relativeTo(rect, frame);
  for (float* side : {&box.left, &box.top, &box.right, &box.bottom}) *side = std::clamp(*side, -furthest, furthest);
  return box;
}

const manga::Panel* panelAt(const manga::Page& page, QPointF place) {
  const manga::Panel* top = nullptr;
  for (const manga::Panel& panel : page.panels) {
    if (panel.hidden || !manga::contains(panel.frame, fromQt(place))) continue;
    if (!top || panel.z_order >= top->z_order) top = &panel;
  }
  return top;
}

}  // namespace koma::ui
