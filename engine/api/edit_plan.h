// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/generation_request.h"

namespace koma::api {

inline constexpr const char* edit_plan_schema = "komawari.edit_plan/1";

enum class EditKind { add, remove, modify };  ///< "add", "delete", "modify" in JSON
[[nodiscard]] const char* to_string(EditKind kind) noexcept;

/// One change of a picture.
struct PictureEdit {
  EditKind kind = EditKind::modify;
  std::optional<UnitBox> box;      ///< where, in 0…1 of the picture; or
  Picture mask;                    ///< grey, white is drawn anew
  std::string prompt;              ///< what is to be seen there; of a "delete" it may be empty
  std::optional<double> strength;  ///< 0…1; omitted: 1, of a "modify" 0.75, so that it keeps its place and form
  friend bool operator==(const PictureEdit&, const PictureEdit&) = default;
};

/// Changes of one picture, each made on what the one before it left (RPG's editing, specs/rpg.md 10).
struct EditPlan {
  std::string scene;  ///< what the finished picture shows; the prompt of a "delete" without one
  std::vector<PictureEdit> edits;
  friend bool operator==(const EditPlan&, const EditPlan&) = default;
};

/// Reads a plan: `{"schema": "komawari.edit_plan/1", "scene": …, "edits": [{"op": "add", "box": [0.1, 0.2, 0.5, 0.9],
/// "prompt": …}]}`, with `mask`, a picture's path counted from `base`, instead of a box where the shape matters. A
/// vision model's answer (specs/llmga.md 5.4, schema E: `source_caption`, `target_caption`, `changed`, `box` in
/// thousandths, `whole_image`) is a plan of one "modify". Throws Error(invalid_argument) with a JSON path: an unknown
/// op or field, a box without area or beside the picture, neither or both of box and mask, a missing prompt.
[[nodiscard]] EditPlan edit_plan_from_json(const nlohmann::json& value, const std::filesystem::path& base);
/// The same from a file. Throws Error(not_found | unreadable), too.
[[nodiscard]] EditPlan read_edit_plan(const std::filesystem::path& file);

}  // namespace koma::api
