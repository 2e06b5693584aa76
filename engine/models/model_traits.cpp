// SPDX-License-Identifier: Apache-2.0
#include "engine/models/model_traits.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/base/error.h"
#include "engine/base/json_fields.h"

namespace koma::models {

using nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// SDXL's latents, as ComfyUI maps them (specs/engine.md 3).
constexpr PreviewMatrix sdxl_preview{{{{0.3651f, 0.4232f, 0.4341f},
                                       {-0.2533f, -0.0042f, 0.1068f},
                                       {0.1076f, 0.1111f, -0.0362f},
                                       {-0.3165f, -0.2492f, -0.2188f}}},
                                     {0.1084f, -0.0175f, -0.0011f}};

/// SD 1's and 2's, as ComfyUI maps them.
constexpr PreviewMatrix sd1_preview{{{{0.3512f, 0.2297f, 0.3227f},
                                      {0.3250f, 0.4974f, 0.2350f},
                                      {-0.2829f, 0.1762f, 0.2721f},
                                      {-0.2120f, -0.2616f, -0.7177f}}},
                                    {0, 0, 0}};

/// A control is a list of names, or of lists of synonyms whose first is the name, or {"values": …, "synonyms": {…}}.
std::vector<ControlValue> values_of(const json& controls, const char* key) {
  std::vector<ControlValue> values;
  const auto found = controls.find(key);
  if (found == controls.end()) return values;
  for (const json& value : *found) {
    if (value.is_string()) {
      values.push_back({{value.get<std::string>()}});
    } else {
      values.push_back({value.get<std::vector<std::string>>()});
      if (values.back().words.empty()) throw Error(ErrorCode::invalid_file, "a control value has no name");
    }
  }
  return values;
}

/// "synonyms": {"smiling": ["happy", …]} extends whichever value has that name.
void add_synonyms(const json& controls, std::vector<ControlValue>& values) {
  const auto synonyms = controls.find("synonyms");
  if (synonyms == controls.end()) return;
  for (ControlValue& value : values) {
    const auto found = synonyms->find(value.words.front());
    if (found == synonyms->end()) continue;
    for (const json& word : *found) value.words.push_back(word.get<std::string>());
  }
}

PreviewMatrix preview_of(const json& preview) {
  PreviewMatrix result{};
  const json& rows = preview.at("matrix");
  if (rows.size() != result.weight.size()) throw Error(ErrorCode::invalid_file, "preview.matrix must have four rows");
  for (std::size_t i = 0; i < result.weight.size(); ++i) result.weight[i] = rows[i].get<std::array<float, 3>>();
  result.bias = preview.at("bias").get<std::array<float, 3>>();
  return result;
}

/// A folder's name, a file's without its ending.
std::string name_of(const fs::path& path) {
  const fs::path named = path.has_filename() ? path : path.parent_path();
  return (fs::is_directory(named) ? named.filename() : named.stem()).string();
}

/// Pictures lie in the checkpoint's own folder.
std::vector<Extra> extras_of(const json& list, const fs::path& folder) {
  std::vector<Extra> extras;
  for (const json& item : list) {
    const fs::path name = item.at("picture").get<std::string>();
    const bool leaves = name.is_absolute() || std::ranges::find(name, fs::path("..")) != name.end();
    if (leaves) throw Error(ErrorCode::invalid_file, "the picture of an extra must lie in the model's folder");
    extras.push_back({folder / name, item.at("who").get<std::vector<std::string>>(),
                      item.value("looks", std::vector<std::string>())});
  }
  return extras;
}

void read_into(ModelTraits& traits, const json& object, const fs::path& folder) {
  if (object.value("schema", "") != "komawari.model/1") {
    throw Error(ErrorCode::invalid_file, "schema must be \"komawari.model/1\"");
  }
  traits.name = object.value("name", traits.name);
  traits.family = object.value("family", traits.family);
  if (object.contains("native_area")) traits.native_area = object["native_area"].get<std::int64_t>();
  traits.size_multiple = object.value("size_multiple", traits.size_multiple);
  traits.widest_aspect = object.value("widest_aspect", traits.widest_aspect);
  traits.characters = object.value("characters", traits.characters);
  traits.dialogs = object.value("dialogs", traits.dialogs);
  const json defaults = object.value("defaults", json::object());
  traits.defaults.steps = defaults.value("steps", traits.defaults.steps);
  traits.defaults.guidance_scale = defaults.value("guidance_scale", traits.defaults.guidance_scale);
  traits.defaults.character_scale = defaults.value("character_scale", traits.defaults.character_scale);
  const json controls = object.value("controls", json::object());
  const std::pair<const char*, std::vector<ControlValue>*> lists[] = {{"expression", &traits.controls.expression},
                                                                      {"pose", &traits.controls.pose},
                                                                      {"shot", &traits.controls.shot},
                                                                      {"facing", &traits.controls.facing},
                                                                      {"view", &traits.controls.view},
                                                                      {"background", &traits.controls.background}};
  for (const auto& [key, list] : lists) {
    *list = values_of(controls, key);
    add_synonyms(controls, *list);
  }
  if (object.contains("preview")) traits.preview = preview_of(object["preview"]);
  traits.empty_boxes_cover_corner = object.value("empty_boxes_cover_corner", false);
  traits.ink = object.value("finish", "") == "ink";
  const json reference = object.value("reference", json::object());
  traits.reference.pad = reference.value("fit", "") == "pad";
  traits.reference.grey = reference.value("grey", traits.reference.grey);
  traits.extras = extras_of(object.value("extras", json::array()), folder);
  const bool sane = traits.size_multiple >= 8 && traits.size_multiple <= 256 && traits.size_multiple % 8 == 0 &&
                    traits.widest_aspect >= 1 && traits.widest_aspect <= 8 &&
                    (!traits.native_area || (*traits.native_area >= 64 * 64 && *traits.native_area <= 2048 * 2048)) &&
                    traits.characters >= 1 && traits.characters <= 64 && traits.dialogs >= 1 && traits.dialogs <= 64 &&
                    traits.defaults.steps >= 1 && traits.defaults.steps <= 150;
  if (!sane) throw Error(ErrorCode::invalid_file, "has numbers outside their range");
}

}  // namespace

