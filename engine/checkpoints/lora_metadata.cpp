// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/lora_metadata.h"

#include <algorithm>
#include <cmath>

#include "engine/base/error.h"
#include "engine/base/json_fields.h"
#include "engine/checkpoints/json_file.h"

namespace koma::checkpoints {
namespace {

constexpr const char* diffusers_key = "lora_adapter_metadata";
constexpr const char* peft_prefix = "base_model.model.";

[[noreturn]] void refuse(const std::string& what, const std::string& place) {
  throw Error(ErrorCode::invalid_file, "the LoRA's settings cannot be understood: " + what, place);
}

double number(const nlohmann::json& value, const std::string& key, const std::string& place) {
  if (!value.is_number() || !std::isfinite(value.get<double>())) refuse(key + " is no number", place);
  return value.get<double>();
}

/// `prefix` stands before every key: "unet." or nothing.
std::map<std::string, PeftSettings> settings_in(const nlohmann::json& json, const std::string& prefix,
                                                const std::string& part, const std::string& place) {
  const auto alpha = json.find(prefix + "lora_alpha");
  if (alpha == json.end()) return {};
  PeftSettings settings{.alpha = number(*alpha, prefix + "lora_alpha", place)};
  if (const auto pattern = json.find(prefix + "alpha_pattern"); pattern != json.end() && pattern->is_object()) {
    for (const auto& [module, value] : pattern->items()) {
      settings.alpha_of_module.emplace(module, number(value, prefix + "alpha_pattern", place));
    }
  }
  const auto stabilised = json.find(prefix + "use_rslora");
  settings.rank_stabilised = stabilised != json.end() && stabilised->is_boolean() && stabilised->get<bool>();
  return {{part, settings}};
}

}  // namespace

double PeftSettings::alpha_of(const std::string& module) const {
  for (const auto& [end, value] : alpha_of_module) {
    if (module == end || module.ends_with("." + end)) return value;
  }
  return alpha;
}

std::map<std::string, PeftSettings> read_peft_settings(const TensorIndex& file) {
  const std::string place = file.path.string();
  if (const auto text = file.metadata.find(diffusers_key); text != file.metadata.end()) {
    const nlohmann::json json = parse_document(text->second, place);
    if (!json.is_object()) refuse(std::string(diffusers_key) + " is no object", place);
    std::map<std::string, PeftSettings> result;
    for (const char* part : {"unet", "text_encoder", "text_encoder_2"}) {
      result.merge(settings_in(json, std::string(part) + ".", part, place));
    }
    return result;
  }
  const auto config = file.path.parent_path() / "adapter_config.json";
  const bool from_peft = std::any_of(file.tensors.begin(), file.tensors.end(),
                                     [](const auto& tensor) { return tensor.first.starts_with(peft_prefix); });
  if (!from_peft || !std::filesystem::exists(config)) return {};
  return settings_in(json_of_file(config), "", "", config.string());
}

}  // namespace koma::checkpoints
