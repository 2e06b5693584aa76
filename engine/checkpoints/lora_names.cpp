// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/lora_names.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/checkpoints/unet_names.h"

namespace koma::checkpoints {
namespace {

struct Ending {
  std::string_view text, role;
};

/// kohya, LyCORIS, PEFT, and diffusers before PEFT. Where one ends like another, the longer stands first.
constexpr std::array name_endings{
    Ending{".lora_down.weight", "down"},
    Ending{".lora_up.weight", "up"},
    Ending{".lora_mid.weight", "mid"},
    Ending{".lora_A.weight", "down"},
    Ending{".lora_B.weight", "up"},
    Ending{".lora_A.default.weight", "down"},
    Ending{".lora_B.default.weight", "up"},
    Ending{".lora_magnitude_vector.weight", "magnitude"},
    Ending{".lora_magnitude_vector.default.weight", "magnitude"},
    Ending{".lora_magnitude_vector", "magnitude"},
    Ending{".lora_linear_layer.down.weight", "down"},
    Ending{".lora_linear_layer.up.weight", "up"},
    Ending{".lora.down.weight", "down"},
    Ending{".lora.up.weight", "up"},
    Ending{"_lora.down.weight", "down"},
    Ending{"_lora.up.weight", "up"},
    Ending{".hada_w1_a", "w1_a"},
    Ending{".hada_w1_b", "w1_b"},
    Ending{".hada_w2_a", "w2_a"},
    Ending{".hada_w2_b", "w2_b"},
    Ending{".hada_t1", "t1"},
    Ending{".hada_t2", "t2"},
    Ending{".lokr_w1", "kron_w1"},
    Ending{".lokr_w2", "kron_w2"},
    Ending{".lokr_w1_a", "kron_w1_a"},
    Ending{".lokr_w1_b", "kron_w1_b"},
    Ending{".lokr_w2_a", "kron_w2_a"},
    Ending{".lokr_w2_b", "kron_w2_b"},
    Ending{".lokr_t2", "kron_t2"},
    Ending{".diff", "diff"},
    Ending{".diff_b", "diff_b"},
    Ending{".w_norm", "diff"},
    Ending{".b_norm", "diff_b"},
    Ending{".alpha", "alpha"},
    Ending{".dora_scale", "dora_scale"},
};

struct Foreign {
  std::string_view mark, what;
};

constexpr std::array foreigners{
    Foreign{".oft_", "an OFT"},
    Foreign{".boft_", "a BOFT"},
    Foreign{".on_input", "an IA³"},
    Foreign{".a1.weight", "a GLoRA"},
    Foreign{".ia3_", "an IA³"},
    Foreign{".vera_", "a VeRA"},
    Foreign{".lora_B.bias", "a LoRA with biases"},
    Foreign{"bundle_emb.", "a LoRA bundled with an embedding"},
};

struct Prefix {
  std::string_view text;
  const char* part;  ///< null: whichever part has the module
};

constexpr std::array prefixes{
    Prefix{"lora_unet_", "unet"},
    Prefix{"lora_te_", "text_encoder"},
    Prefix{"lora_te1_", "text_encoder"},
    Prefix{"lora_te2_", "text_encoder_2"},
    Prefix{"unet.", "unet"},
    Prefix{"text_encoder.", "text_encoder"},
    Prefix{"text_encoder_2.", "text_encoder_2"},
    Prefix{"diffusion_model.", "unet"},
    Prefix{"base_model.model.", nullptr},
};

std::string flat(std::string name) {
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

std::string without(std::string name, std::string_view piece) {
  const auto at = name.find(piece);
  return at == std::string::npos ? name : name.erase(at, piece.size());
}

bool ends_with_any(const std::string& name, std::initializer_list<const char*> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](const char* end) { return name.ends_with(end); });
}

constexpr std::string_view weight_ending = ".weight";

std::string module_of(const std::string& parameter) {
  return parameter.substr(0, parameter.size() - weight_ending.size());
}

/// Stable Diffusion's own names of a denoiser's modules, with diffusers' names of the same.
std::vector<std::pair<std::string, std::string>> original_names(
    const std::map<std::string, std::vector<std::int64_t>>& parameters) {
  TensorIndex index;
  for (const auto& [name, shape] : parameters) index.tensors.emplace(name, StoredTensor{.shape = shape});
  auto pattern = find_unet_pattern(PrefixView(index));
  if (!pattern) return {};
  pattern->spelling = Spelling::original;
  std::vector<std::pair<std::string, std::string>> names;
  const NameTable table = unet_names(*pattern);
  for (const NamePair& pair : table.pairs()) {
    if (pair.canonical.ends_with(weight_ending) && parameters.contains(pair.canonical)) {
      names.emplace_back(module_of(pair.stored), module_of(pair.canonical));
    }
  }
  return names;
}

}  // namespace

