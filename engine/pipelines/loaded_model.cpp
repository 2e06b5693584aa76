// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/loaded_model.h"

#include <algorithm>

#include "engine/base/error.h"
#include "engine/tensors/part_source.h"

namespace koma::pipelines {

namespace {

using models::Stage;

struct PartModule {
  const char* name;
  std::shared_ptr<nn::Module> module;
};

/// What LoRAs may change of a stage.
std::vector<PartModule> foldable(const models::ModelSet& set, Stage stage) {
  if (stage == Stage::denoiser) return {{"unet", set.unet}};
  if (stage == Stage::text) return {{"text_encoder", set.text_encoder}, {"text_encoder_2", set.text_encoder_2}};
  return {};
}

/// Empty where there is no agent.
std::filesystem::path agent_tokenizer(const checkpoints::CheckpointLayout& layout) {
  const auto found = layout.tokenizers.find("mllm_llm");
  return found == layout.tokenizers.end() ? std::filesystem::path() : found->second;
}

}  // namespace

LoadedModel::LoadedModel(models::ModelSet set, const std::filesystem::path& clip_vocabulary)
    : set_(std::move(set)),
      text_(conditioning::TokenizerPlaces::of(set_.layout, clip_vocabulary)),
      agent_(agent_tokenizer(set_.layout)) {}

void LoadedModel::choose_loras(const std::vector<api::Lora>& loras) {
  std::vector<models::LoraUse> chosen;
  std::string stamp;
  if (!loras.empty()) {
    const checkpoints::LoraTargets targets = checkpoints::lora_targets(set_.layout);
    for (const api::Lora& lora : loras) {
      const auto known = std::find_if(loras_.begin(), loras_.end(),
                                      [&](const models::LoraUse& use) { return use.lora->file() == lora.file; });
      auto file = known != loras_.end() ? known->lora : std::make_shared<const models::Lora>(lora.file, targets);
      stamp += lora.file.string() + "*" + std::to_string(lora.weight) + "\n";
      chosen.push_back({std::move(file), lora.weight});
    }
  }
  loras_ = std::move(chosen);
  lora_stamp_ = std::move(stamp);
}

void LoadedModel::need(Stage stage, const Between& between) {
  models::load_stage(set_, stage, between);
  for (const PartModule& part : foldable(set_, stage)) {
    if (part.module) fold(part.name, part.module);
  }
}

void LoadedModel::fold(const std::string& part, const std::shared_ptr<nn::Module>& module) {
  auto& fold = folds_[part];
  if (!fold) {
    if (loras_.empty()) return;
    fold = std::make_unique<models::LoraFold>(module, tensors::open_part(set_.layout.parts.at(part)), part);
  }
  fold->apply(loras_);
}

void LoadedModel::limit_denoiser(std::uint64_t bytes) {
  if (bytes == set_.denoiser_budget) return;
  drop(Stage::denoiser);
  set_.denoiser_budget = bytes;
}

void LoadedModel::choose_agent(const std::optional<models::AgentForm>& form) {
  if (form == set_.agent_form) return;
  drop(Stage::agent);
  if (form) set_.agent_form = *form;
}

void LoadedModel::done(Stage stage) {
  if (thrifty_) drop(stage);
}

void LoadedModel::drop(Stage stage) {
  for (const PartModule& part : foldable(set_, stage)) folds_.erase(part.name);
  models::drop_stage(set_, stage);
}

conditioning::TextPair LoadedModel::encode(const conditioning::PromptPair& prompts, conditioning::TextOptions options,
                                           const Between& between, std::vector<std::string>& notes) {
  options.adapters = lora_stamp_;
  if (!text_.remembers(encoders(), prompts, options)) need(Stage::text, between);
  return text_.encode(encoders(), prompts, options, notes);
}

at::Tensor LoadedModel::ask_agent(const conditioning::AgentQuestion& question, const Between& between,
                                  std::vector<std::string>& notes) {
  if (!agent_.remembers(question, set_.agent_form)) need(Stage::agent, between);
  at::Tensor tokens = agent_.answer(question, set_.agent, set_.agent_form, between, notes);
  done(Stage::agent);
  return tokens;
}

conditioning::TextEncoders LoadedModel::encoders() const {
  return {.first = set_.text_encoder.get(),
          .second = set_.text_encoder_2.get(),
          .family = set_.layout.family,
          .force_zeros_for_empty_prompt = set_.layout.force_zeros_for_empty_prompt,
          .placement = set_.placement};
}

const models::ControlNetModel& LoadedModel::control_net(const std::filesystem::path& path, const Between& between) {
  auto& net = control_nets_[path];
  if (net) return *net;
  between();
  try {
    const checkpoints::PartLayout part = checkpoints::read_part_layout(path, "controlnet");
    const auto config = models::ControlNetConfig::from_json(part.config);
    config.expect_fits(set_.unet_config, path.string());
    const nn::Weights weights(tensors::open_part(part), part.name, set_.placement.device, set_.placement.dtype);
    net = std::make_shared<models::ControlNetModel>(weights, config);
    weights.expect_all_used();
  } catch (...) {
    control_nets_.erase(path);
    throw;
  }
  return *net;
}

void LoadedModel::keep_only(const std::vector<std::filesystem::path>& control_nets) {
  std::erase_if(control_nets_, [&](const auto& item) {
    return std::find(control_nets.begin(), control_nets.end(), item.first) == control_nets.end();
  });
}

}  // namespace koma::pipelines
