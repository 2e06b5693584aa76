// SPDX-License-Identifier: Apache-2.0
#include "ui/docks/stacking.h"

#include <QCoreApplication>
#include <algorithm>

#include "engine/manga/panel_regions.h"
#include "ui/document/document.h"

namespace koma::ui {
namespace {

/// In a list whose last lies in front: the place right behind `above` or right before `below`. Returns it.
template <class T>
std::size_t moved(std::vector<T>& list, std::size_t from, std::optional<std::size_t> above,
                  std::optional<std::size_t> below) {
  // Behind means a smaller index: the thing takes the place that `above` has, once it is itself taken out.
  std::size_t to = from;
  if (above) {
    to = from < *above ? *above - 1 : *above;
  } else if (below) {
    to = from < *below ? *below : *below + 1;
  }
  const auto at = [&](std::size_t i) { return list.begin() + std::ptrdiff_t(i); };
  if (from < to) std::rotate(at(from), at(from + 1), at(to + 1));
  if (to < from) std::rotate(at(to), at(from), at(from + 1));
  return to;
}

/// Of a panel's boxes or regions; returns the name that it has now.
template <class T, class Ref>
Ref movedPart(std::vector<T>& parts, const Ref& ref, const std::optional<Thing>& above,
              const std::optional<Thing>& below) {
  const auto place = [](const std::optional<Thing>& other) {
    return other ? std::optional(std::get<Ref>(*other).index) : std::nullopt;
  };
  return ref.index < parts.size() ? Ref{ref.panel, moved(parts, ref.index, place(above), place(below))} : ref;
}

}  // namespace

Thing stackBetween(Document& document, const Thing& thing, const std::optional<Thing>& above,
                   const std::optional<Thing>& below) {
  Thing now = thing;
  document.edit(QCoreApplication::translate("Commands", "Change stacking"), [&](Draft& draft) {
    if (const auto* box = std::get_if<BoxRef>(&thing)) {
      now = movedPart(draft.panel(box->panel).characters, *box, above, below);
    } else if (const auto* region = std::get_if<RegionRef>(&thing)) {
      manga::Panel& panel = draft.panel(region->panel);
      // Cells lie side by side.
      if (!manga::split_rows(panel)) now = movedPart(panel.regions, *region, above, below);
    } else if (const auto* balloon = std::get_if<manga::BalloonId>(&thing)) {
      auto& balloons = draft.pageOf(*balloon).balloons;
      const auto placeOf = [&](manga::BalloonId id) {
        return std::size_t(std::ranges::find(balloons, id, &manga::Balloon::id) - balloons.begin());
      };
      const auto place = [&](const std::optional<Thing>& other) -> std::optional<std::size_t> {
        if (!other) return std::nullopt;
        return placeOf(std::get<manga::BalloonId>(*other));
      };
      moved(balloons, placeOf(*balloon), place(above), place(below));
    }
  });
  return now;
}

}  // namespace koma::ui
