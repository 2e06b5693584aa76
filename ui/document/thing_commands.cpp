// SPDX-License-Identifier: Apache-2.0
#include "ui/document/thing_commands.h"

#include <QCoreApplication>
#include <algorithm>
#include <functional>

#include "engine/manga/panel_regions.h"
#include "ui/document/copies.h"
#include "ui/document/merge_verbs.h"
#include "ui/document/qt_values.h"
#include "ui/document/things.h"

namespace koma::ui {
namespace {

/// Calls `change` with a copy of the page that holds the things, as one step; without things nothing happens.
void editPage(Document& document, const QString& text, std::span<const Thing> things,
              const std::function<void(manga::Page&, Draft&)>& change, MergeKey merge = {}) {
  const manga::Page* page = things.empty() ? nullptr : pageOf(document.project(), things.front());
  if (!page) return;
  document.edit(
      text, [&](Draft& draft) { change(draft.page(page->id), draft); }, merge);
}

std::uint64_t nameOf(std::span<const Thing> things) {
  std::uint64_t name = 0;
  for (const Thing& thing : things) {
    std::uint64_t one = thing.index();
    if (const auto* panel = std::get_if<manga::PanelId>(&thing)) one += panel->value * 4;
    if (const auto* box = std::get_if<BoxRef>(&thing)) one += (box->panel.value * 4096 + box->index) * 4;
    if (const auto* balloon = std::get_if<manga::BalloonId>(&thing)) one += balloon->value * 4;
    if (const auto* region = std::get_if<RegionRef>(&thing)) one += (region->panel.value * 4096 + region->index) * 4;
    name = name * 0x100000001b3u ^ one;
  }
  return name;
}

MergeKey paced(Pace pace, MergeVerb verb, std::span<const Thing> things) {
  return pace == Pace::step ? MergeKey{} : MergeKey{int(verb), nameOf(things)};
}

QPointF shiftTo(Alignment alignment, const QRectF& rect, const QRectF& all) {
  switch (alignment) {
    case Alignment::left:
      return {all.left() - rect.left(), 0};
    case Alignment::centre:
      return {all.center().x() - rect.center().x(), 0};
    case Alignment::right:
      return {all.right() - rect.right(), 0};
    case Alignment::top:
      return {0, all.top() - rect.top()};
    case Alignment::middle:
      return {0, all.center().y() - rect.center().y()};
    case Alignment::bottom:
      return {0, all.bottom() - rect.bottom()};
  }
  return {};
}

/// Boxes or regions by their places, the last first, so that taking one away leaves the others' places alone.
template <class Ref>
std::vector<Ref> fromBehind(std::span<const Thing> things) {
  std::vector<Ref> refs;
  for (const Thing& thing : things) {
    if (const auto* ref = std::get_if<Ref>(&thing)) refs.push_back(*ref);
  }
  std::ranges::sort(refs, std::greater());
  return refs;
}

/// Cells of a split cannot be moved, but taken away.
void removeRegions(manga::Page& page, std::span<const Thing> things) {
  for (const RegionRef& region : fromBehind<RegionRef>(things)) {
    if (!isLocked(page, region)) manga::remove_region(*panelOn(page, region.panel), region.index);
  }
}

void setFlag(Document& document, const QString& text, std::span<const Thing> things,
             const std::function<void(bool& hidden, bool& locked)>& change) {
  editPage(document, text, things, [&](manga::Page& page, Draft&) {
    for (const Thing& thing : things) {
      if (const auto* id = std::get_if<manga::PanelId>(&thing)) {
        if (manga::Panel* panel = panelOn(page, *id)) change(panel->hidden, panel->locked);
      } else if (const auto* ref = std::get_if<BoxRef>(&thing)) {
        if (manga::CharacterBox* box = boxOn(page, *ref)) change(box->hidden, box->locked);
      } else if (const auto* region = std::get_if<RegionRef>(&thing)) {
        if (manga::Region* found = regionOn(page, *region)) change(found->hidden, found->locked);
      } else if (manga::Balloon* balloon = balloonOn(page, std::get<manga::BalloonId>(thing))) {
        change(balloon->hidden, balloon->locked);
      }
    }
  });
}

}  // namespace

void removeThings(Document& document, std::span<const Thing> things) {
  const QString text = QCoreApplication::translate("Commands", "Remove %n thing(s)", nullptr, int(things.size()));
  editPage(document, text, things, [&](manga::Page& page, Draft&) {
    const std::vector<Thing> free = movable(page, things);
    removeRegions(page, things);
    for (const BoxRef& box : fromBehind<BoxRef>(free)) {
      auto& boxes = panelOn(page, box.panel)->characters;
      boxes.erase(boxes.begin() + std::ptrdiff_t(box.index));
    }
    const auto gone = [&](const auto& value) { return std::ranges::find(free, Thing(value.id)) != free.end(); };
    std::erase_if(page.panels, gone);
    std::erase_if(page.balloons, gone);
  });
}

void translateThings(Document& document, std::span<const Thing> things, QPointF by, Pace pace) {
  const QString text = QCoreApplication::translate("Commands", "Move %n thing(s)", nullptr, int(things.size()));
  editPage(
      document, text, things, [&](manga::Page& page, Draft&) { translate(page, things, by); },
      paced(pace, MergeVerb::nudge, things));
}

void resizeThings(Document& document, std::span<const Thing> things, const QRectF& from, const QRectF& to, Pace pace) {
  if (from.isEmpty() || to.isEmpty()) return;
  const QString text = QCoreApplication::translate("Commands", "Resize %n thing(s)", nullptr, int(things.size()));
  editPage(
      document, text, things, [&](manga::Page& page, Draft&) { resize(page, things, from, to); },
      paced(pace, MergeVerb::resize, things));
}

void alignThings(Document& document, std::span<const Thing> things, Alignment alignment) {
  editPage(document, QCoreApplication::translate("Commands", "Align"), things, [&](manga::Page& page, Draft&) {
    const QRectF all = things.size() > 1 ? boundsOf(page, things) : toQt(page.paper.inner_frame);
    for (const Thing& thing : movable(page, things)) {
      translate(page, {&thing, 1}, shiftTo(alignment, boundsOf(page, thing), all));
    }
  });
}

void distributeThings(Document& document, std::span<const Thing> things, Qt::Orientation direction) {
  editPage(document, QCoreApplication::translate("Commands", "Distribute"), things, [&](manga::Page& page, Draft&) {
    const bool across = direction == Qt::Horizontal;
    const auto start = [&](const QRectF& rect) { return across ? rect.left() : rect.top(); };
    const auto length = [&](const QRectF& rect) { return across ? rect.width() : rect.height(); };
    std::vector<Thing> order = movable(page, things);
    if (order.size() < 3) return;
    std::ranges::sort(order, {}, [&](const Thing& thing) { return start(boundsOf(page, thing)); });
    double taken = 0, end = start(boundsOf(page, order.front()));
    const double first = end;
    for (const Thing& thing : order) {
      const QRectF rect = boundsOf(page, thing);
      taken += length(rect);
      end = std::max(end, start(rect) + length(rect));
    }
    const double space = (end - first - taken) / double(order.size() - 1);
    double at = first;
    for (const Thing& thing : order) {
      const QRectF rect = boundsOf(page, thing);
      const double by = at - start(rect);
      translate(page, {&thing, 1}, across ? QPointF(by, 0) : QPointF(0, by));
      at += length(rect) + space;
    }
  });
}

void renameThing(Document& document, const Thing& thing, const QString& name) {
  editPage(document, QCoreApplication::translate("Commands", "Rename"), {&thing, 1}, [&](manga::Page& page, Draft&) {
    if (const auto* id = std::get_if<manga::PanelId>(&thing)) panelOn(page, *id)->name = name.toStdString();
    if (const auto* id = std::get_if<manga::BalloonId>(&thing)) balloonOn(page, *id)->name = name.toStdString();
  });
}

void setHidden(Document& document, std::span<const Thing> things, bool hidden) {
  setFlag(document,
          hidden ? QCoreApplication::translate("Commands", "Hide") : QCoreApplication::translate("Commands", "Show"),
          things, [hidden](bool& flag, bool&) { flag = hidden; });
}

void setLocked(Document& document, std::span<const Thing> things, bool locked) {
  setFlag(document,
          locked ? QCoreApplication::translate("Commands", "Lock") : QCoreApplication::translate("Commands", "Unlock"),
          things, [locked](bool&, bool& flag) { flag = locked; });
}

std::vector<Thing> duplicateThings(Document& document, std::span<const Thing> things, QPointF offset) {
  std::vector<Thing> copies;
  const QString text = QCoreApplication::translate("Commands", "Duplicate %n thing(s)", nullptr, int(things.size()));
  editPage(document, text, things, [&](manga::Page& page, Draft& draft) {
    // Also locked things can be copied; their copies are free.
    for (const Thing& thing : things) {
      if (const auto* id = std::get_if<manga::PanelId>(&thing)) {
        manga::Panel copy = *panelOn(page, *id);
        renumber(copy, draft);
        copy.locked = false;
        page.panels.push_back(copy);
        copies.emplace_back(copy.id);
      } else if (const auto* ref = std::get_if<BoxRef>(&thing)) {
        if (std::ranges::find(things, Thing(ref->panel)) != things.end()) continue;
        auto& boxes = panelOn(page, ref->panel)->characters;
        boxes.push_back(boxes[ref->index]);
        boxes.back().locked = false;
        copies.emplace_back(BoxRef{ref->panel, boxes.size() - 1});
      } else if (const auto* region = std::get_if<RegionRef>(&thing)) {
        if (std::ranges::find(things, Thing(region->panel)) != things.end()) continue;
        manga::Panel& panel = *panelOn(page, region->panel);
        manga::free_regions(panel);
        manga::Region copy = panel.regions[region->index];
        copy.locked = false;
        panel.regions.push_back(std::move(copy));
        copies.emplace_back(RegionRef{region->panel, panel.regions.size() - 1});
      } else {
        manga::Balloon copy = *balloonOn(page, std::get<manga::BalloonId>(thing));
        renumber(copy, draft);
        copy.locked = false;
        page.balloons.push_back(copy);
        copies.emplace_back(copy.id);
      }
    }
    translate(page, copies, offset);
  });
  return copies;
}

}  // namespace koma::ui
