// SPDX-License-Identifier: Apache-2.0
#include "ui/document/region_commands.h"

#include <QCoreApplication>

#include "ui/document/merge_verbs.h"

namespace koma::ui {
namespace {

MergeKey keyOf(MergeVerb verb, const RegionRef& region) {
  return {int(verb), region.panel.value * 4096 + region.index};
}

template <class Change>
void changeRegion(Draft& draft, const RegionRef& ref, Change change) {
  auto& regions = draft.panel(ref.panel).regions;
  if (ref.index < regions.size()) change(regions[ref.index]);
}

}  // namespace

RegionRef addRegion(Document& document, manga::PanelId panel, const UnitBox& box) {
  RegionRef ref{panel, 0};
  document.edit(QCoreApplication::translate("Commands", "Add region"), [&](Draft& draft) {
    manga::Panel& changed = draft.panel(panel);
    manga::free_regions(changed);
    ref.index = changed.regions.size();
    changed.regions.emplace_back().box = box;
  });
  return ref;
}

RegionRef divideRegion(Document& document, const RegionRef& region, manga::DivideInto direction) {
  RegionRef added = region;
  const QString text = direction == manga::DivideInto::columns
                           ? QCoreApplication::translate("Commands", "Divide in columns")
                           : QCoreApplication::translate("Commands", "Divide in rows");
  document.edit(text, [&](Draft& draft) {
    manga::Panel& panel = draft.panel(region.panel);
    const bool whole = panel.regions.empty();
    const std::size_t before = panel.regions.size();
    manga::divide_region(panel, region.index, direction);
    if (whole) added.index = 0;
    if (!whole && panel.regions.size() > before) added.index = region.index + 1;
  });
  return added;
}

void placeRegions(Document& document, manga::PanelId panel, const std::vector<UnitBox>& boxes, bool quick) {
  document.edit(
      QCoreApplication::translate("Commands", "Move regions"),
      [&](Draft& draft) { manga::place_regions(draft.panel(panel), boxes); },
      quick ? mergeKey(MergeVerb::regionPlace, panel) : MergeKey{});
}

void setRegionPrompt(Document& document, const RegionRef& region, const QString& prompt) {
  document.edit(
      QCoreApplication::translate("Commands", "Edit region prompt"),
      [&](Draft& draft) {
        changeRegion(draft, region, [&](manga::Region& value) { value.prompt = prompt.toStdString(); });
      },
      keyOf(MergeVerb::regionPrompt, region));
}

void setRegionWeight(Document& document, const RegionRef& region, double weight) {
  document.edit(
      QCoreApplication::translate("Commands", "Change region weight"),
      [&](Draft& draft) { changeRegion(draft, region, [&](manga::Region& value) { value.weight = weight; }); },
      keyOf(MergeVerb::regionWeight, region));
}

void setDivision(Document& document, manga::PanelId panel, const manga::Division& division) {
  document.edit(
      QCoreApplication::translate("Commands", "Change what regions share"),
      [&](Draft& draft) { draft.panel(panel).division = division; }, mergeKey(MergeVerb::division, panel));
}

void removeRegions(Document& document, manga::PanelId panel) {
  document.edit(QCoreApplication::translate("Commands", "Remove all regions"), [&](Draft& draft) {
    draft.panel(panel).regions.clear();
    draft.panel(panel).division.split.clear();
  });
}

}  // namespace koma::ui
