// SPDX-License-Identifier: Apache-2.0
#include "engine/api/edit_plan.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/api/request_boxes.h"
#include "engine/base/error.h"
#include "engine/base/json_fields.h"

namespace koma::api {

using nlohmann::json;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_edits = 64;
constexpr std::array<const char*, 3> edit_kinds{"add", "delete", "modify"};

[[noreturn]] void refuse(const std::string& sentence, const std::string& path) {
  throw Error(ErrorCode::invalid_argument, sentence, path);
}

void check_box(const UnitBox& box, const std::string& path) {
  const BoxFlaw flaw = flaw_of(box);
  if (flaw == BoxFlaw::no_area) refuse("has no area; right must be greater than left, and bottom than top", path);
  if (flaw == BoxFlaw::outside) refuse("lies beside the picture; give a box that shares something with 0 to 1", path);
}

PictureEdit edit_of(JsonFields& fields, const fs::path& base, bool has_scene) {
  PictureEdit edit;
  const auto kind = fields.choice("op", edit_kinds);
  if (!kind) refuse("is missing; give add, delete or modify", fields.path("op"));
  edit.kind = EditKind(*kind);
  (void)fields.text("entity");  // for people and for whoever planned it
  edit.box = fields.box("box");
  if (edit.box) check_box(*edit.box, fields.path("box"));
  if (const auto mask = fields.text("mask")) {
    if (edit.box) refuse("and a box exclude each other; give one of them", fields.path("mask"));
    const fs::path path(*mask);
    edit.mask.path = path.is_absolute() ? path : (base / path).lexically_normal();
  } else if (!edit.box) {
    refuse("is missing; give a box, or a mask", fields.path("box"));
  }
  edit.prompt = fields.text("prompt").value_or("");
  const bool may_be_empty = edit.kind == EditKind::remove && has_scene;
  if (edit.prompt.empty() && !may_be_empty) {
    refuse(edit.kind == EditKind::remove ? "is missing; say what is to be seen there instead, or give the plan a scene"
                                         : "is missing; say what is to be seen there",
           fields.path("prompt"));
  }
  edit.strength = fields.number("strength", 0, 1);
  fields.finish();
  return edit;
}

/// A vision model's box is whole numbers from 0 to 1000, perhaps with its corners swapped.
UnitBox box_of_thousandths(JsonFields& fields) {
  const auto& edges = fields.array("box", 4);
  std::array<float, 4> unit{};
  if (edges.size() != unit.size()) refuse("must be four whole numbers from 0 to 1000", fields.path("box"));
  for (std::size_t i = 0; i < unit.size(); ++i) {
    if (!edges[i].is_number_integer()) refuse("must be four whole numbers from 0 to 1000", fields.path("box"));
    unit[i] = float(std::clamp<std::int64_t>(edges[i].get<std::int64_t>(), 0, 1000)) / 1000;
  }
  const UnitBox box{std::min(unit[0], unit[2]), std::min(unit[1], unit[3]), std::max(unit[0], unit[2]),
                    std::max(unit[1], unit[3])};
  check_box(box, fields.path("box"));
  return box;
}

EditPlan plan_of_answer(JsonFields& fields) {
  EditPlan plan;
  plan.scene = fields.text("target_caption").value_or("");
  if (plan.scene.empty()) refuse("is missing; say what the picture is to show", fields.path("target_caption"));
  (void)fields.text("source_caption");
  (void)fields.array("changed", most_edits);
  const bool whole = fields.flag("whole_image").value_or(false);
  PictureEdit edit;
  edit.prompt = plan.scene;
  edit.box = whole ? UnitBox{0, 0, 1, 1} : box_of_thousandths(fields);
  (void)fields.find("box");
  fields.finish();
  plan.edits.push_back(std::move(edit));
  return plan;
}

}  // namespace

const char* to_string(EditKind kind) noexcept {
  return edit_kinds[std::size_t(kind)];
}

EditPlan edit_plan_from_json(const json& value, const fs::path& base) {
  JsonFields fields(value, "$");
  if (fields.find("target_caption")) return plan_of_answer(fields);
  if (fields.text("schema") != edit_plan_schema) {
    refuse(std::string("must be \"") + edit_plan_schema + "\"", fields.path("schema"));
  }
  EditPlan plan;
  plan.scene = fields.text("scene").value_or("");
  const auto& edits = fields.array("edits", most_edits);
  for (std::size_t i = 0; i < edits.size(); ++i) {
    JsonFields edit(edits[i], fields.path("edits") + "[" + std::to_string(i) + "]");
    plan.edits.push_back(edit_of(edit, base, !plan.scene.empty()));
  }
  if (plan.edits.empty()) refuse("holds nothing to do; give at least one edit", fields.path("edits"));
  fields.finish();
  return plan;
}

EditPlan read_edit_plan(const fs::path& file) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) {
    throw Error(ErrorCode::not_found, "there is no such plan; check the path", file.string());
  }
  std::ifstream stream(file, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  if (!stream || fs::is_directory(file, ignored)) {
    throw Error(ErrorCode::unreadable, "the plan cannot be read; check that it is a file and its permissions",
                file.string());
  }
  return edit_plan_from_json(parse_document(text.str(), file.string()), file.parent_path());
}

}  // namespace koma::api
