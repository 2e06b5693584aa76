// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/stage_weights.h"

#include <ATen/ATen.h>

#include <cstdlib>

#include "engine/base/error.h"
#include "engine/tensors/part_source.h"
#include "engine/tensors/safetensors.h"
#include "engine/training/diffsensei/lora_training.h"
#include "engine/training/training_loop.h"

namespace koma::training {

namespace {

/// "unet.lora:mid_block.attentions.0….down" → part and rest.
std::pair<std::string, std::string> split(const std::string& name, const std::filesystem::path& file) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos)
    throw Error(ErrorCode::invalid_file, name + " belongs to no part; start a new run", file.string());
  return {name.substr(0, dot), name.substr(dot + 1)};
}

double lora_scale(const std::filesystem::path& file) {
  const tensors::SafetensorsFile stored(file);
  const auto found = stored.metadata().find(lora_scale_key);
  return found == stored.metadata().end() ? 1 : std::strtod(found->second.c_str(), nullptr);
}

/// The weight as it is before a low-rank change.
at::Tensor base_of(const ChangedWeights& changes, const std::string& part, const std::string& name,
                   const checkpoints::CheckpointLayout& layout) {
  if (const auto changed = changes.find(part); changed != changes.end()) {
    const auto found = changed->second.find(name);
    if (found != changed->second.end()) return found->second;
  }
  const checkpoints::PartLayout& stored = layout.parts.at(part);
  return tensors::open_part(stored)->read_as(name, stored.shape(name), {}, at::kFloat);
}

}  // namespace

void add_changes(ChangedWeights& changes, const std::filesystem::path& stage_file,
                 const checkpoints::CheckpointLayout& layout) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(stage_file, ignored)) return;
  const auto weights = averaged_weights(stage_file);
  const double scale = lora_scale(stage_file);
  const std::string mark = lora_mark, down_end = ".down";
  for (const auto& [name, tensor] : weights) {
    const auto [part, rest] = split(name, stage_file);
    if (!layout.has(part))
      throw Error(ErrorCode::invalid_file,
                  "it has weights of " + part + ", which the checkpoint given with --from lacks", stage_file.string());
    if (!rest.starts_with(mark)) {
      changes[part][rest] = tensor;
    } else if (rest.ends_with(down_end)) {
      const std::string layer = rest.substr(mark.size(), rest.size() - mark.size() - down_end.size());
      const auto up = weights.find(part + "." + mark + layer + ".up");
      if (up == weights.end())
        throw Error(ErrorCode::invalid_file, name + " has no other half; start a new run", stage_file.string());
      const std::string weight = layer + ".weight";
      changes[part][weight] = base_of(changes, part, weight, layout) + lora_delta(tensor, up->second, scale);
    }
  }
}

void apply_changes(nn::Module& module, const std::map<std::string, at::Tensor>& changes) {
  for (const auto& [name, tensor] : changes) module.replace(name, tensor);
}

}  // namespace koma::training
