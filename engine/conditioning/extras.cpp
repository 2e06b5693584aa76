// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/extras.h"

#include <algorithm>

#include "engine/conditioning/character_codes.h"
#include "engine/conditioning/region_division.h"

namespace koma::conditioning {

namespace {

/// How much of a cell's height a whole figure takes, and how far its feet stay from the cell's lower edge.
constexpr double figure_height = 0.8, ground = 0.03;

std::size_t mentioned(const std::string& words, const std::vector<std::string>& of) {
  return std::size_t(std::ranges::count_if(
      of, [&](const std::string& word) { return !mentions(words, {models::ControlValue{{word}}}).empty(); }));
}

bool names_somebody(const std::string& words, const std::vector<models::Extra>& extras) {
  return std::ranges::any_of(extras, [&](const models::Extra& extra) { return mentioned(words, extra.who) > 0; });
}

bool holds_middle_of(const manga::RegionSpan& span, const UnitBox& box) {
  const double x = (double(box.left) + box.right) / 2, y = (double(box.top) + box.bottom) / 2;
  return x >= span.left && x < span.right && y >= span.top && y < span.bottom;
}

/// A whole figure in the middle of a cell.
UnitBox standing_in(const manga::RegionSpan& cell, int width, int height) {
  const double wide = (cell.right - cell.left) * width, high = (cell.bottom - cell.top) * height;
  const double above = head_frame_rule.above, whole = above + 3.5;  // in head radii, see box_of
  const double radius = std::min(wide / head_frame_rule.width, figure_height * high / whole);
  const double feet = cell.bottom * height - ground * high;
  const HeadFrame head{float((cell.left + cell.right) / 2 * width), float(feet - (whole - above) * radius),
                       float(radius)};
  return box_of(head, Shot::full, width, height);
}

}  // namespace

const models::Extra* extra_for(const std::string& words, const std::vector<models::Extra>& extras, std::uint64_t seed,
                               std::size_t number) {
  const bool told = names_somebody(words, extras);
  std::vector<const models::Extra*> fitting;
  std::size_t best = 0;
  for (const models::Extra& extra : extras) {
    if (told && mentioned(words, extra.who) == 0) continue;
    const std::size_t looks = mentioned(words, extra.looks);
    if (looks > best) fitting.clear();
    best = std::max(best, looks);
    if (looks == best) fitting.push_back(&extra);
  }
  if (fitting.empty()) return nullptr;
  // Neighbours in the list look alike; the stride is a prime, so that several people of a panel do not.
  return fitting[(seed + 7 * number) % fitting.size()];
}

std::vector<api::PlacedCharacter> people_of_regions(const api::GenerationRequest& request,
                                                    const std::vector<models::Extra>& extras, int width, int height) {
  std::vector<api::PlacedCharacter> people;
  if (!request.regions || extras.empty()) return people;
  const RegionDivision division = region_division(request);
  for (const manga::PlannedRegion& region : division.regions) {
    if (!names_somebody(region.prompt, extras)) continue;
    const auto stands_there = [&](const api::PlacedCharacter& character) {
      return holds_middle_of(region.span, character.box);
    };
    if (std::ranges::any_of(request.characters, stands_there)) continue;
    api::PlacedCharacter person;
    person.phrase = region.prompt;
    const manga::RegionSpan& span = region.span;
    person.box = division.boxes ? UnitBox{float(span.left), float(span.top), float(span.right), float(span.bottom)}
                                : standing_in(span, width, height);
    people.push_back(std::move(person));
  }
  return people;
}

}  // namespace koma::conditioning
