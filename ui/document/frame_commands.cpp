// SPDX-License-Identifier: Apache-2.0
#include "ui/document/frame_commands.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "engine/base/error.h"
#include "engine/manga/panel_regions.h"
#include "ui/document/qt_values.h"
#include "ui/document/things.h"

namespace koma::ui {
namespace {

double distanceTo(const manga::Polygon& frame, QPointF place) {
  if (manga::contains(frame, fromQt(place))) return 0;
  const QPointF away = place - toQt(manga::centroid_of(frame));
  return std::hypot(away.x(), away.y());
}

/// Hands the boxes and regions of a panel that had `before` to the parts whose frames are nearest to their middles.
void share(const manga::Panel& before, std::span<manga::Panel> parts) {
  const QRectF old = boundsOf(before);
  const auto nearest = [&](const QRectF& rect) -> manga::Panel& {
    return *std::ranges::min_element(parts, {},
                                     [&](const manga::Panel& part) { return distanceTo(part.frame, rect.center()); });
  };
  const auto give = [&](auto thing, auto list) {
    const QRectF rect = placed(thing.box, old);
    manga::Panel& part = nearest(rect);
    thing.box = boxIn(boundsOf(part), rect);
    (part.*list).push_back(std::move(thing));
  };
  for (manga::Panel& part : parts) {
    part.characters.clear();
    part.regions.clear();
    part.division.split.clear();
    part.mask.clear();
  }
  for (const manga::CharacterBox& box : before.characters) give(box, &manga::Panel::characters);
  // Cells of a split become boxes: the frames that they divided are gone.
  manga::Panel freed = before;
  manga::free_regions(freed);
  for (const manga::Region& region : freed.regions) give(region, &manga::Panel::regions);
}

/// The same questions to the model, without the answers.
manga::Panel sibling(const manga::Panel& panel, manga::Polygon frame, Draft& draft) {
  manga::Panel other = panel;
  other.id = draft.newId<manga::Panel>();
  other.frame = std::move(frame);
  other.name.clear();
  other.controls.clear();
  other.takes.clear();
  other.accepted = {};
  return other;
}

/// Puts the first part where the panel was and the others behind it.
void replacePanel(manga::Page& page, manga::PanelId id, std::vector<manga::Panel> parts) {
  auto place = std::ranges::find(page.panels, id, &manga::Panel::id);
  *place = std::move(parts.front());
  page.panels.insert(place + 1, std::make_move_iterator(parts.begin() + 1), std::make_move_iterator(parts.end()));
}

/// Adds what `other` holds to `into`, whose frame becomes `frame`.
void absorb(manga::Panel& into, manga::Panel other, manga::Polygon frame) {
  const QRectF ownBefore = boundsOf(into), otherBefore = boundsOf(other);
  manga::free_regions(into);
  manga::free_regions(other);
  into.frame = std::move(frame);
  const QRectF now = boundsOf(into);
  const auto moveIn = [&](auto list) {
    for (auto& thing : into.*list) thing.box = boxIn(now, placed(thing.box, ownBefore));
    for (auto& thing : other.*list) {
      thing.box = boxIn(now, placed(thing.box, otherBefore));
      (into.*list).push_back(std::move(thing));
    }
  };
  moveIn(&manga::Panel::characters);
  moveIn(&manga::Panel::regions);
  into.mask.clear();
  std::ranges::move(other.takes, std::back_inserter(into.takes));
  if (!into.accepted) into.accepted = other.accepted;
  if (into.prompt.empty()) {
    into.prompt = other.prompt;
  } else if (!other.prompt.empty() && other.prompt != into.prompt) {
    into.prompt += ", " + other.prompt;
  }
}

}  // namespace

manga::PanelId cutPanel(Document& document, manga::PanelId id, const manga::Point& from, const manga::Point& to,
                        double gutter) {
  manga::PanelId made;
  document.edit(QCoreApplication::translate("Commands", "Cut panel"), [&](Draft& draft) {
    manga::Page& page = draft.pageOf(id);
    const manga::Panel before = draft.panel(id);
    manga::Cut cut = manga::cut_frame(before.frame, from, to, gutter);
    if (manga::area_of(cut.first) < manga::area_of(cut.second)) std::swap(cut.first, cut.second);
    std::vector<manga::Panel> parts{before, sibling(before, cut.second, draft)};
    parts.front().frame = cut.first;
    made = parts.back().id;
    share(before, parts);
    replacePanel(page, id, std::move(parts));
  });
  return made;
}

std::vector<manga::PanelId> dividePanel(Document& document, manga::PanelId id, int rows, int columns,
                                        const manga::Gutters& gutters) {
  std::vector<manga::PanelId> ids;
  document.edit(QCoreApplication::translate("Commands", "Divide panel"), [&](Draft& draft) {
    manga::Page& page = draft.pageOf(id);
    const manga::Panel before = draft.panel(id);
    auto frames = manga::divide(manga::bounds_of(before.frame), rows, columns, gutters);
    if (draft.project().direction == manga::ReadingDirection::right_to_left) {
      for (auto row = frames.begin(); row != frames.end(); row += columns) std::reverse(row, row + columns);
    }
    std::vector<manga::Panel> parts{before};
    parts.front().frame = frames.front();
    for (std::size_t i = 1; i < frames.size(); ++i) parts.push_back(sibling(before, frames[i], draft));
    for (const manga::Panel& part : parts) ids.push_back(part.id);
    share(before, parts);
    replacePanel(page, id, std::move(parts));
  });
  return ids;
}

manga::PanelId mergePanels(Document& document, std::span<const manga::PanelId> ids, const manga::Gutters& gutters) {
  manga::PanelId kept;
  document.edit(QCoreApplication::translate("Commands", "Merge panels"), [&](Draft& draft) {
    if (ids.size() < 2) throw Error(ErrorCode::invalid_argument, "two panels at least are needed to merge them");
    manga::Page& page = draft.pageOf(ids.front());
    std::vector<manga::Panel> rest;
    for (const manga::PanelId id : ids) {
      const manga::Panel* panel = panelOn(page, id);
      if (!panel) throw Error(ErrorCode::invalid_argument, "panels of different pages cannot be merged");
      rest.push_back(*panel);
    }
    std::ranges::stable_sort(rest, std::greater(), [](const auto& panel) { return manga::area_of(panel.frame); });
    manga::Panel merged = std::move(rest.front());
    rest.erase(rest.begin());
    // Neighbours first: a panel may touch the merged one only after another has been taken in.
    for (std::size_t tried = 0; !rest.empty();) {
      try {
        manga::Polygon frame = manga::merge_frames(merged.frame, rest[tried].frame, gutters);
        absorb(merged, std::move(rest[tried]), std::move(frame));
        rest.erase(rest.begin() + std::ptrdiff_t(tried));
        tried = 0;
      } catch (const Error&) {
        if (++tried >= rest.size()) throw;
      }
    }
    kept = merged.id;
    *panelOn(page, kept) = std::move(merged);
    std::erase_if(page.panels, [&](const manga::Panel& panel) {
      return panel.id != kept && std::ranges::find(ids, panel.id) != ids.end();
    });
  });
  return kept;
}

}  // namespace koma::ui
