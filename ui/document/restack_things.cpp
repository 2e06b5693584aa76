// SPDX-License-Identifier: Apache-2.0
#include <QCoreApplication>
#include <algorithm>

#include "engine/manga/panel_regions.h"
#include "ui/document/thing_commands.h"
#include "ui/document/things.h"

namespace koma::ui {
namespace {

/// Moves the chosen ones within a list whose last lies on top; they keep their order among themselves.
template <class T>
void restack(std::vector<T>& list, const std::vector<bool>& chosenAt, Restack how) {
  std::vector<std::pair<bool, T>> order;
  for (std::size_t i = 0; i < list.size(); ++i) order.emplace_back(chosenAt[i], std::move(list[i]));
  const auto chosen = [](const auto& entry) { return entry.first; };
  const auto other = [](const auto& entry) { return !entry.first; };
  switch (how) {
    case Restack::toFront:
      std::ranges::stable_partition(order, other);
      break;
    case Restack::toBack:
      std::ranges::stable_partition(order, chosen);
      break;
    case Restack::raise:
      for (std::size_t i = order.size(); i-- > 1;) {
        if (order[i - 1].first && !order[i].first) std::swap(order[i - 1], order[i]);
      }
      break;
    case Restack::lower:
      for (std::size_t i = 1; i < order.size(); ++i) {
        if (order[i].first && !order[i - 1].first) std::swap(order[i - 1], order[i]);
      }
      break;
  }
  for (std::size_t i = 0; i < list.size(); ++i) list[i] = std::move(order[i].second);
}

void restackPanels(manga::Page& page, const std::vector<Thing>& things, Restack how) {
  std::vector<std::size_t> order(page.panels.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return page.panels[i].z_order; });
  std::vector<bool> chosen;
  for (const std::size_t i : order) {
    chosen.push_back(std::ranges::find(things, Thing(page.panels[i].id)) != things.end());
  }
  if (std::ranges::find(chosen, true) == chosen.end()) return;
  const auto before = order;
  restack(order, chosen, how);
  if (order == before) return;
  for (std::size_t i = 0; i < order.size(); ++i) page.panels[order[i]].z_order = int(i);
}

void restackBalloons(manga::Page& page, const std::vector<Thing>& things, Restack how) {
  std::vector<bool> chosen;
  for (const manga::Balloon& balloon : page.balloons) {
    chosen.push_back(std::ranges::find(things, Thing(balloon.id)) != things.end());
  }
  restack(page.balloons, chosen, how);
}

struct Restacking {
  manga::PanelId panel;
  std::vector<Thing>& things;  ///< whose names change with their places
  const std::vector<Thing>& free;
  Restack how;
};

/// Of a panel's boxes or regions.
template <class Ref, class T>
void restackParts(std::vector<T>& parts, const Restacking& restacking) {
  std::vector<std::size_t> order(parts.size());
  std::vector<bool> chosen;
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
    chosen.push_back(std::ranges::find(restacking.free, Thing(Ref{restacking.panel, i})) != restacking.free.end());
  }
  restack(order, chosen, restacking.how);
  std::vector<T> restacked;
  for (const std::size_t i : order) restacked.push_back(parts[i]);
  parts = std::move(restacked);
  for (Thing& thing : restacking.things) {
    auto* ref = std::get_if<Ref>(&thing);
    if (!ref || ref->panel != restacking.panel) continue;
    ref->index = std::size_t(std::ranges::find(order, ref->index) - order.begin());
  }
}

}  // namespace

std::vector<Thing> restackThings(Document& document, std::span<const Thing> things, Restack how) {
  std::vector<Thing> renamed(things.begin(), things.end());
  const manga::Page* holder = things.empty() ? nullptr : pageOf(document.project(), things.front());
  if (!holder) return renamed;
  document.edit(QCoreApplication::translate("Commands", "Change stacking"), [&](Draft& draft) {
    manga::Page& page = draft.page(holder->id);
    std::vector<Thing> free;
    std::ranges::copy_if(things, std::back_inserter(free), [&](const Thing& thing) { return !isLocked(page, thing); });
    restackPanels(page, free, how);
    restackBalloons(page, free, how);
    for (manga::Panel& panel : page.panels) {
      const Restacking restacking{panel.id, renamed, free, how};
      restackParts<BoxRef>(panel.characters, restacking);
      // Cells lie side by side.
      if (!manga::split_rows(panel)) restackParts<RegionRef>(panel.regions, restacking);
    }
  });
  return renamed;
}

}  // namespace koma::ui
