// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/diffsensei_stages.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cmath>

#include "engine/base/error.h"
#include "engine/training/autocast.h"
#include "engine/training/diffsensei/agent_networks.h"
#include "engine/training/diffsensei/agent_start.h"
#include "engine/training/diffsensei/lora_training.h"
#include "engine/training/diffsensei/panel_samples.h"
#include "engine/training/diffsensei/stage_networks.h"
#include "engine/training/diffsensei/stage_run.h"
#include "engine/training/diffsensei/stage_start.h"
#include "engine/training/diffsensei/trained_parts.h"
#include "engine/training/drawing_threads.h"

namespace koma::training {

namespace {

using api::TrainingStage;

constexpr std::int64_t usual_agent_rank = 64;
constexpr double usual_agent_rate = 1e-4;

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
  options.sizes = picture_sizes(traits, told.resolution);
  options.threads = drawing_threads(stage.device);
  return options;
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
  require_argument(!request.from.empty(), "the stage needs a checkpoint to begin with; give --from");
  require_argument(!told.annotations.empty(), "the stage needs annotated pages; give --annotations");
  require_argument(!told.images.empty(), "the stage needs the pages' pictures; give --images");
  require_argument(told.resolution == 256 || told.resolution == 512 || told.resolution == 1024,
                   "the largest bucket is 256, 512 or 1024; change --resolution");
  check_learning(request.learning);
  require_argument(is_share(told.text_drop) && is_share(told.character_drop) && is_share(told.own_crop),
                   "chances lie in 0 to 1; change --text-drop, --character-drop or --own-crop");
  require_argument(request.stage != TrainingStage::t2i || told.part != api::DenoiserPart::added,
                   "stage t2i trains nothing that DiffSensei adds; use --unet full or lora");
  require_argument(told.adapter.empty() || request.stage == TrainingStage::condition,
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

Beginning begin(const Stage& stage, const api::TrainingRequest& request) {
  const bool characters = request.stage != TrainingStage::t2i, agent = request.stage == TrainingStage::mllm;
  Beginning result;
  result.layout = first_before_others(stage.group, [&] { return stage_layout(stage.folder, request, characters); });
  ChangedWeights changes;
  if (characters) add_changes(changes, stage.folder / t2i_file, result.layout);
  if (agent) add_changes(changes, stage.folder / condition_file, result.layout);
  result.networks = std::make_unique<StageNetworks>(result.layout, stage.device, NetworkNeeds{characters, agent},
                                                    changes, request.diffsensei.clip_vocabulary);
  result.bfloat16 = wants_bfloat16(request.learning);
  result.narrow = !stage.device.is_cpu() && result.bfloat16.value_or(true);
  if (result.narrow) result.networks->narrow_frozen(at::kBFloat16);
  return result;
}

/// What all three stages say of the pages they learn from.
StagePlan plan_on(const PanelSamples& samples, const std::string& name) {
  StagePlan plan;
  plan.name = name;
  plan.opening = std::to_string(samples.panels()) + " panels on " + std::to_string(samples.pages()) + " pages";
  plan.unread = [&samples] { return samples.unread(); };
  return plan;
}

void train_image_generator(const Stage& stage, const api::TrainingRequest& request) {
  const Beginning beginning = begin(stage, request);
  StageNetworks& networks = *beginning.networks;
  const TrainedParts parts = trained_parts(networks, request);
  const bool characters = request.stage == TrainingStage::condition;
  PanelSamples samples(request.diffsensei.annotations, request.diffsensei.images,
                       sample_options(stage, request, networks));
  StagePlan plan = plan_on(samples, characters ? "condition" : "t2i");
  plan.parameters = parts.parameters;
  plan.notes = parts.notes;
  plan.loss = [&](std::int64_t index) -> StageLoss {
    const std::vector<PanelSample> rows = samples.batch(index);
    const StageBatch batch = networks.encode(rows);
    const Autocast autocast(stage.device, beginning.bfloat16);
    const at::Tensor tokens =
        characters ? networks.character_tokens(batch.clip, batch.magi, batch.present) : at::Tensor();
    return {networks.diffusion_loss(batch, tokens), {}, std::int64_t(rows.size())};
  };
  train_by_plan(stage, request.learning, plan);
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
           {"rec", rec.item<double>()}},
          std::int64_t(rows.size())};
}

void train_agent(const Stage& stage, const api::TrainingRequest& request) {
  Beginning beginning = begin(stage, request);
  StageNetworks& networks = *beginning.networks;
  const models::ResamplerConfig& sizes = networks.set().image_proj_model->config();
  beginning.layout = first_before_others(stage.group, [&] {
    checkpoints::CheckpointLayout layout = beginning.layout;
    add_stage_agent(layout, stage.folder, request, networks.set().traits, *networks.set().image_proj_model);
    return layout;
  });
  const LoraOptions lora = lora_options(request.learning, usual_agent_rank, request.seed);
  const AgentNetworks agent(beginning.layout, stage.device,
                            {.characters = networks.set().traits.characters,
                             .tokens_per_character = sizes.num_queries,
                             .lora = lora,
                             .dropout = request.learning.lora_dropout,
                             .narrow = beginning.narrow},
                            {});
  PanelSamples samples(request.diffsensei.annotations, request.diffsensei.images,
                       sample_options(stage, request, networks));
  StagePlan plan = plan_on(samples, "mllm");
  plan.parameters = agent.parameters();
  plan.usual.rate = usual_agent_rate;
  plan.notes = {{lora_scale_key, lora_scale_text(lora)}};
  plan.loss = [&](std::int64_t index) {
    const std::vector<PanelSample> rows = samples.batch(index);
    const StageBatch batch = networks.encode(rows);
    const Autocast autocast(stage.device, beginning.bfloat16);
    return agent_loss(networks, agent, batch, rows, request.diffsensei);
  };
  train_by_plan(stage, request.learning, plan);
}

}  // namespace

void train_diffsensei(const Stage& stage, const api::TrainingRequest& request) {
  if (request.stage == TrainingStage::mllm) return train_agent(stage, request);
  train_image_generator(stage, request);
}

}  // namespace koma::training
