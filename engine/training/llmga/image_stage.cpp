// SPDX-License-Identifier: Apache-2.0
#include "engine/training/llmga/image_stage.h"

#include "engine/base/error.h"
#include "engine/training/autocast.h"
#include "engine/training/diffsensei/stage_networks.h"
#include "engine/training/diffsensei/stage_run.h"
#include "engine/training/diffsensei/trained_parts.h"
#include "engine/training/drawing_threads.h"
#include "engine/training/llmga/caption_samples.h"

namespace koma::training {

namespace {

constexpr int repainting_inputs = 9;

bool is_chance(double value) {
  return value >= 0 && value <= 1;
}

CaptionSamples::Options caption_options(const Stage& stage, const api::TrainingRequest& request,
                                        const StageNetworks& networks) {
  const api::AssistantTraining& told = request.assistant;
  const bool repaints = networks.set().unet_config.in_channels == repainting_inputs;
  CaptionSamples::Options options;
  options.plan = {stage.batch, stage.group.rank(), stage.group.world(), stage.seed};
  options.sizes = picture_sizes(networks.set().traits, request.diffsensei.resolution);
  options.brief = told.brief;
  options.empty = repaints ? told.empty : 0;
  options.holes = repaints;
  options.everything = told.everything;
  options.threads = drawing_threads(stage.device);
  return options;
}

}  // namespace

void check_assistant_images(const api::TrainingRequest& request) {
  check_learning(request.learning);
  const api::AssistantTraining& told = request.assistant;
  require_argument(!request.from.empty(), "the stage needs a checkpoint to begin with; give --from");
  require_argument(!told.data.empty(), "the stage needs pictures with captions; give --data");
  require_argument(is_chance(told.brief) && is_chance(told.empty) && is_chance(told.everything),
                   "chances lie in 0 to 1; change --brief, --empty or --everything");
  require_argument(told.snr_gamma >= 0 && told.noise_offset >= 0,
                   "neither weights nor noise can be below 0; change --snr-gamma or --noise-offset");
  require_argument(request.diffsensei.part != api::DenoiserPart::added,
                   "the stage trains nothing that DiffSensei adds; use --unet full or lora");
}

void train_assistant_images(const Stage& stage, const api::TrainingRequest& request) {
  const std::optional<bool> bfloat16 = wants_bfloat16(request.learning);
  StageNetworks networks(checkpoints::read_checkpoint_layout(request.from), stage.device,
                         {.long_prompts = api::LongPrompts::llmga,
                          .holes = true,
                          .snr_gamma = request.assistant.snr_gamma,
                          .noise_offset = request.assistant.noise_offset},
                         {}, request.diffsensei.clip_vocabulary);
  if (!stage.device.is_cpu() && bfloat16.value_or(true)) networks.narrow_frozen(at::kBFloat16);
  const TrainedParts parts = trained_parts(networks, request);
  CaptionSamples samples(request.assistant.data, request.diffsensei.images, caption_options(stage, request, networks));
  StagePlan plan;
  plan.name = "assistant-images";
  plan.opening = samples.summary();
  plan.parameters = parts.parameters;
  plan.notes = parts.notes;
  plan.usual = {.rate = 2e-5, .warmup_steps = 500, .weight_decay = 0.01, .clip = 1, .ema = 0.9999};
  plan.unread = [&samples] { return samples.unread(); };
  plan.loss = [&](std::int64_t index) -> StageLoss {
    const std::vector<PanelSample> rows = samples.batch(index);
    const StageBatch batch = networks.encode(rows);
    const Autocast autocast(stage.device, bfloat16);
    return {networks.diffusion_loss(batch, {}), {}, std::int64_t(rows.size())};
  };
  train_by_plan(stage, request.learning, plan);
}

}  // namespace koma::training
