// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/project_json.h"

#include <algorithm>

#include "engine/base/error.h"
#include "engine/manga/conversation_json.h"
#include "engine/manga/drawing_json.h"
#include "engine/manga/panel_json.h"
#include "engine/manga/value_json.h"

namespace koma::manga {

using nlohmann::json;

namespace {

constexpr std::size_t most_pages = 10000;
constexpr std::array<const char*, 2> reading_directions = {"right-to-left", "left-to-right"};

json write(const Paper& paper) {
  json out = object_with(paper.unknown);
  if (!paper.preset.empty()) out["preset"] = paper.preset;
  out["trim"] = to_json(paper.trim);
  out["bleed"] = paper.bleed;
  out["inner_frame"] = to_json(paper.inner_frame);
  out["safe_margin"] = paper.safe_margin;
  return out;
}

Paper read_paper(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  Paper paper;
  paper.preset = fields.text("preset").value_or("");
  if (const json* trim = fields.find("trim")) {
    const Point size = point_from_json(*trim, fields.path("trim"));
    if (size.x < 10 || size.y < 10 || size.x > 2000 || size.y > 2000) {
      throw Error(ErrorCode::invalid_argument, "must be [width, height] from 10 to 2000 millimetres",
                  fields.path("trim"));
    }
    paper.trim = {size.x, size.y};
  }
  paper.bleed = fields.number("bleed", 0, 50).value_or(paper.bleed);
  if (const json* frame = fields.find("inner_frame"))
    paper.inner_frame = rect_from_json(*frame, fields.path("inner_frame"));
  paper.safe_margin = fields.number("safe_margin", 0, 100).value_or(paper.safe_margin);
  paper.unknown = fields.unknown();
  return paper;
}

json write(const Reference& reference) {
  json out = object_with(reference.unknown);
  out["picture"] = reference.picture;
  if (reference.crop != UnitBox{0, 0, 1, 1}) out["crop"] = box_to_json(reference.crop);
  return out;
}

Reference read_reference(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  Reference reference;
  reference.picture = fields.text("picture").value_or("");
  reference.crop = fields.box("crop").value_or(UnitBox{0, 0, 1, 1});
  reference.unknown = fields.unknown();
  return reference;
}

json write(const Character& character) {
  json out = object_with(character.unknown);
  out["id"] = character.id.value;
  out["name"] = character.name;
  if (!character.description.empty()) out["description"] = character.description;
  out["colour"] = character.colour;
  put_list(out, "references", character.references, [](const Reference& reference) { return write(reference); });
  out["strength"] = character.strength;
  put_list(out, "conversation", character.conversation, turn_to_json);
  return out;
}

Character read_character(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  Character character;
  character.id = id_from<Character>(fields, "id");
  character.name = fields.text("name").value_or("");
  character.description = fields.text("description").value_or("");
  character.colour = fields.text("colour").value_or(character.colour);
  character.references = read_list<Reference>(fields, "references", most_items, read_reference);
  character.strength = fields.number("strength", 0, 2).value_or(1);
  character.conversation = read_list<Turn>(fields, "conversation", most_items, turn_from_json);
  character.unknown = fields.unknown();
  return character;
}

/// Every id lies below `next_id` and none names two things, so that cross-references cannot be mistaken.
void check_ids(Project& project, const std::string& path) {
  std::vector<std::uint64_t> ids;
  for (const auto& character : project.cast) ids.push_back(character.id.value);
  for (const auto& page : project.pages) {
    ids.push_back(page.id.value);
    for (const auto& balloon : page.balloons) ids.push_back(balloon.id.value);
    for (const auto& panel : page.panels) {
      ids.push_back(panel.id.value);
      for (const auto& take : panel.takes) ids.push_back(take.id.value);
    }
  }
  std::ranges::sort(ids);
  if (!ids.empty() && ids.front() == 0)
    throw Error(ErrorCode::invalid_argument, "a page, panel, balloon, character or take has no id", path);
  const auto twice = std::ranges::adjacent_find(ids);
  if (twice != ids.end()) {
    throw Error(ErrorCode::invalid_argument, "the id " + std::to_string(*twice) + " names two things", path);
  }
  if (!ids.empty()) project.next_id = std::max(project.next_id, ids.back() + 1);
}

/// Schema 0 is what drafts wrote before the first release: sizes of the paper were called `paper_mm`.
json from_schema_0(json document) {
  if (document.contains("paper_mm")) {
    document["paper"] = json{{"trim", document["paper_mm"]}};
    document.erase("paper_mm");
  }
  return document;
}

using Migration = json (*)(json);
constexpr std::array<Migration, document_schema> migrations = {from_schema_0};

}  // namespace

json migrated(json document) {
  if (!document.is_object()) throw Error(ErrorCode::invalid_argument, "must be an object", "$");
  const auto schema = JsonFields(document, "$").integer("schema", 0, 1'000'000);
  if (!schema) throw Error(ErrorCode::invalid_argument, "is missing; this is no Komawari document", "$.schema");
  if (*schema > document_schema) {
    throw Error(ErrorCode::unsupported,
                "is " + std::to_string(*schema) + ", written by a newer Komawari; update the program to open it",
                "$.schema");
  }
  for (auto from = std::size_t(*schema); from < migrations.size(); ++from)
    document = migrations[from](std::move(document));
  document["schema"] = document_schema;
  return document;
}

json page_to_json(const Page& page) {
  json out = object_with(page.unknown);
  out["id"] = page.id.value;
  out["paper"] = write(page.paper);
  put_list(out, "panels", page.panels, panel_to_json);
  put_list(out, "balloons", page.balloons, balloon_to_json);
  return out;
}

Page page_from_json(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  Page page;
  page.id = id_from<Page>(fields, "id");
  if (const json* paper = fields.find("paper")) page.paper = read_paper(*paper, fields.path("paper"));
  page.panels = read_list<Panel>(fields, "panels", most_items, panel_from_json);
  page.balloons = read_list<Balloon>(fields, "balloons", most_items, balloon_from_json);
  page.unknown = fields.unknown();
  return page;
}

json head_to_json(const Project& project) {
  json out = object_with(project.unknown);
  out["schema"] = document_schema;
  out["title"] = project.title;
  out["direction"] = reading_directions[std::size_t(project.direction)];
  out["paper"] = write(project.paper);
  if (project.drawing != Project{}.drawing) out["drawing"] = drawing_to_json(project.drawing);
  put_list(out, "cast", project.cast, [](const Character& character) { return write(character); });
  if (!project.script.empty()) out["script"] = project.script;
  out["next_id"] = project.next_id;
  return out;
}

Project head_from_json(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  Project project;
  static_cast<void>(fields.find("schema"));
  static_cast<void>(fields.find("pages"));
  project.title = fields.text("title").value_or("");
  project.direction = ReadingDirection(fields.choice("direction", reading_directions).value_or(0));
  if (const json* paper = fields.find("paper")) project.paper = read_paper(*paper, fields.path("paper"));
  if (const json* drawing = fields.find("drawing")) {
    project.drawing = drawing_from_json(*drawing, fields.path("drawing"));
    if (project.drawing.model.empty()) project.drawing.model = Project{}.drawing.model;
  }
  project.cast = read_list<Character>(fields, "cast", most_items, read_character);
  project.script = fields.text("script").value_or("");
  project.next_id = std::uint64_t(fields.integer("next_id", 1, INT64_MAX).value_or(1));
  project.unknown = fields.unknown();
  return project;
}

json project_to_json(const Project& project) {
  json out = head_to_json(project);
  auto& pages = out["pages"] = json::array();
  for (const auto& page : project.pages) pages.push_back(page_to_json(page));
  return out;
}

Project project_from_json(const json& document) {
  const json current = migrated(document);
  Project project = head_from_json(current, "$");
  JsonFields fields(current, "$");
  project.pages = read_list<Page>(fields, "pages", most_pages, page_from_json);
  for (std::size_t i = 0; i < project.pages.size(); ++i) {
    if (!current["pages"][i].contains("paper")) project.pages[i].paper = project.paper;
  }
  check_ids(project, "$");
  return project;
}

Project project_from_text(const std::string& text, const std::string& place) {
  return project_from_json(parse_document(text, place));
}

}  // namespace koma::manga
