// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/answer_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "engine/base/error.h"
#include "engine/planning/safe_text.h"

namespace koma::planning {

using nlohmann::json;

namespace {

constexpr std::size_t most_prompt = 4000, most_line = 600, most_name = 100, most_words = 200;  // bytes

[[noreturn]] void refuse(const std::string& path, const std::string& sentence) {
  throw Error(ErrorCode::invalid_file, sentence, path);
}

/// One object of an answer.
class Fields {
 public:
  Fields(const json& value, std::string path) : value_(value), path_(std::move(path)) {
    if (!value.is_object()) refuse(path_, "must be an object");
  }

  [[nodiscard]] const json* find(const char* name) const {
    const auto found = value_.find(name);
    return found == value_.end() || found->is_null() ? nullptr : &*found;
  }
  [[nodiscard]] std::string path(const char* name) const { return path_ + "." + name; }

  /// Empty when it is missing.
  [[nodiscard]] std::string text(const char* name, std::size_t most) const {
    const json* value = find(name);
    if (value == nullptr) return {};
    if (!value->is_string()) refuse(path(name), "must be a string");
    return cleaned(value->get<std::string>(), most);
  }
  [[nodiscard]] std::string words(const char* name, std::size_t most) const {
    std::string found = text(name, most);
    if (found.empty()) refuse(path(name), find(name) ? "is empty" : "is missing");
    return found;
  }
  /// Numbers that are written as texts count as well.
  [[nodiscard]] double number(const char* name, double otherwise, double least, double most) const {
    const json* value = find(name);
    if (value == nullptr) return otherwise;
    double found = 0;
    if (value->is_number()) {
      found = value->get<double>();
    } else if (value->is_string()) {
      char* end = nullptr;
      const std::string text = value->get<std::string>();
      found = std::strtod(text.c_str(), &end);
      if (text.empty() || *end != '\0') refuse(path(name), "must be a number");
    } else {
      refuse(path(name), "must be a number");
    }
    if (std::isnan(found)) refuse(path(name), "must be a number");
    return std::clamp(found, least, most);
  }
  [[nodiscard]] const json& list(const char* name, std::size_t least, std::size_t most) const {
    static const json none = json::array();
    const json* value = find(name);
    if (value == nullptr && least > 0) refuse(path(name), "is missing");
    if (value == nullptr) return none;
    if (!value->is_array()) refuse(path(name), "must be a list");
    if (value->size() < least || value->size() > most) {
      refuse(path(name), "must have " + std::to_string(least) + " to " + std::to_string(most) + " entries");
    }
    return *value;
  }
  /// Empty for another word: it is a hint, not worth asking again.
  template <std::size_t N>
  [[nodiscard]] std::string choice(const char* name, const std::array<const char*, N>& words) const {
    const std::string found = text(name, most_name);
    return std::ranges::find(words, found) == words.end() ? "" : found;
  }

 private:
  const json& value_;
  std::string path_;
};

std::string item(const std::string& path, std::size_t index) {
  return path + "[" + std::to_string(index) + "]";
}

struct Sides {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};

Sides read_sides(const Fields& fields, const char* name) {
  constexpr double far = 1e6;
  const json* value = fields.find(name);
  if (value == nullptr) refuse(fields.path(name), "is missing");
  if (value->is_array()) {
    if (value->size() != 4 || !std::ranges::all_of(*value, [](const json& n) { return n.is_number(); })) {
      refuse(fields.path(name), "must be {x0, y0, x1, y1}");
    }
    const auto at = [&](std::size_t i) { return std::clamp((*value)[i].get<double>(), -far, far); };
    return {at(0), at(1), at(2), at(3)};
  }
  const Fields box(*value, fields.path(name));
  for (const char* side : {"x0", "y0", "x1", "y1"}) {
    if (box.find(side) == nullptr) refuse(box.path(side), "is missing");
  }
  return {box.number("x0", 0, -far, far), box.number("y0", 0, -far, far), box.number("x1", 0, -far, far),
          box.number("y1", 0, -far, far)};
}

/// What one unit of the answer's numbers is, across and down (specs/llmga.md 5.3).
struct Scale {
  double across = 1000, down = 1000;
};

Scale scale_of(const std::vector<Sides>& boxes, const SeenPicture& seen) {
  const Scale pixels{double(std::max(seen.width, 1)), double(std::max(seen.height, 1))};
  switch (seen.coordinates) {
    case api::BoxCoordinates::thousandths:
      return {};
    case api::BoxCoordinates::pixels:
      return seen.width > 0 ? pixels : Scale{};
    case api::BoxCoordinates::shares:
      return {1, 1};
    case api::BoxCoordinates::automatic:
      break;
  }
  double largest = 0;
  for (const Sides& box : boxes) largest = std::max({largest, box.x0, box.y0, box.x1, box.y1});
  if (largest <= 1) return {1, 1};
  return largest > 1000 && seen.width > 0 ? pixels : Scale{};
}

UnitBox box_of(Sides box, const Scale& scale) {
  if (box.x0 > box.x1) std::swap(box.x0, box.x1);
  if (box.y0 > box.y1) std::swap(box.y0, box.y1);
  const auto share = [](double value, double unit) { return float(std::clamp(value / unit, 0.0, 1.0)); };
  return {share(box.x0, scale.across), share(box.y0, scale.down), share(box.x1, scale.across),
          share(box.y1, scale.down)};
}

float area_of(const UnitBox& box) {
  return (box.right - box.left) * (box.bottom - box.top);
}

constexpr float least_area = 0.01f;

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
  const json& negative = fields.list("negative", 0, 100);
  std::string words;
  for (std::size_t i = 0; i < negative.size(); ++i) {
    if (!negative[i].is_string()) refuse(item(fields.path("negative"), i), "must be a string");
    const std::string word = cleaned(negative[i].get<std::string>(), most_name);
    if (!word.empty()) words += (words.empty() ? "" : ", ") + word;
  }
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
