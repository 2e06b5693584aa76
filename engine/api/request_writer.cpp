// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "engine/api/request_json.h"
#include "engine/api/request_names.h"
#include "engine/base/error.h"
#include "engine/base/json_fields.h"

namespace koma::api {

using nlohmann::json;
namespace fs = std::filesystem;

namespace {

std::string written(const fs::path& path, const fs::path& base) {
  if (base.empty()) return path.generic_string();
  // In memory a relative path counts from the current folder, but whoever reads this counts from `base`.
  const fs::path full = base.is_absolute() ? fs::absolute(path).lexically_normal() : path;
  const fs::path relative = full.lexically_relative(base.lexically_normal());
  // A path that climbs out of the base folder is clearer, and more stable, in full.
  return relative.empty() || *relative.begin() == ".." ? full.generic_string() : relative.generic_string();
}

/// In full, because a folder's bare name would be taken for an id.
std::string model_to_text(const std::string& model, const fs::path& base) {
  if (!base.is_absolute() || model.find('/') == std::string::npos) return model;
  return fs::absolute(model).lexically_normal().generic_string();
}

json picture_to_json(const Picture& picture, const fs::path& base, const char* what) {
  if (picture.path.empty()) {
    throw Error(ErrorCode::invalid_argument, "a picture without a file cannot be written to JSON", what);
  }
  std::string text = written(picture.path, base);
  if (picture.crop == UnitBox{0, 0, 1, 1}) return text;
  text += crop_fragment;
  const json edges = box_to_json(picture.crop);
  for (std::size_t i = 0; i < edges.size(); ++i) text += (i ? "," : "") + edges[i].dump();
  return text;
}

/// Writes `value` unless it is what a missing field means.
template <class T>
void put(json& object, const char* key, const T& value, const T& usual) {
  if (!(value == usual)) object[key] = value;
}

template <class T>
void put(json& object, const char* key, const std::optional<T>& value) {
  if (value) object[key] = *value;
}

template <class T, std::size_t N>
void put_name(json& object, const char* key, const std::optional<T>& value, const char* const (&names)[N]) {
  if (value) object[key] = names[int(*value)];
}

json character_to_json(const PlacedCharacter& character, const fs::path& base) {
  json object = json::object();
  put(object, "name", character.name, std::string());
  for (const Picture& reference : character.references) {
    object["references"].push_back(picture_to_json(reference, base, "$.characters.references"));
  }
  object["box"] = box_to_json(character.box);
  put(object, "strength", character.strength);
  put(object, "phrase", character.phrase, std::string());
  put(object, "expression", character.expression, std::string());
  put(object, "pose", character.pose, std::string());
  put_name(object, "facing", character.facing, names::facings);
  return object;
}

json regions_to_json(const Regions& regions) {
  json object = json::object();
  put(object, "split", regions.split, std::string());
  put(object, "prompts", regions.prompts, {});
  for (const RegionBox& region : regions.boxes) {
    object["boxes"].push_back({{"box", box_to_json(region.box)}, {"prompt", region.prompt}, {"weight", region.weight}});
  }
  put(object, "base_prompt", regions.base_prompt, std::string());
  if (!regions.base_ratio.empty()) {
    const json number = json::parse(regions.base_ratio, nullptr, /*allow_exceptions=*/false);
    object["base_ratio"] = number.is_number() ? number : json(regions.base_ratio);
  }
  put(object, "in_controls", regions.in_controls, false);
  if (regions.pooled_from_base) object["pooled"] = names::pooled_sources[1];
  return object;
}

json control_to_json(const Control& control, const fs::path& base) {
  json object = {{"model", model_to_text(control.model, base)},
                 {"picture", picture_to_json(control.picture, base, "$.controls.picture")}};
  put(object, "preprocessor", std::string(names::preprocessors[int(control.preprocessor)]), std::string("none"));
  put(object, "scale", control.scale, 1.0);
  put(object, "start", control.start, 0.0);
  put(object, "end", control.end, 1.0);
  return object;
}

void write_sampling(const GenerationRequest& request, json& object) {
  put(object, "width", request.width);
  put(object, "height", request.height);
  put(object, "steps", request.steps);
  put(object, "guidance_scale", request.guidance_scale);
  put(object, "guidance_rescale", request.guidance_rescale, 0.0);
  put(object, "guidance_start", request.guidance_start, 0.0);
  put(object, "guidance_end", request.guidance_end, 1.0);
  put_name(object, "sampler", request.sampler, names::samplers);
  put_name(object, "sigmas", request.sigmas, names::sigmas);
  put_name(object, "timestep_spacing", request.timestep_spacing, names::spacings);
  put_name(object, "prediction_type", request.prediction_type, names::predictions);
  put(object, "rescale_zero_terminal_snr", request.rescale_zero_terminal_snr);
  put(object, "clip_skip", request.clip_skip, 0);
  put(object, "seed", request.seed);
  put(object, "count", request.count, 1);
}

void write_conditions(const GenerationRequest& request, json& object, const fs::path& base) {
  for (const PlacedCharacter& character : request.characters) {
    object["characters"].push_back(character_to_json(character, base));
  }
  put_name(object, "shot", request.shot, names::shots);
  put(object, "character_scale", request.character_scale);
  for (const UnitBox& box : request.dialog_boxes) object["dialog_boxes"].push_back(box_to_json(box));
  if (request.mllm != Agent{}) object["mllm"] = {{"enabled", request.mllm.enabled}, {"scale", request.mllm.scale}};
  if (request.regions) object["regions"] = regions_to_json(*request.regions);
  for (const Control& control : request.controls) object["controls"].push_back(control_to_json(control, base));
  for (const Lora& lora : request.loras) {
    object["loras"].push_back({{"file", written(lora.file, base)}, {"weight", lora.weight}});
  }
  if (request.subject_adapter) {
    object["subject_adapter"] = {{"file", written(request.subject_adapter->file, base)},
                                 {"image_encoder", written(request.subject_adapter->image_encoder, base)}};
  }
  if (request.layout) {
    object["layout"] = {{"mode", names::layout_modes[request.layout->automatic]},
                        {"mask_threshold", request.layout->mask_threshold},
                        {"start_step", request.layout->start_step},
                        {"drop_grounding", request.layout->drop_grounding}};
  }
}

void write_repaint(const GenerationRequest& request, json& object, const fs::path& base) {
  if (!request.init_picture.empty())
    object["init_picture"] = picture_to_json(request.init_picture, base, "$.init_picture");
  if (!request.mask.empty()) object["mask"] = picture_to_json(request.mask, base, "$.mask");
  if (request.init_box) object["init_box"] = box_to_json(*request.init_box);
  put(object, "strength", request.strength, 1.0);
  if (request.high_resolution) {
    json& high = object["high_resolution"] = {{"strength", request.high_resolution->strength}};
    put(high, "first_area", request.high_resolution->first_area);
  }
  if (request.upscale) {
    json& upscale = object["upscale"] = json::object();
    put(upscale, "model", model_to_text(request.upscale->model, base), std::string());
    put(upscale, "refine", request.upscale->refine, 0.0);
    put_name(upscale, "finish", request.upscale->finish, names::upscale_finishes);
  }
  if (!request.repaint) return;
  json& repaint = object["repaint"] = json::object();
  put(repaint, "context", request.repaint->context);
  put(repaint, "feather", request.repaint->feather);
  put(repaint, "prefill", request.repaint->prefill);
  put(repaint, "seam", request.repaint->seam);
  put(repaint, "words", request.repaint->words, std::string());
  put(repaint, "mask_only", request.repaint->mask_only, false);
  put(repaint, "restorer", model_to_text(request.repaint->restorer, base), std::string());
  put(repaint, "seam_blend", request.repaint->seam_blend);
  put(repaint, "seam_seed", request.repaint->seam_seed);
}

}  // namespace

json request_to_json(const GenerationRequest& request, const fs::path& base) {
  json object = {{"schema", request_schema}, {"model", model_to_text(request.model, base)}};
  put(object, "prompt", request.prompt, std::string());
  put(object, "negative_prompt", request.negative_prompt);
  put(object, "prompt_weighting", request.prompt_weighting, false);
  put_name(object, "long_prompts", request.long_prompts, names::long_prompts);
  write_sampling(request, object);
  write_conditions(request, object, base);
  write_repaint(request, object, base);
  put(object, "upstream_quirks", request.upstream_quirks, false);
  return object;
}

}  // namespace koma::api