std::optional<LoraTensorName> split_lora_name(const std::string& name) {
  for (const Ending& ending : name_endings) {
    if (name.size() > ending.text.size() && name.ends_with(ending.text)) {
      return LoraTensorName{name.substr(0, name.size() - ending.text.size()), std::string(ending.role)};
    }
  }
  return std::nullopt;
}

std::optional<std::string> other_adapter(const std::string& name) {
  for (const Foreign& foreign : foreigners) {
    if (name.find(foreign.mark) != std::string::npos) return std::string(foreign.what);
  }
  return std::nullopt;
}

LoraModuleTable::LoraModuleTable(const LoraTargets& targets) {
  for (const auto& [part, parameters] : targets) {
    auto& modules = modules_[part];
    for (const auto& [parameter, shape] : parameters) {
      if (!parameter.ends_with(weight_ending) || shape.empty()) continue;
      const std::string module = module_of(parameter);
      modules.emplace(flat(module), module);
      if (part != "unet") add_text_encoder(modules, module);
      // diffusers' attention processors leave out the list that the projection stands in.
      if (module.ends_with(".to_out.0")) modules.emplace(flat(module.substr(0, module.size() - 2)), module);
    }
    if (part != "unet") continue;
    for (const auto& [original, module] : original_names(parameters)) modules.emplace(flat(original), module);
  }
}

void LoraModuleTable::add_text_encoder(Modules& modules, const std::string& module) {
  const std::string bare = without(module, "text_model.");
  std::vector<std::string> names{bare};
  if (ends_with_any(bare, {"q_proj", "k_proj", "v_proj"})) {  // diffusers' first spelling: self_attn.to_q
    names.push_back(bare.substr(0, bare.size() - 6) + "to_" + bare[bare.size() - 6]);
  } else if (bare.ends_with("out_proj")) {
    names.push_back(bare.substr(0, bare.size() - 8) + "to_out");
  }
  for (const std::string& name : names) {
    modules.emplace(flat(name), module);
    modules.emplace(flat("text_model." + name), module);
  }
}

std::optional<LoraModuleTable::Place> LoraModuleTable::find_in(const std::string& part, const std::string& name) const {
  const auto modules = modules_.find(part);
  if (modules == modules_.end()) return std::nullopt;
  const auto found = modules->second.find(flat(without(name, ".processor")));
  if (found == modules->second.end()) return std::nullopt;
  return Place{part, found->second};
}

std::optional<LoraModuleTable::Place> LoraModuleTable::find(const std::string& spelled) const {
  std::string name = spelled;
  for (const Prefix& prefix : prefixes) {
    if (!spelled.starts_with(prefix.text)) continue;
    name = spelled.substr(prefix.text.size());
    if (prefix.part != nullptr) return find_in(prefix.part, name);
    break;
  }
  // PEFT saves one module alone, and early diffusers the attention processors of the denoiser: no part is named.
  for (const char* part : {"unet", "text_encoder", "text_encoder_2"}) {
    if (auto place = find_in(part, name)) return place;
  }
  return std::nullopt;
}

}  // namespace koma::checkpoints
