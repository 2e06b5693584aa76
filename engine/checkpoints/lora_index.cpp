// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/lora_index.h"

#include <array>

#include "engine/base/error.h"
#include "engine/checkpoints/lora_metadata.h"
#include "engine/checkpoints/lora_names.h"
#include "engine/checkpoints/lora_shapes.h"

namespace koma::checkpoints {
namespace {

constexpr std::string_view kronecker_roles = "kron_";

[[noreturn]] void refuse(const TensorIndex& file, ErrorCode code, const std::string& sentence) {
  throw Error(code, sentence, file.path.string());
}

/// The families by what their cross-attention takes per word (specs/engine.md 4.1).
std::string family_of(std::int64_t width) {
  switch (width) {
    case 768:
      return "SD 1.x";
    case 1024:
      return "SD 2.x";
    case 1280:
      return "the SDXL refiner";
    case 2048:
      return "SDXL";
    default:
      return "models with " + std::to_string(width) + " numbers per word";
  }
}

/// Spelled modules with their tensors.
using Modules = std::map<std::string, std::map<std::string, std::string>>;

Modules modules_in(const TensorIndex& file) {
  Modules modules;
  for (const auto& [name, tensor] : file.tensors) {
    const auto taken = split_lora_name(name);
    if (!taken) {
      if (const auto other = other_adapter(name)) {
        refuse(file, ErrorCode::unsupported,
               "this is " + *other + " (it has " + name +
                   "), which Komawari does not compute; choose a LoRA, LoHa or LoKr");
      }
      refuse(file, ErrorCode::invalid_argument,
             "this is no LoRA that Komawari knows: " + name + " belongs to none; choose another file");
    }
    if (!modules[taken->module].emplace(taken->role, name).second) {
      refuse(file, ErrorCode::invalid_file, taken->module + " is stored in two spellings");
    }
  }
  if (modules.empty()) refuse(file, ErrorCode::invalid_file, "there is no tensor in it; choose another file");
  return modules;
}

bool is_context_projection(const std::string& name) {
  return name.find("attn2") != std::string::npos && (name.ends_with("to_k") || name.ends_with("to_v"));
}

/// Second side of the first tensor that a module has among these roles; 0 when it has none.
std::int64_t columns_of(const std::map<std::string, std::string>& roles, const TensorIndex& file,
                        std::initializer_list<const char*> wanted) {
  for (const char* role : wanted) {
    const auto found = roles.find(role);
    if (found == roles.end()) continue;
    const auto& shape = file.tensors.at(found->second).shape;
    if (shape.size() >= 2) return shape[1];
  }
  return 0;
}

/// What a linear of the file takes in; 0 when its tensors do not say.
std::int64_t inputs_of(const std::map<std::string, std::string>& roles, const TensorIndex& file) {
  const std::int64_t plain = columns_of(roles, file, {"down", "w1_b", "diff"});
  if (plain != 0) return plain;
  return columns_of(roles, file, {"kron_w1", "kron_w1_b"}) * columns_of(roles, file, {"kron_w2", "kron_w2_b"});
}

std::int64_t context_width(const LoraTargets& targets) {
  const auto unet = targets.find("unet");
  if (unet == targets.end()) return 0;
  for (const auto& [name, shape] : unet->second) {
    if (name.ends_with("attn2.to_k.weight") && shape.size() == 2) return shape[1];
  }
  return 0;
}

/// A LoRA for a transformer (Flux, SD 3 …) names blocks that no UNet has.
bool names_a_transformer(const std::string& module) {
  constexpr std::array marks{"double_blocks", "single_blocks", "single_transformer_blocks", "joint_blocks"};
  if (module.starts_with("transformer.") || module.starts_with("lora_transformer_")) return true;
  for (const char* mark : marks) {
    if (module.find(mark) != std::string::npos) return true;
  }
  return false;
}

void expect_family(const Modules& modules, const TensorIndex& file, const LoraTargets& targets) {
  const std::int64_t wanted = context_width(targets);
  for (const auto& [module, roles] : modules) {
    if (names_a_transformer(module)) {
      refuse(file, ErrorCode::invalid_argument,
             "this is a LoRA for a transformer such as Flux or SD 3 (it changes " + module + "), but the model is " +
                 family_of(wanted) + "; choose one made for " + family_of(wanted));
    }
    if (wanted == 0 || !is_context_projection(module)) continue;
    const std::int64_t width = inputs_of(roles, file);
    if (width == 0 || width == wanted) continue;
    refuse(file, ErrorCode::invalid_argument,
           "this is a LoRA for " + family_of(width) + " (" + module + " takes " + std::to_string(width) +
               " numbers), but the model is " + family_of(wanted) + " (" + std::to_string(wanted) +
               "); choose one made for " + family_of(wanted));
  }
}

LoraKind kind_of_roles(const std::map<std::string, std::string>& roles) {
  if (roles.contains("down") || roles.contains("up")) return LoraKind::low_rank;
  for (const auto& [role, name] : roles) {
    if (role.starts_with(kronecker_roles)) return LoraKind::kronecker;
    if (role.starts_with("w1_") || role.starts_with("w2_")) return LoraKind::hadamard;
  }
  return LoraKind::full;
}

LoraLayer layer_of(const std::string& spelling, const std::map<std::string, std::string>& roles,
                   const LoraModuleTable::Place& place, const std::map<std::string, PeftSettings>& settings) {
  LoraLayer layer{.part = place.part, .module = place.module, .spelling = spelling, .kind = kind_of_roles(roles)};
  for (const auto& [role, name] : roles) {
    const bool prefixed = role.starts_with(kronecker_roles);
    layer.tensors.emplace(prefixed ? role.substr(kronecker_roles.size()) : role, name);
  }
  auto found = settings.find(place.part);
  if (found == settings.end()) found = settings.find("");
  if (found != settings.end()) {
    layer.alpha = found->second.alpha_of(place.module);
    layer.rank_stabilised = found->second.rank_stabilised;
  }
  return layer;
}

/// Some files hold every layer twice, once in SDXL's own spelling; that one gives way.
bool is_original_spelling(const std::string& spelling) {
  for (const char* mark : {"input_blocks", "middle_block", "output_blocks"}) {
    if (spelling.find(mark) != std::string::npos) return true;
  }
  return false;
}

std::vector<std::int64_t> shape_of(const LoraTargets& targets, const LoraLayer& layer, const char* parameter) {
  const auto& parameters = targets.at(layer.part);
  const auto found = parameters.find(layer.module + "." + parameter);
  return found != parameters.end() ? found->second : std::vector<std::int64_t>{};
}

}  // namespace

LoraTargets lora_targets(const CheckpointLayout& layout) {
  LoraTargets targets;
  for (const char* part : {"unet", "text_encoder", "text_encoder_2"}) {
    if (!layout.has(part)) continue;
    const PartLayout& stored = layout.parts.at(part);
    for (const auto& [canonical, name] : stored.tensors) targets[part].emplace(canonical, stored.shape(canonical));
  }
  return targets;
}

LoraIndex read_lora_index(const TensorIndex& file, const LoraTargets& targets) {
  const Modules modules = modules_in(file);
  expect_family(modules, file, targets);
  const LoraModuleTable table(targets);
  const auto settings = read_peft_settings(file);

  std::map<std::pair<std::string, std::string>, LoraLayer> layers;
  for (const auto& [spelling, roles] : modules) {
    const auto place = table.find(spelling);
    if (!place) {
      refuse(file, ErrorCode::invalid_argument,
             "the LoRA changes " + spelling + ", which the model does not have; choose one made for this model");
    }
    LoraLayer layer = layer_of(spelling, roles, *place, settings);
    const auto [held, fresh] = layers.try_emplace({place->part, place->module}, layer);
    if (!fresh && is_original_spelling(held->second.spelling)) held->second = std::move(layer);
  }
  LoraIndex index;
  for (auto& [place, layer] : layers) {
    check_lora_layer(layer, file, shape_of(targets, layer, "weight"), shape_of(targets, layer, "bias"));
    index.layers.push_back(std::move(layer));
  }
  return index;
}

}  // namespace koma::checkpoints
