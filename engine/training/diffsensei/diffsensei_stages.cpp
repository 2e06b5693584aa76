// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/diffsensei_stages.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/training/autocast.h"
#include "engine/training/diffsensei/agent_networks.h"
#include "engine/training/diffsensei/agent_start.h"
#include "engine/training/diffsensei/lora_training.h"
#include "engine/training/diffsensei/stage_networks.h"
#include "engine/training/diffsensei/stage_run.h"
#include "engine/training/diffsensei/stage_start.h"
#include "engine/training/drawing_threads.h"

namespace koma::training {

namespace {

using api::DenoiserPart;
using api::TrainingStage;

constexpr std::int64_t usual_denoiser_rank = 128, usual_agent_rank = 64;
constexpr double usual_rate = 1e-5, usual_agent_rate = 1e-4;

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

LoraOptions lora_options(const api::TrainingRequest& request, std::int64_t usual_rank) {
  const api::DiffSenseiTraining& told = request.diffsensei;
  const std::int64_t rank = told.lora_rank > 0 ? told.lora_rank : usual_rank;
  return {.rank = rank, .alpha = told.lora_alpha > 0 ? told.lora_alpha : double(rank), .seed = request.seed};
}

/// Every digit of it, for a checkpoint's metadata.
std::string scale_text(const LoraOptions& lora) {
  return nlohmann::json(lora.alpha / double(lora.rank)).dump();
}

void add_lora(TrainedParts& parts, StageNetworks& networks, const api::TrainingRequest& request) {
  const LoraOptions options = lora_options(request, usual_denoiser_rank);
  parts.lora = std::make_unique<LoraLayers>(*networks.set().unet, is_projection, options);
  for (auto& parameter : parts.lora->parameters("unet." + std::string(lora_mark)))
    parts.parameters.push_back(parameter);
  parts.notes[lora_scale_key] = scale_text(options);
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
  if (traits.native_area) {
    options.last_tier = 0;
    options.native_size = [traits](const PixelSize& bucket) -> PixelSize {
      const models::ModelTraits::Sides sides = traits.native_sides(double(bucket.width) / bucket.height);
      return {sides.width, sides.height};
    };
  }
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

checkpoints::CheckpointLayout stage_layout(const std::filesystem::path& run, const api::TrainingRequest& request,
                                           bool characters) {
  const api::DiffSenseiTraining& told = request.diffsensei;
  return start_layout({.checkpoint = request.from,
                       .work = start_folder(run),
                       .characters = characters,
                       .adapter = told.adapter,
                       .image_encoder = told.image_encoder,
                       .magi_encoder = told.magi_encoder,
                       .seed = request.seed});
}

namespace {

/// Mean and deviation of a token's numbers, as the resampler's last norm gives them.
std::pair<double, double> token_statistics(const models::Resampler& resampler) {
  const auto parameters = resampler.named_parameters();
  const at::Tensor scale = parameters["norm_out.weight"].to(at::kDouble),
                   bias = parameters["norm_out.bias"].to(at::kDouble);
  return {bias.mean().item<double>(), std::sqrt(scale.pow(2).mean().item<double>() + bias.var(false).item<double>())};
}

}  // namespace

void add_stage_agent(checkpoints::CheckpointLayout& layout, const std::filesystem::path& run,
                     const api::TrainingRequest& request, const models::ModelTraits& traits,
                     const models::Resampler& resampler) {
  const models::ResamplerConfig& sizes = resampler.config();
  const auto [mean, deviation] = token_statistics(resampler);
  add_agent_start(layout, {.llm = request.diffsensei.llm,
                           .tokenizer = request.diffsensei.tokenizer,
                           .annotations = request.diffsensei.annotations,
                           .work = start_folder(run),
                           .image_tokens = traits.characters * sizes.num_queries,
                           .character_width = sizes.output_dim,
                           .token_mean = mean,
                           .token_deviation = deviation,
                           .seed = request.seed});
}

namespace {

/// The parts that all three stages share.
struct Beginning {
  checkpoints::CheckpointLayout layout;
  std::unique_ptr<StageNetworks> networks;
  std::optional<bool> bfloat16;
  bool narrow = false;  ///< frozen networks in bfloat16
};

/// The first process before the others: what it writes to the run's folder they find there.
template <class Work>
void first_before_others(ProcessGroup& group, const Work& work) {
  if (!group.first()) (void)group.average(0.0);
  work();
  if (group.first()) (void)group.average(0.0);
}

Beginning begin(const Stage& stage, const api::TrainingRequest& request) {
  const bool characters = request.stage != TrainingStage::t2i, agent = request.stage == TrainingStage::mllm;
  Beginning result;
  first_before_others(stage.group, [&] { result.layout = stage_layout(stage.folder, request, characters); });
  ChangedWeights changes;
  if (characters) add_changes(changes, stage.folder / t2i_file, result.layout);
  if (agent) add_changes(changes, stage.folder / condition_file, result.layout);
  result.networks = std::make_unique<StageNetworks>(result.layout, stage.device, NetworkNeeds{characters, agent},
                                                    changes, request.diffsensei.clip_vocabulary);
  result.bfloat16 = wants_bfloat16(request.diffsensei);
  result.narrow = !stage.device.is_cpu() && result.bfloat16.value_or(true);
  if (result.narrow) result.networks->narrow_frozen(at::kBFloat16);
  return result;
}

void train_image_generator(const Stage& stage, const api::TrainingRequest& request) {
  const Beginning beginning = begin(stage, request);
  StageNetworks& networks = *beginning.networks;
  const TrainedParts parts = trained_parts(networks, request);
  const bool characters = request.stage == TrainingStage::condition;
  PanelSamples samples(request.diffsensei.annotations, request.diffsensei.images,
                       sample_options(stage, request, networks));
  StagePlan plan{characters ? "condition" : "t2i", parts.parameters, usual_rate, parts.notes, {}};
  plan.loss = [&](const std::vector<PanelSample>& rows) -> StageLoss {
    const StageBatch batch = networks.encode(rows);
    const Autocast autocast(stage.device, beginning.bfloat16);
    const at::Tensor tokens =
        characters ? networks.character_tokens(batch.clip, batch.magi, batch.present) : at::Tensor();
    return {networks.diffusion_loss(batch, tokens), {}};
  };
  train_by_plan(stage, request, plan, samples);
}

/// L = L_diff + λ_lm L_lm + λ_rec L_rec (specs/diffsensei.md 6.2).
StageLoss agent_loss(const StageNetworks& networks, const AgentNetworks& agent, const StageBatch& batch,
                     const std::vector<PanelSample>& rows, const api::DiffSenseiTraining& told) {
  at::Tensor source, target;
  {
    const at::NoGradGuard frozen;
    source = networks.character_tokens(batch.clip, batch.magi, batch.present);
    target = networks.character_tokens(batch.target_clip, batch.target_magi, batch.present);
  }
  std::vector<std::string> captions;
  std::vector<std::uint64_t> seeds;
  for (const PanelSample& row : rows) {
    captions.push_back(row.whole_caption);
    seeds.push_back(row.seed + 1);  // the seed itself is the noise's
  }
  const AgentAnswer answer = agent.answer(source, captions, seeds);
  const at::Tensor made = answer.tokens.to(at::kFloat);
  const at::Tensor rec = (made - target.to(at::kFloat)).pow(2).mean();
  const at::Tensor diffusion = networks.diffusion_loss(batch, made * batch.present.unsqueeze(-1));
  return {diffusion + told.lm_weight * answer.cross_entropy + told.rec_weight * rec,
          {{"diffusion", diffusion.item<double>()},
           {"lm", answer.cross_entropy.item<double>()},
           {"rec", rec.item<double>()}}};
}

void train_agent(const Stage& stage, const api::TrainingRequest& request) {
  Beginning beginning = begin(stage, request);
  StageNetworks& networks = *beginning.networks;
  const models::ResamplerConfig& sizes = networks.set().image_proj_model->config();
  first_before_others(stage.group, [&] {
    add_stage_agent(beginning.layout, stage.folder, request, networks.set().traits, *networks.set().image_proj_model);
  });
  const LoraOptions lora = lora_options(request, usual_agent_rank);
  const AgentNetworks agent(beginning.layout, stage.device,
                            {.characters = networks.set().traits.characters,
                             .tokens_per_character = sizes.num_queries,
                             .lora = lora,
                             .dropout = request.diffsensei.lora_dropout,
                             .narrow = beginning.narrow},
                            {});
  PanelSamples samples(request.diffsensei.annotations, request.diffsensei.images,
                       sample_options(stage, request, networks));
  StagePlan plan{"mllm", agent.parameters(), usual_agent_rate, {{lora_scale_key, scale_text(lora)}}, {}};
  plan.loss = [&](const std::vector<PanelSample>& rows) {
    const StageBatch batch = networks.encode(rows);
    const Autocast autocast(stage.device, beginning.bfloat16);
    return agent_loss(networks, agent, batch, rows, request.diffsensei);
  };
  train_by_plan(stage, request, plan, samples);
}

}  // namespace

void train_diffsensei(const Stage& stage, const api::TrainingRequest& request) {
  if (request.stage == TrainingStage::mllm) return train_agent(stage, request);
  train_image_generator(stage, request);
}

}  // namespace koma::training
