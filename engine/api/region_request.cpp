// SPDX-License-Identifier: Apache-2.0
#include "engine/api/region_request.h"

#include <algorithm>
#include <charconv>

#include "engine/manga/panel_regions.h"
#include "engine/manga/region_plan.h"

namespace koma::api {

namespace {

std::string number(double value) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, 4).ptr};
}

/// The base prompt's share in every cell: one number where all are the same.
std::string base_ratio(const manga::Panel& panel, const std::vector<manga::SplitRow>& rows) {
  const auto share = [&](const manga::Region& region) { return 1 - region.weight * (1 - panel.division.base_share); };
  const double first = share(panel.regions.front());
  if (std::ranges::all_of(panel.regions, [&](const auto& region) { return share(region) == first; })) {
    return number(first);
  }
  std::string text;
  std::size_t region = 0;
  for (const manga::SplitRow& row : rows) {
    if (region > 0) text += ";";
    for (std::size_t i = 0; i < row.widths.size(); ++i) {
      text += (i > 0 ? "," : "") + number(share(panel.regions[region++]));
    }
  }
  return text;
}

}  // namespace

bool asks(const manga::Region& region) noexcept {
  return !region.hidden && region.prompt.find_first_not_of(" \t\r\n") != std::string::npos;
}

bool has_regions(const manga::Panel& panel) noexcept {
  return std::ranges::any_of(panel.regions, asks);
}

const std::string& whole_prompt(const manga::Panel& panel) noexcept {
  return has_regions(panel) && !panel.division.base_prompt.empty() ? panel.division.base_prompt : panel.prompt;
}

std::optional<Regions> requested_regions(const manga::Panel& panel) {
  if (!has_regions(panel)) return {};
  Regions regions;
  const bool base = !manga::trimmed(whole_prompt(panel)).empty();
  regions.in_controls = panel.division.in_controls;
  regions.pooled_from_base = base && panel.division.pooled_from_base;
  const auto rows = manga::split_rows(panel);
  if (rows && std::ranges::all_of(panel.regions, asks)) {
    regions.split = panel.division.split;
    for (const manga::Region& region : panel.regions) regions.prompts.push_back(region.prompt);
    if (base) regions.base_ratio = base_ratio(panel, *rows);
    return regions;
  }
  const std::vector<UnitBox> boxes = manga::region_boxes(panel);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const manga::Region& region = panel.regions[i];
    if (asks(region)) regions.boxes.push_back({boxes[i], region.prompt, region.weight});
  }
  if (panel.division.base_share > 0) regions.base_ratio = number(panel.division.base_share);
  return regions;
}

}  // namespace koma::api
