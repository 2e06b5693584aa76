// SPDX-License-Identifier: Apache-2.0
#include "engine/models/lora.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"
#include "engine/models/lora_delta.h"
#include "engine/tensors/weight_sources.h"

namespace koma::models {
namespace {

constexpr const char* text_level = "text_model.";

}  // namespace

/// One layer of one use, and which parameter of its module is meant.
struct LoraFold::Change {
  const Lora* lora;
  const checkpoints::LoraLayer* layer;
  double weight;
  bool bias;

  [[nodiscard]] at::Tensor delta(const at::Tensor& base) const {
    const at::Tensor change = bias ? bias_delta(*layer, lora->tensors()) : weight_delta(*layer, lora->tensors(), base);
    if (!change.isfinite().all().item<bool>()) {
      throw Error(ErrorCode::invalid_file, layer->spelling + " holds numbers that are none; the file is damaged",
                  lora->file().string());
    }
    return change;
  }
};

Lora::Lora(const std::filesystem::path& file, const checkpoints::LoraTargets& targets)
    : file_(file),
      index_(checkpoints::read_lora_index(checkpoints::read_tensor_index(file), targets)),
      source_(tensors::open_weights(file)) {
  written_ = std::filesystem::last_write_time(file);
  bytes_ = std::filesystem::file_size(file);
}

LoraFold::LoraFold(std::shared_ptr<nn::Module> module, std::shared_ptr<const tensors::WeightSource> source,
                   std::string part, std::string prefix)
    : module_(std::move(module)), source_(std::move(source)), part_(std::move(part)), prefix_(std::move(prefix)) {}

at::Tensor LoraFold::stored(const std::string& parameter) const {
  std::string name = prefix_ + parameter;
  // A text encoder's file may leave out the level that its module always has.
  if (!source_->find(name) && parameter.starts_with(text_level)) {
    name = prefix_ + parameter.substr(std::string(text_level).size());
  }
  const auto info = source_->find(name);
  if (!info) throw Error(ErrorCode::not_found, name + " is not there any more; load the model again", source_->place());
  return source_->read(name, info->shape, {});
}

std::map<std::string, std::vector<LoraFold::Change>> LoraFold::changes_of(const std::vector<LoraUse>& uses) const {
  const auto parameters = module_->named_parameters();
  std::map<std::string, std::vector<Change>> changes;
  for (const LoraUse& use : uses) {
    if (use.weight == 0) continue;
    for (const checkpoints::LoraLayer& layer : use.lora->layers()) {
      if (layer.part != part_) continue;
      std::string module = layer.module;
      if (!parameters.contains(module + ".weight")) module = text_level + module;
      const bool weight = layer.kind != checkpoints::LoraKind::full || layer.has("diff");
      if (weight) changes[module + ".weight"].push_back({use.lora.get(), &layer, use.weight, false});
      if (layer.has("diff_b")) changes[module + ".bias"].push_back({use.lora.get(), &layer, use.weight, true});
    }
  }
  for (const auto& [parameter, list] : changes) {
    if (parameters.contains(parameter)) continue;
    throw Error(
        ErrorCode::invalid_argument,
        "the LoRA changes " + parameter + ", which the loaded model does not have; choose one made for this model",
        list.front().lora->file().string());
  }
  return changes;
}

void LoraFold::apply(const std::vector<LoraUse>& uses) {
  if (uses == applied_) return;
  const auto changes = changes_of(uses);
  applied_.reset();
  try {
    for (const auto& [parameter, list] : changes) {
      const at::Tensor base = stored(parameter).to(at::kFloat);
      at::Tensor sum = base.clone();
      for (const Change& change : list) sum.add_(change.delta(base), change.weight);
      changed_.insert(parameter);
      module_->replace(parameter, sum);
    }
    for (const std::string& parameter : std::set<std::string>(changed_)) {
      if (!changes.contains(parameter)) restore(parameter);
    }
  } catch (...) {
    for (const std::string& parameter : std::set<std::string>(changed_)) restore(parameter);
    throw;
  }
  applied_ = uses;
}

void LoraFold::restore(const std::string& parameter) {
  module_->replace(parameter, stored(parameter));
  changed_.erase(parameter);
}

}  // namespace koma::models
