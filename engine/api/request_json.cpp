// SPDX-License-Identifier: Apache-2.0
#include "engine/api/request_json.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/api/request_names.h"
#include "engine/base/error.h"
#include "engine/base/json_fields.h"

namespace koma::api {

using nlohmann::json;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_entries = 64;
constexpr double most = 1e9;

fs::path below(const fs::path& base, const std::string& text) {
  const fs::path path(text);
  return path.is_absolute() ? path : (base / path).lexically_normal();
}

std::string element(const std::string& path, std::size_t index) {
  return path + "[" + std::to_string(index) + "]";
}

Picture picture_of(const json& value, const std::string& path, const fs::path& base) {
  if (!value.is_string() || value.get_ref<const std::string&>().empty()) {
    throw Error(ErrorCode::invalid_argument, "must be the path of a picture", path);
  }
  const auto text = value.get<std::string>();
  const std::size_t fragment = text.rfind(crop_fragment);
  if (fragment == std::string::npos) return {below(base, text), {}, {0, 0, 1, 1}};
  const json edges = json::parse("[" + text.substr(fragment + std::string(crop_fragment).size()) + "]", nullptr, false);
  return {below(base, text.substr(0, fragment)), {}, box_from_json(edges, path)};
}

Picture optional_picture(JsonFields& fields, const std::string& key, const fs::path& base) {
  const json* found = fields.find(key);
  return found ? picture_of(*found, fields.path(key), base) : Picture{};
}

/// An id is a plain name; what has a slash is a path, and keeps one.
std::string model_of(const std::string& text, const fs::path& base) {
  if (text.find('/') == std::string::npos) return text;
  const std::string path = below(base, text).string();
  return path.find('/') == std::string::npos ? "./" + path : path;
}

std::string required_text(JsonFields& fields, const std::string& key) {
  const auto found = fields.text(key);
  if (!found || found->empty()) throw Error(ErrorCode::invalid_argument, "is missing", fields.path(key));
  return *found;
}

UnitBox required_box(JsonFields& fields) {
  const auto found = fields.box("box");
  if (!found) throw Error(ErrorCode::invalid_argument, "is missing", fields.path("box"));
  return *found;
}

/// Reads every entry of a list of objects by `read(fields)`.
template <class T, class Read>
std::vector<T> list_of(JsonFields& fields, const std::string& key, Read read) {
  std::vector<T> result;
  const auto& entries = fields.array(key, most_entries);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    JsonFields entry(entries[i], element(fields.path(key), i));
    result.push_back(read(entry));
    entry.finish();
  }
  return result;
}

PlacedCharacter character_of(JsonFields& fields, const fs::path& base) {
  PlacedCharacter character;
  character.name = fields.text("name").value_or("");
  const auto& references = fields.array("references", most_entries);
  for (std::size_t i = 0; i < references.size(); ++i) {
    character.references.push_back(picture_of(references[i], element(fields.path("references"), i), base));
  }
  character.box = required_box(fields);
  character.strength = fields.number("strength", 0, 2);
  character.phrase = fields.text("phrase").value_or("");
  character.expression = fields.text("expression").value_or("");
  character.pose = fields.text("pose").value_or("");
  if (const auto facing = fields.choice("facing", names::facings)) character.facing = Facing(*facing);
  return character;
}

/// A number from 0 to 1, or a list in the rows of the split; the engine checks it with the split.
std::string ratio_of(JsonFields& fields, const std::string& key) {
  const json* found = fields.find(key);
  if (!found) return {};
  if (found->is_number()) return json(*fields.number(key, 0, 1)).dump();
  if (!found->is_string()) {
    throw Error(ErrorCode::invalid_argument, "must be a number from 0 to 1 or a list such as \"0.2,0.5,1\"",
                fields.path(key));
  }
  return found->get<std::string>();
}

Regions regions_of(JsonFields& fields) {
  Regions regions;
  regions.split = fields.text("split").value_or("");
  const auto& prompts = fields.array("prompts", most_entries);
  for (std::size_t i = 0; i < prompts.size(); ++i) {
    if (!prompts[i].is_string()) {
      throw Error(ErrorCode::invalid_argument, "must be a text", element(fields.path("prompts"), i));
    }
    regions.prompts.push_back(prompts[i].get<std::string>());
  }
  regions.boxes = list_of<RegionBox>(fields, "boxes", [](JsonFields& entry) {
    return RegionBox{required_box(entry), entry.text("prompt").value_or(""), entry.number("weight", 0, 1).value_or(1)};
  });
  regions.base_prompt = fields.text("base_prompt").value_or("");
  regions.base_ratio = ratio_of(fields, "base_ratio");
  regions.in_controls = fields.flag("in_controls").value_or(false);
  regions.pooled_from_base = fields.choice("pooled", names::pooled_sources).value_or(0) == 1;
  fields.finish();
  return regions;
}

