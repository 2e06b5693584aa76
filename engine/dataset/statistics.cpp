// SPDX-License-Identifier: Apache-2.0
#include "engine/dataset/statistics.h"

#include <algorithm>
#include <bit>
#include <nlohmann/json.hpp>
#include <set>

namespace koma::dataset {

namespace {

/// For every id the panels that show it with a clean face.
std::map<std::int64_t, std::set<std::size_t>> clean_panels(const DatasetPage& page) {
  std::map<std::int64_t, std::set<std::size_t>> panels;
  for (std::size_t i = 0; i < page.frames.size(); ++i) {
    for (const auto& who : page.frames[i].characters) {
      auto& found = panels[who.id];
      if (who.type.value_or(FaceType::clean) == FaceType::clean) found.insert(i);
    }
  }
  return panels;
}

nlohmann::json histogram_json(const Histogram& histogram) {
  nlohmann::json object = nlohmann::json::object();
  for (const auto& [value, count] : histogram) object[std::to_string(value)] = count;
  return object;
}

}  // namespace

void Statistics::add(const DatasetPage& page) {
  ++pages;
  if (page.sources.url1.empty()) ++pages_without_url;
  const auto clean = clean_panels(page);
  ++panels_per_page[int(page.frames.size())];
  ++people_per_page[int(clean.size())];
  for (std::size_t i = 0; i < page.frames.size(); ++i) {
    const DatasetFrame& frame = page.frames[i];
    ++panels;
    if (frame.caption.empty()) ++panels_without_caption;
    ++characters_per_panel[int(frame.characters.size())];
    ++dialogs_per_panel[int(frame.dialogs.size())];
    ++panel_side[int(std::bit_floor(unsigned(std::min(frame.bbox.width(), frame.bbox.height()))))];
    characters += std::int64_t(frame.characters.size());
    dialogs += std::int64_t(frame.dialogs.size());
    for (const auto& who : frame.characters) {
      if (who.type) ++types[std::size_t(*who.type)];
      if (!who.type) ++types_missing;
      const auto& elsewhere = clean.at(who.id);
      if (elsewhere.size() > std::size_t(elsewhere.contains(i) ? 1 : 0)) ++characters_with_reference;
    }
  }
}

nlohmann::json to_json(const Statistics& statistics) {
  return {{"pages", statistics.pages},
          {"panels", statistics.panels},
          {"characters", statistics.characters},
          {"dialogs", statistics.dialogs},
          {"pages_without_url", statistics.pages_without_url},
          {"panels_without_caption", statistics.panels_without_caption},
          {"characters_with_reference", statistics.characters_with_reference},
          {"types",
           {{"clean", statistics.types[0]},
            {"vague", statistics.types[1]},
            {"exaggerated", statistics.types[2]},
            {"missing", statistics.types_missing}}},
          {"panels_per_page", histogram_json(statistics.panels_per_page)},
          {"people_per_page", histogram_json(statistics.people_per_page)},
          {"characters_per_panel", histogram_json(statistics.characters_per_panel)},
          {"dialogs_per_panel", histogram_json(statistics.dialogs_per_panel)},
          {"panel_side", histogram_json(statistics.panel_side)}};
}

}  // namespace koma::dataset
