// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/drawing_json.h"

#include "engine/manga/value_json.h"

namespace koma::manga {

using nlohmann::json;

namespace {

constexpr std::size_t most_loras = 64;

template <class T>
void put(json& object, const char* key, const std::optional<T>& value) {
  if (value) object[key] = *value;
}

void put(json& object, const char* key, const std::string& word) {
  if (!word.empty()) object[key] = word;
}

std::optional<int> small(JsonFields& fields, const std::string& key, int least, int most) {
  const auto value = fields.integer(key, least, most);
  return value ? std::optional(int(*value)) : std::nullopt;
}

json write(const LoraUse& lora) {
  json out = object_with(lora.unknown);
  out["model"] = lora.model;
  out["weight"] = lora.weight;
  return out;
}

LoraUse read_lora(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  LoraUse lora;
  lora.model = fields.text("model").value_or("");
  lora.weight = fields.number("weight", -4, 4).value_or(1);
  lora.unknown = fields.unknown();
  return lora;
}

}  // namespace

json drawing_to_json(const DrawingSettings& settings) {
  json out = object_with(settings.unknown);
  put(out, "model", settings.model);
  put(out, "size", settings.size);
  put(out, "steps", settings.steps);
  put(out, "guidance_scale", settings.guidance_scale);
  put(out, "seed", settings.seed);
  put(out, "sampler", settings.sampler);
  put(out, "sigmas", settings.sigmas);
  put(out, "timestep_spacing", settings.timestep_spacing);
  put(out, "clip_skip", settings.clip_skip);
  put(out, "guidance_rescale", settings.guidance_rescale);
  put(out, "prompt_weighting", settings.prompt_weighting);
  put(out, "character_scale", settings.character_scale);
  put(out, "agent", settings.agent);
  put(out, "agent_scale", settings.agent_scale);
  put(out, "subject_adapter", settings.subject_adapter);
  put(out, "subject_encoder", settings.subject_encoder);
  put(out, "auto_layout", settings.auto_layout);
  put(out, "layout_threshold", settings.layout_threshold);
  put(out, "layout_start", settings.layout_start);
  put_list(out, "loras", settings.loras, [](const LoraUse& lora) { return write(lora); });
  return out;
}

DrawingSettings drawing_from_json(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  DrawingSettings settings;
  settings.model = fields.text("model").value_or("");
  settings.size = fields.number("size", 0.25, 2);
  settings.steps = small(fields, "steps", 1, 150);
  settings.guidance_scale = fields.number("guidance_scale", 0, 100);
  if (const auto seed = fields.integer("seed", 0, INT64_MAX)) settings.seed = std::uint64_t(*seed);
  settings.sampler = fields.text("sampler").value_or("");
  settings.sigmas = fields.text("sigmas").value_or("");
  settings.timestep_spacing = fields.text("timestep_spacing").value_or("");
  settings.clip_skip = small(fields, "clip_skip", 0, 4);
  settings.guidance_rescale = fields.number("guidance_rescale", 0, 1);
  settings.prompt_weighting = fields.flag("prompt_weighting");
  settings.character_scale = fields.number("character_scale", 0, 2);
  settings.agent = fields.flag("agent");
  settings.agent_scale = fields.number("agent_scale", 0, 1);
  settings.subject_adapter = fields.text("subject_adapter").value_or("");
  settings.subject_encoder = fields.text("subject_encoder").value_or("");
  settings.auto_layout = fields.flag("auto_layout");
  settings.layout_threshold = fields.number("layout_threshold", 0, 1);
  settings.layout_start = small(fields, "layout_start", 0, 150);
  settings.loras = read_list<LoraUse>(fields, "loras", most_loras, read_lora);
  settings.unknown = fields.unknown();
  return settings;
}

json repaint_to_json(const RepaintSettings& repaint) {
  json out = object_with(repaint.unknown);
  out["strength"] = repaint.strength;
  put(out, "context", repaint.context);
  put(out, "feather", repaint.feather);
  put(out, "prefill", repaint.prefill);
  put(out, "seam", repaint.seam);
  put(out, "restorer", repaint.restorer);
  put(out, "seam_blend", repaint.seam_blend);
  return out;
}

RepaintSettings repaint_from_json(const json& value, const std::string& path) {
  constexpr int most_pixels = 2048;
  JsonFields fields(value, path);
  RepaintSettings repaint;
  repaint.strength = fields.number("strength", 0, 1).value_or(repaint.strength);
  repaint.context = small(fields, "context", 0, most_pixels);
  repaint.feather = small(fields, "feather", 0, most_pixels);
  repaint.prefill = fields.text("prefill").value_or("");
  repaint.seam = fields.text("seam").value_or("");
  repaint.restorer = fields.text("restorer").value_or("");
  repaint.seam_blend = fields.number("seam_blend", 0, 1);
  repaint.unknown = fields.unknown();
  return repaint;
}

}  // namespace koma::manga
