// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/region_division.h"

#include "engine/base/error.h"

namespace koma::conditioning {
namespace {

constexpr std::size_t most_regions = 64;

void refuse_if(bool wrong, const char* field, const std::string& sentence) {
  if (wrong) throw Error(ErrorCode::invalid_argument, sentence, field);
}

const char* field_of(manga::RegionFault fault, const api::Regions& regions) {
  using manga::RegionFault;
  switch (fault) {
    case RegionFault::bad_ratio:
      return "$.regions.split";
    case RegionFault::base_incomplete:
    case RegionFault::bad_base:
      return "$.regions.base_ratio";
    default:
      return regions.prompts.empty() ? "$.prompt" : "$.regions.prompts";
  }
}

/// Calls `read` and says in which field of the request it found a fault.
template <class Read>
auto with_field(const api::Regions& regions, Read read) {
  try {
    return read();
  } catch (const manga::RegionError& error) {
    throw Error(error.code(), error.sentence(), field_of(error.fault(), regions));
  }
}

/// The base prompt: the regions' own, or the request's where the regions have words of their own.
std::string base_of(const api::GenerationRequest& request) {
  const api::Regions& regions = *request.regions;
  const std::string own = manga::trimmed(regions.base_prompt), whole = manga::trimmed(request.prompt);
  if (regions.prompts.empty() && regions.boxes.empty()) return own;
  refuse_if(!own.empty() && !whole.empty(), "$.prompt",
            "is not drawn beside a base prompt and prompts for regions; remove it or the base prompt");
  return own.empty() ? whole : own;
}

RegionDivision divided_by_split(const api::GenerationRequest& request) {
  const api::Regions& regions = *request.regions;
  RegionDivision division;
  division.base_prompt = base_of(request);
  const bool forgotten =
      request.upstream_quirks && !division.base_prompt.empty() && manga::trimmed(regions.base_ratio).empty();
  const manga::RegionWords words{
      regions.split, regions.prompts.empty() ? manga::parts_between_breaks(request.prompt) : regions.prompts,
      forgotten ? "" : division.base_prompt, regions.base_ratio};
  division.regions = with_field(regions, [&] { return manga::plan_regions(words); });
  division.reads_base = !words.base_prompt.empty();
  if (!request.upstream_quirks) return division;
  const std::vector<manga::RegionSpan> spans = manga::rounded_spans_of(manga::parse_split(regions.split));
  for (std::size_t i = 0; i < spans.size(); ++i) division.regions[i].span = spans[i];
  return division;
}

RegionDivision divided_by_boxes(const api::GenerationRequest& request) {
  const api::Regions& regions = *request.regions;
  RegionDivision division;
  division.boxes = true;
  division.reads_base = true;
  division.base_prompt = base_of(request);
  refuse_if(division.base_prompt.empty(), "$.regions.base_prompt",
            "is missing; boxes need a prompt for what lies beside them");
  std::vector<double> base(regions.boxes.size(), 0);
  if (!manga::trimmed(regions.base_ratio).empty()) {
    const manga::SplitRow row{1, std::vector<double>(regions.boxes.size(), 1)};
    base = with_field(regions, [&] { return manga::parse_base_ratio(regions.base_ratio, {row}); });
  }
  for (std::size_t i = 0; i < regions.boxes.size(); ++i) {
    const api::RegionBox& region = regions.boxes[i];
    const std::string prompt = manga::trimmed(region.prompt);
    const std::string field = "$.regions.boxes[" + std::to_string(i) + "].prompt";
    refuse_if(prompt.empty(), field.c_str(), "has no words; say what is there, or remove the box");
    const UnitBox& box = region.box;
    division.regions.push_back({prompt, {box.top, box.bottom, box.left, box.right}, 1 - region.weight * (1 - base[i])});
  }
  return division;
}

}  // namespace

RegionDivision region_division(const api::GenerationRequest& request) {
  const api::Regions& regions = *request.regions;
  const bool split = !manga::trimmed(regions.split).empty(), boxes = !regions.boxes.empty();
  refuse_if(boxes && (split || !regions.prompts.empty()), "$.regions",
            "have both boxes and a split with prompts; keep one of them");
  refuse_if(!boxes && !split, "$.regions", "have neither a split nor boxes; give one, or remove the field");
  RegionDivision division = boxes ? divided_by_boxes(request) : divided_by_split(request);
  refuse_if(
      division.regions.size() > most_regions, "$.regions",
      "are " + std::to_string(division.regions.size()) + ", but at most " + std::to_string(most_regions) + " fit");
  refuse_if(regions.pooled_from_base && !division.reads_base, "$.regions.pooled",
            "asks for the base prompt's text, but there is none; give one, or take \"last\"");
  return division;
}

}  // namespace koma::conditioning
