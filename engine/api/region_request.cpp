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

std::vector<manga::SplitRow> rows_of(const Regions& regions) {
  if (regions.split.empty()) return {{1, std::vector<double>(regions.boxes.size(), 1)}};
  return manga::parse_split(regions.split);
}

/// The share that every region has of the base prompt; 0 where it cannot be read.
std::vector<double> shares_of(const Regions& regions, std::size_t count) {
  try {
    if (!regions.base_ratio.empty()) return manga::parse_base_ratio(regions.base_ratio, rows_of(regions));
  } catch (const manga::RegionError&) {
    // The request was refused, so nobody has seen a picture of it.
  }
  return std::vector<double>(count, 0);
}

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

void recall_regions(manga::Panel& panel, const GenerationRequest& request) {
  const Regions regions = request.regions.value_or(Regions{});
  std::vector<manga::Region> recalled;
  if (regions.boxes.empty()) {
    const auto prompts =
        regions.prompts.empty() && request.regions ? manga::parts_between_breaks(request.prompt) : regions.prompts;
    for (const std::string& prompt : prompts) recalled.emplace_back().prompt = prompt;
  }
  for (const RegionBox& box : regions.boxes) {
    manga::Region& region = recalled.emplace_back();
    region.box = box.box;
    region.prompt = box.prompt;
    region.weight = box.weight;
  }
  const std::vector<double> shares = shares_of(regions, recalled.size());
  const double least = shares.empty() ? 0 : *std::ranges::min_element(shares);
  for (std::size_t i = 0; i < std::min(shares.size(), recalled.size()) && least < 1; ++i) {
    recalled[i].weight *= (1 - shares[i]) / (1 - least);
  }
  if (regions.split.empty()) std::ranges::copy_if(panel.regions, std::back_inserter(recalled), &manga::Region::hidden);
  panel.regions = std::move(recalled);
  panel.division.split = regions.split;
  panel.division.base_prompt = regions.base_prompt;
  panel.division.base_share = least;
  panel.division.in_controls = regions.in_controls;
  panel.division.pooled_from_base = regions.pooled_from_base;
  manga::place_regions(panel, manga::region_boxes(panel));
}

}  // namespace koma::api
