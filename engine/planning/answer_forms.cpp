// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/answer_forms.h"

namespace koma::planning {

using nlohmann::json;

namespace {

json text() {
  return {{"type", "string"}};
}

json number(int least, int most) {
  return {{"type", "integer"}, {"minimum", least}, {"maximum", most}};
}

json one_of(std::initializer_list<const char*> words) {
  return {{"type", "string"}, {"enum", json(words)}};
}

json list(json items, int least, int most) {
  return {{"type", "array"}, {"items", std::move(items)}, {"minItems", least}, {"maxItems", most}};
}

json object(std::initializer_list<std::pair<const char*, json>> fields) {
  json properties = json::object(), names = json::array();
  for (const auto& [name, schema] : fields) {
    properties[name] = schema;
    names.push_back(name);
  }
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"required", std::move(names)},
          {"additionalProperties", false}};
}

json box() {
  const json side = number(0, 1000);
  return object({{"x0", side}, {"y0", side}, {"x1", side}, {"y1", side}});
}

}  // namespace

AnswerForm recaption_form() {
  return {"panel_words", object({{"caption", text()}, {"negative", list(text(), 0, 30)}})};
}

AnswerForm regions_form() {
  const json region = object({{"name", text()}, {"prompt", text()}, {"box", box()}, {"layer", number(0, 9)}});
  return {"panel_regions",
          object({{"base_prompt", text()}, {"base_percent", number(0, 80)}, {"regions", list(region, 1, 8)}})};
}

AnswerForm page_form() {
  const json person = object({{"name", text()},
                              {"expression", text()},
                              {"pose", text()},
                              {"facing", one_of({"left", "right", "front", "back"})},
                              {"box", box()}});
  const json line = object({{"speaker", text()}, {"text", text()}, {"kind", one_of({"speech", "shout", "narration"})}});
  const json panel = object({{"width", number(1, 12)},
                             {"shot", one_of({"close-up", "bust", "full", "wide"})},
                             {"prompt", text()},
                             {"people", list(person, 0, 4)},
                             {"lines", list(line, 0, 4)}});
  const json row = object({{"height", number(1, 12)}, {"panels", list(panel, 1, 4)}});
  return {"page_plan", object({{"rows", list(row, 1, 5)}})};
}

AnswerForm character_form() {
  return {"character_sheet", object({{"description", text()}})};
}

AnswerForm translation_form(std::size_t lines) {
  const int count = int(lines);
  return {"translation", object({{"lines", list(object({{"id", number(1, count)}, {"text", text()}}), count, count)}})};
}

AnswerForm words_form() {
  return {"words", object({{"intent", one_of({"generate", "chat"})},
                           {"caption", text()},
                           {"tags", list(text(), 0, 60)},
                           {"negative", list(text(), 0, 30)},
                           {"aspect", one_of({"portrait", "landscape", "square", "panel"})},
                           {"shot", one_of({"close", "bust", "half", "full", "wide", "none"})},
                           {"reply", text()}})};
}

AnswerForm fill_form() {
  return {"fill", object({{"scene", text()},
                          {"fill", text()},
                          {"tags", list(text(), 0, 40)},
                          {"continue_lines", list(text(), 0, 8)},
                          {"avoid", list(text(), 0, 20)}})};
}

AnswerForm edit_form() {
  return {"edit", object({{"source_caption", text()},
                          {"target_caption", text()},
                          {"changed", list(text(), 0, 8)},
                          {"box", list(number(0, 1000), 4, 4)},
                          {"whole_image", json{{"type", "boolean"}}}})};
}

AnswerForm view_form() {
  const json side = number(0, 1000);
  const json seen = object({{"label", text()}, {"x0", side}, {"y0", side}, {"x1", side}, {"y1", side}});
  return {
      "view",
      object({{"answer", text()}, {"confidence", one_of({"low", "medium", "high"})}, {"boxes", list(seen, 0, 12)}})};
}

AnswerForm colour_form() {
  return {"colour", object({{"colour", text()}})};
}

}  // namespace koma::planning
