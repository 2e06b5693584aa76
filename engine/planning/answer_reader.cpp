// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/answer_reader.h"

#include <algorithm>
#include <array>
#include <map>

#include "engine/planning/answer_fields.h"
#include "engine/planning/safe_text.h"

namespace koma::planning {

using nlohmann::json;

namespace {

constexpr std::size_t most_line = 600, most_words = 200;  // bytes

manga::PlannedPerson read_person(const json& value, const std::string& path) {
  const Fields fields(value, path);
  constexpr std::array facings = {"left", "right", "front", "back"};
  manga::PlannedPerson person{.name = fields.words("name", most_name),
                              .box = {},
                              .expression = fields.text("expression", most_words),
                              .pose = fields.text("pose", most_words),
                              .facing = fields.choice("facing", facings)};
  if (fields.find("box") != nullptr) {
    const Sides sides = read_sides(fields, "box");
    person.box = box_of(sides, scale_of({sides}, {}));
  }
  return person;
}

manga::PlannedLine read_line(const json& value, const std::string& path) {
  const Fields fields(value, path);
  manga::PlannedLine line{.speaker = fields.text("speaker", most_name), .text = fields.words("text", most_line)};
  constexpr std::array kinds = {"shout", "narration"};
  const std::string kind = fields.choice("kind", kinds);
  if (kind == "shout") line.shape = manga::BalloonShape::burst;
  if (kind == "narration") line.shape = manga::BalloonShape::box;
  return line;
}

manga::PlannedPanel read_panel(const json& value, const std::string& path) {
  const Fields fields(value, path);
  constexpr std::array shots = {"close-up", "bust", "full", "wide"};
  manga::PlannedPanel panel{.width = fields.number("width", 1, 0.2, 12),
                            .prompt = fields.words("prompt", most_prompt),
                            .shot = fields.choice("shot", shots)};
  const json& people = fields.list("people", 0, 8);
  for (std::size_t i = 0; i < people.size(); ++i) {
    panel.people.push_back(read_person(people[i], item(fields.path("people"), i)));
  }
  const json& lines = fields.list("lines", 0, 8);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    panel.lines.push_back(read_line(lines[i], item(fields.path("lines"), i)));
  }
  return panel;
}

/// No weight below a quarter of the largest: slivers help nobody.
template <class Part>
void temper(std::vector<Part>& parts, double Part::*weight) {
  const double largest = (*std::ranges::max_element(parts, {}, weight)).*weight;
  for (Part& part : parts) part.*weight = std::max(part.*weight, largest / 4);
}

}  // namespace

manga::RecaptionProposal read_recaption(const json& answer, manga::PanelId panel) {
  const Fields fields(answer, "$");
  manga::RecaptionProposal proposal{.panel = panel, .prompt = fields.words("caption", most_prompt)};
  const std::string words = joined(fields.texts("negative", 100));
  if (!words.empty()) proposal.negative_prompt = words;
  return proposal;
}

manga::RegionProposal read_regions(const json& answer, manga::PanelId panel, const SeenPicture& seen) {
  const Fields fields(answer, "$");
  manga::RegionProposal proposal{.panel = panel, .base_prompt = fields.text("base_prompt", most_prompt)};
  const double percent = fields.number("base_percent", 0, 0, 80);
  proposal.base_ratio = proposal.base_prompt.empty() ? 0 : percent / 100;
  const json& regions = fields.list("regions", 1, 16);
  std::vector<Sides> boxes;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    boxes.push_back(read_sides(Fields(regions[i], item(fields.path("regions"), i)), "box"));
  }
  const Scale scale = scale_of(boxes, seen);
  std::vector<std::pair<double, manga::Region>> layers;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const Fields region(regions[i], item(fields.path("regions"), i));
    manga::Region made{.box = box_of(boxes[i], scale), .prompt = region.words("prompt", most_prompt)};
    if (area_of(made.box) >= least_area) layers.emplace_back(region.number("layer", 0, 0, 9), std::move(made));
  }
  if (layers.empty()) refuse(fields.path("regions"), "every box is smaller than a hundredth of the picture");
  std::ranges::stable_sort(layers, {}, [](const auto& layer) { return layer.first; });
  for (auto& [layer, region] : layers) proposal.regions.push_back(std::move(region));
  return proposal;
}

manga::PageProposal read_page(const json& answer, manga::PageId page) {
  const Fields fields(answer, "$");
  manga::PageProposal proposal{.page = page};
  const json& rows = fields.list("rows", 1, 6);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Fields row(rows[i], item(fields.path("rows"), i));
    manga::PlannedRow made{.height = row.number("height", 1, 0.2, 12)};
    const json& panels = row.list("panels", 1, 4);
    for (std::size_t k = 0; k < panels.size(); ++k) {
      made.panels.push_back(read_panel(panels[k], item(row.path("panels"), k)));
    }
    temper(made.panels, &manga::PlannedPanel::width);
    proposal.rows.push_back(std::move(made));
  }
  temper(proposal.rows, &manga::PlannedRow::height);
  return proposal;
}

manga::CharacterProposal read_character(const json& answer, manga::CharacterId character) {
  return {.character = character, .description = Fields(answer, "$").words("description", most_prompt)};
}

manga::TranslationProposal read_translation(const json& answer, const std::string& language,
                                            const std::vector<manga::BalloonId>& balloons) {
  const Fields fields(answer, "$");
  const json& lines = fields.list("lines", 1, balloons.size() + 100);
  std::map<std::size_t, std::string> texts;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Fields line(lines[i], item(fields.path("lines"), i));
    texts[std::size_t(line.number("id", 0, 0, 1e6))] = line.words("text", most_line);
  }
  manga::TranslationProposal proposal{.language = language};
  for (std::size_t i = 0; i < balloons.size(); ++i) {
    const auto found = texts.find(i + 1);
    if (found == texts.end()) refuse("$.lines", "the line with id " + std::to_string(i + 1) + " is missing");
    proposal.balloons.push_back({balloons[i], found->second});
  }
  return proposal;
}

}  // namespace koma::planning
