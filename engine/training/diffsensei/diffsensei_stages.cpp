// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/diffsensei_stages.h"

#include <ATen/ATen.h>

#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/tensors/device.h"
#include "engine/training/autocast.h"
#include "engine/training/diffsensei/lora_training.h"
#include "engine/training/diffsensei/stage_networks.h"
#include "engine/training/diffsensei/stage_run.h"
#include "engine/training/diffsensei/stage_start.h"
#include "engine/training/drawing_threads.h"

namespace koma::training {

namespace {

using api::DenoiserPart;
using api::TrainingStage;

constexpr std::int64_t usual_denoiser_rank = 128;

/// What DiffSensei adds to SDXL's denoiser.
bool is_added(const std::string& name) {
  return name.find(".processor.") != std::string::npos || name == "dialog_bbox_embedding";
}

/// The projections of self- and cross-attention that low-rank changes are made of.
bool is_projection(const std::string& name) {
  for (const char* end : {".to_q", ".to_k", ".to_v", ".to_out.0"}) {
    if (name.ends_with(end)) return name.find(".attn") != std::string::npos;
  }
  return false;
}

struct TrainedParts {
  NamedTensors parameters;
  std::map<std::string, std::string> notes;
  std::unique_ptr<LoraLayers> lora;  ///< lives as long as the parameters
};

void add_parameters(TrainedParts& parts, const std::string& part, const nn::Module& module,
                    const std::function<bool(const std::string&)>& wanted) {
  for (const auto& item : module.named_parameters()) {
    if (wanted(item.key())) parts.parameters.emplace_back(part + "." + item.key(), item.value());
  }
}

void add_lora(TrainedParts& parts, StageNetworks& networks, const api::TrainingRequest& request) {
  const api::DiffSenseiTraining& told = request.diffsensei;
  const std::int64_t rank = told.lora_rank > 0 ? told.lora_rank : usual_denoiser_rank;
  const double alpha = told.lora_alpha > 0 ? told.lora_alpha : double(rank);
  parts.lora = std::make_unique<LoraLayers>(*networks.set().unet, is_projection,
                                            LoraOptions{.rank = rank, .alpha = alpha, .seed = request.seed});
  for (auto& parameter : parts.lora->parameters("unet." + std::string(lora_mark))) parts.parameters.push_back(parameter);
  parts.notes[lora_scale_key] = nlohmann::json(alpha / double(rank)).dump();  // every bit of it
}

TrainedParts trained_parts(StageNetworks& networks, const api::TrainingRequest& request) {
  const models::UNet2DConditionModel& unet = *networks.set().unet;
  const bool characters = request.stage == TrainingStage::condition;
  const DenoiserPart part = request.diffsensei.part;
  TrainedParts parts;
  if (part == DenoiserPart::full)
    add_parameters(parts, "unet", unet, [&](const std::string& name) {
      return (characters || !is_added(name)) && !name.starts_with("character_painter.");
    });
  if (part == DenoiserPart::lora) add_lora(parts, networks, request);
  if (!characters) return parts;
  if (part != DenoiserPart::full) add_parameters(parts, "unet", unet, is_added);
  add_parameters(parts, "image_proj_model", *networks.set().image_proj_model, [](const std::string&) { return true; });
  return parts;
}

PanelSamples::Options sample_options(const Stage& stage, const api::TrainingRequest& request,
                                     const StageNetworks& networks) {
  const api::DiffSenseiTraining& told = request.diffsensei;
  const models::ModelTraits& traits = networks.set().traits;
  PanelSamples::Options options;
  options.plan = {stage.batch, stage.group.rank(), stage.group.world(), stage.seed};
  options.rules.text_drop = told.text_drop;
  options.rules.character_drop = told.character_drop;
  options.rules.own_crop = told.own_crop;
  options.rules.by_area = request.stage == TrainingStage::mllm;
  options.rules.characters = traits.characters;
  options.rules.dialogs = traits.dialogs;
  options.characters = request.stage != TrainingStage::t2i;
  options.last_tier = told.resolution >= 1024 ? 2 : told.resolution >= 512 ? 1 : 0;
  options.size_multiple = traits.size_multiple;
  options.threads = drawing_threads(stage.device);
  return options;
}

void require(bool good, const std::string& sentence) {
  if (!good) throw Error(ErrorCode::invalid_argument, sentence);
}

bool is_share(double value) {
  return value >= 0 && value <= 1;
}

}  // namespace

std::filesystem::path start_folder(const std::filesystem::path& run) {
  return run / "start";
}

void check_diffsensei(const api::TrainingRequest& request) {
  const api::DiffSenseiTraining& told = request.diffsensei;
  require(!request.from.empty(), "the stage needs a checkpoint to begin with; give --from");
  require(!told.annotations.empty(), "the stage needs annotated pages; give --annotations");
  require(!told.images.empty(), "the stage needs the pages' pictures; give --images");
  require(told.resolution == 256 || told.resolution == 512 || told.resolution == 1024,
          "the largest bucket is 256, 512 or 1024; change --resolution");
  require(told.rate >= 0 && told.rate < 1, "the learning rate must be 0 (the stage's own) to 1; change --rate");
  require(told.accumulate >= 1 && told.accumulate <= 4096, "1 to 4096 batches make a step; change --accumulate");
  require(told.ema >= 0 && told.ema < 1, "the average's decay must be 0 (none) to 1, 1 excluded; change --ema");
  require(is_share(told.text_drop) && is_share(told.character_drop) && is_share(told.own_crop) &&
              told.lora_dropout >= 0 && told.lora_dropout < 1,
          "chances lie in 0 to 1; change --text-drop, --character-drop, --own-crop or --lora-dropout");
  require(told.lora_rank >= 0 && told.lora_rank <= 4096 && told.lora_alpha >= 0,
          "the rank of low-rank changes is 0 (the stage's own) to 4096; change --lora-rank");
  require(told.precision == "auto" || told.precision == "bf16" || told.precision == "float32",
          "the precision is auto, bf16 or float32; change --precision");
  require(request.stage != TrainingStage::t2i || told.part != DenoiserPart::added,
          "stage t2i trains nothing that DiffSensei adds; use --unet full or lora");
  require(told.adapter.empty() || request.stage == TrainingStage::condition,
          "only stage condition begins with an IP-Adapter; leave --init-adapter out");
}

void train_diffsensei(const Stage& stage, const api::TrainingRequest& request) {
  const api::DiffSenseiTraining& told = request.diffsensei;
  const bool characters = request.stage != TrainingStage::t2i;
  const checkpoints::CheckpointLayout layout = start_layout({.checkpoint = request.from,
                                                             .work = start_folder(stage.folder),
                                                             .characters = characters,
                                                             .adapter = told.adapter,
                                                             .image_encoder = told.image_encoder,
                                                             .magi_encoder = told.magi_encoder,
                                                             .seed = stage.seed});
  ChangedWeights changes;
  add_changes(changes, stage.folder / t2i_file, layout);
  StageNetworks networks(layout, stage.device, {.characters = characters}, changes, told.clip_vocabulary);
  changes.clear();
  const std::optional<bool> bfloat16 = wants_bfloat16(told);
  if (!stage.device.is_cpu() && bfloat16.value_or(true)) networks.narrow_frozen(at::kBFloat16);
  TrainedParts parts = trained_parts(networks, request);
  PanelSamples samples(told.annotations, told.images, sample_options(stage, request, networks));
  StagePlan plan{request.stage == TrainingStage::t2i ? "t2i" : "condition", parts.parameters, 1e-5, parts.notes, {}};
  plan.loss = [&](const std::vector<PanelSample>& rows) -> StageLoss {
    const StageBatch batch = networks.encode(rows);
    const Autocast autocast(stage.device, bfloat16);
    const at::Tensor tokens =
        characters ? networks.character_tokens(batch.clip, batch.magi, batch.present) : at::Tensor();
    return {networks.diffusion_loss(batch, tokens), {}};
  };
  train_by_plan(stage, request, plan, samples);
}

}  // namespace koma::training