SubjectLayout layout_of(JsonFields& fields) {
  SubjectLayout layout;
  layout.automatic = fields.choice("mode", names::layout_modes).value_or(0) == 1;
  layout.mask_threshold = fields.number("mask_threshold", 0, 1).value_or(layout.mask_threshold);
  layout.start_step = int(fields.integer("start_step", 0, 150).value_or(layout.start_step));
  layout.drop_grounding = fields.flag("drop_grounding").value_or(false);
  fields.finish();
  return layout;
}

Control control_of(JsonFields& fields, const fs::path& base) {
  Control control;
  control.model = model_of(required_text(fields, "model"), base);
  control.picture = optional_picture(fields, "picture", base);
  if (control.picture.empty()) throw Error(ErrorCode::invalid_argument, "is missing", fields.path("picture"));
  control.preprocessor = Preprocessor(fields.choice("preprocessor", names::preprocessors).value_or(0));
  control.scale = fields.number("scale", 0, 2).value_or(1);
  control.start = fields.number("start", 0, 1).value_or(0);
  control.end = fields.number("end", 0, 1).value_or(1);
  return control;
}

Repaint repaint_of(JsonFields& fields, const fs::path& base) {
  Repaint repaint;
  if (const auto value = fields.integer("context", 0, 2048)) repaint.context = int(*value);
  if (const auto value = fields.integer("feather", 0, 2048)) repaint.feather = int(*value);
  if (const auto value = fields.choice("prefill", names::prefills)) repaint.prefill = names::prefills[*value];
  if (const auto value = fields.choice("seam", names::seams)) repaint.seam = names::seams[*value];
  repaint.words = fields.text("words").value_or("");
  repaint.mask_only = fields.flag("mask_only").value_or(false);
  if (repaint.mask_only && repaint.words.empty()) {
    throw Error(ErrorCode::invalid_argument, "asks for a mask, but there are no words to find; give some in words",
                fields.path("mask_only"));
  }
  if (const auto value = fields.text("restorer")) repaint.restorer = model_of(*value, base);
  repaint.seam_blend = fields.number("seam_blend", 0, 1);
  if (const auto value = fields.integer("seam_seed", 0, INT64_MAX)) repaint.seam_seed = std::uint64_t(*value);
  fields.finish();
  return repaint;
}

HighResolution high_resolution_of(JsonFields& fields) {
  HighResolution high;
  if (const auto value = fields.integer("first_area", 64 * 64, 2048 * 2048)) high.first_area = int(*value);
  high.strength = fields.number("strength", 0, 1).value_or(high.strength);
  fields.finish();
  return high;
}

Upscale upscale_of(JsonFields& fields, const fs::path& base) {
  Upscale upscale;
  if (const auto value = fields.text("model")) upscale.model = model_of(*value, base);
  upscale.refine = fields.number("refine", 0, 1).value_or(0);
  if (const auto value = fields.choice("finish", names::upscale_finishes)) upscale.finish = UpscaleFinish(*value);
  fields.finish();
  return upscale;
}

/// Calls `read` with the fields of an object field, if it is there.
template <class Read>
auto object_of(JsonFields& fields, const std::string& key, Read read) {
  using T = decltype(read(fields));
  const json* found = fields.find(key);
  if (!found) return std::optional<T>();
  JsonFields inner(*found, fields.path(key));
  return std::optional<T>(read(inner));
}

void read_sampling(JsonFields& fields, GenerationRequest& request) {
  const int longest_side = fields.find("upscale") ? longest_upscaled_side : 2048;
  if (const auto value = fields.integer("width", 64, longest_side)) request.width = int(*value);
  if (const auto value = fields.integer("height", 64, longest_side)) request.height = int(*value);
  if (const auto value = fields.integer("steps", 1, 150)) request.steps = int(*value);
  request.guidance_scale = fields.number("guidance_scale", 0, most);
  request.guidance_rescale = fields.number("guidance_rescale", 0, 1).value_or(0);
  request.guidance_start = fields.number("guidance_start", 0, 1).value_or(0);
  request.guidance_end = fields.number("guidance_end", 0, 1).value_or(1);
  if (const auto value = fields.choice("sampler", names::samplers)) request.sampler = SamplerKind(*value);
  if (const auto value = fields.choice("sigmas", names::sigmas)) request.sigmas = SigmaKind(*value);
  if (const auto value = fields.choice("timestep_spacing", names::spacings)) {
    request.timestep_spacing = TimestepSpacing(*value);
  }
  if (const auto value = fields.choice("prediction_type", names::predictions)) {
    request.prediction_type = PredictionType(*value);
  }
  request.rescale_zero_terminal_snr = fields.flag("rescale_zero_terminal_snr");
  request.clip_skip = int(fields.integer("clip_skip", 0, 4).value_or(0));
  if (const auto value = fields.integer("seed", 0, INT64_MAX)) request.seed = std::uint64_t(*value);
  request.count = int(fields.integer("count", 1, 16).value_or(1));
}