ModelTraits ModelTraits::of(const checkpoints::CheckpointLayout& layout) {
  if (layout.family == checkpoints::Family::diffsensei) return read(layout.path);
  ModelTraits traits;
  traits.name = name_of(layout.path);
  traits.family = checkpoints::to_string(layout.family);
  traits.characters = traits.dialogs = 0;
  traits.preview = layout.family == checkpoints::Family::sdxl ? sdxl_preview : sd1_preview;
  return traits;
}

ModelTraits ModelTraits::read(const fs::path& folder) {
  ModelTraits traits;
  traits.name = name_of(folder);
  traits.preview = sdxl_preview;
  const fs::path file = folder / "komawari.json";
  if (!fs::exists(file)) return traits;
  std::ifstream stream(file, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  if (!stream) throw Error(ErrorCode::unreadable, "cannot be read", file.string());
  try {
    read_into(traits, parse_document(text.str(), file.string()), folder);
  } catch (const json::exception& error) {
    throw Error(ErrorCode::invalid_file, "cannot be used: " + words_of(error) + "; get the model again", file.string());
  } catch (const Error& error) {
    throw Error(ErrorCode::invalid_file, error.sentence(), file.string());
  }
  return traits;
}

ModelTraits::Sides ModelTraits::native_sides(double aspect) const {
  const double clamped = std::clamp(aspect, 1 / widest_aspect, widest_aspect);
  const double width = std::sqrt(double(native_area.value()) * clamped);
  const auto side = [&](double pixels) {
    return std::max(1, int(std::lround(pixels / size_multiple))) * size_multiple;
  };
  return {side(width), side(width / clamped)};
}

}  // namespace koma::models