void read_conditions(JsonFields& fields, GenerationRequest& request, const fs::path& base) {
  request.characters =
      list_of<PlacedCharacter>(fields, "characters", [&](JsonFields& entry) { return character_of(entry, base); });
  if (const auto value = fields.choice("shot", names::shots)) request.shot = ShotKind(*value);
  request.character_scale = fields.number("character_scale", 0, 2);
  const auto& dialogs = fields.array("dialog_boxes", most_entries);
  for (std::size_t i = 0; i < dialogs.size(); ++i) {
    request.dialog_boxes.push_back(box_from_json(dialogs[i], element(fields.path("dialog_boxes"), i)));
  }
  request.subject_adapter = object_of(fields, "subject_adapter", [&](JsonFields& inner) {
    SubjectAdapter adapter{below(base, required_text(inner, "file")),
                           below(base, required_text(inner, "image_encoder"))};
    inner.finish();
    return adapter;
  });
  request.layout = object_of(fields, "layout", layout_of);
  request.mllm = object_of(fields, "mllm", [](JsonFields& inner) {
                   Agent agent{inner.flag("enabled").value_or(false), inner.number("scale", 0, 1).value_or(0.4)};
                   inner.finish();
                   return agent;
                 }).value_or(Agent{});
  request.regions = object_of(fields, "regions", regions_of);
  request.controls = list_of<Control>(fields, "controls", [&](JsonFields& entry) { return control_of(entry, base); });
  request.loras = list_of<Lora>(fields, "loras", [&](JsonFields& entry) {
    return Lora{below(base, required_text(entry, "file")), entry.number("weight", -4, 4).value_or(1)};
  });
  request.init_picture = optional_picture(fields, "init_picture", base);
  request.mask = optional_picture(fields, "mask", base);
  request.init_box = fields.box("init_box");
  request.strength = fields.number("strength", 0, 1).value_or(1);
  request.repaint = object_of(fields, "repaint", [&](JsonFields& inner) { return repaint_of(inner, base); });
  request.high_resolution = object_of(fields, "high_resolution", high_resolution_of);
  request.upscale = object_of(fields, "upscale", [&](JsonFields& inner) { return upscale_of(inner, base); });
}

}  // namespace

GenerationRequest request_from_json(const json& value, const fs::path& base, const std::string& path) {
  JsonFields fields(value, path);
  if (fields.text("schema") != request_schema) {
    throw Error(ErrorCode::invalid_argument, std::string("must be \"") + request_schema + "\"", fields.path("schema"));
  }
  GenerationRequest request;
  if (const auto model = fields.text("model")) request.model = model_of(*model, base);
  request.prompt = fields.text("prompt").value_or("");
  request.negative_prompt = fields.text("negative_prompt");
  request.prompt_weighting = fields.flag("prompt_weighting").value_or(false);
  if (const auto value = fields.choice("long_prompts", names::long_prompts)) request.long_prompts = LongPrompts(*value);
  read_sampling(fields, request);
  read_conditions(fields, request, base);
  request.upstream_quirks = fields.flag("upstream_quirks").value_or(false);
  fields.finish();
  return request;
}

GenerationRequest read_request(const fs::path& file) {
  if (!fs::exists(file))
    throw Error(ErrorCode::not_found, "there is no such request file; check the path", file.string());
  std::ifstream stream(file, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  if (!stream || fs::is_directory(file))
    throw Error(ErrorCode::unreadable, "the request file cannot be read; check that it is a file and its permissions",
                file.string());
  const json document = parse_document(text.str(), file.string());
  // A recipe carries its request: running it makes the same picture again.
  if (document.is_object() && document.contains("request")) {
    return request_from_json(document["request"], file.parent_path(), "$.request");
  }
  return request_from_json(document, file.parent_path());
}

}  // namespace koma::api
