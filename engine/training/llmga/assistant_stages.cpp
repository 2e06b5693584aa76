// SPDX-License-Identifier: Apache-2.0
#include "engine/training/llmga/assistant_stages.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"
#include "engine/training/autocast.h"
#include "engine/training/diffsensei/stage_run.h"
#include "engine/training/diffsensei/trained_parts.h"
#include "engine/training/drawing_threads.h"
#include "engine/training/llmga/assistant_start.h"
#include "engine/training/llmga/conversation_samples.h"

namespace koma::training {

namespace {

using api::TrainingStage;

constexpr std::int64_t usual_assistant_rank = 128;
constexpr double warmup_share = 0.03;

bool of_projector(const api::TrainingRequest& request) {
  return request.stage == TrainingStage::assistant_projector;
}

SpokenForm form_of(const api::TrainingRequest& request) {
  const std::string& name = request.assistant.form;
  if (name.empty()) return of_projector(request) ? SpokenForm::plain : SpokenForm::vicuna;
  const auto form = spoken_form(name);
  require_argument(form.has_value(), "the form is plain, v1, llava_v1 or llama_3; change --form");
  return *form;
}

PictureFit fit_of(const api::TrainingRequest& request) {
  const std::string& name = request.assistant.fit;
  require_argument(name.empty() || name == "squash" || name == "crop",
                   "pictures are fitted by squash or crop; change --fit");
  const bool crop = name.empty() ? of_projector(request) : name == "crop";
  return crop ? PictureFit::crop : PictureFit::squash;
}

LanguagePart part_of(const api::TrainingRequest& request) {
  if (of_projector(request)) return LanguagePart::none;
  return request.assistant.whole ? LanguagePart::whole : LanguagePart::lora;
}

/// Rates of LLaVA's and LLMGA's own recipes.
double usual_rate(LanguagePart part) {
  switch (part) {
    case LanguagePart::none:
      return 1e-3;
    case LanguagePart::lora:
      return 2e-4;
    case LanguagePart::whole:
      break;
  }
  return 2e-5;
}

AssistantStart start_of(const api::TrainingRequest& request) {
  return {.llm = request.diffsensei.llm,
          .tokenizer = request.diffsensei.tokenizer,
          .vision = request.assistant.vision,
          .projector = request.assistant.projector,
          .conversations = request.assistant.data,
          .work = request.run / "start" / "assistant",
          .seed = request.seed};
}

LoraOptions lora_of(const api::TrainingRequest& request) {
  return lora_options(request.learning, usual_assistant_rank, request.seed);
}

StagePlan plan_of(const api::TrainingRequest& request, const AssistantNetworks& networks,
                  ConversationSamples& samples) {
  const LanguagePart part = part_of(request);
  StagePlan plan;
  plan.name = of_projector(request) ? "assistant-projector" : "assistant";
  plan.opening = samples.summary();
  plan.parameters = networks.parameters();
  plan.usual = {.rate = usual_rate(part), .warmup_share = warmup_share, .cosine = true, .weight_decay = 0, .clip = 1};
  if (part == LanguagePart::lora) {
    plan.notes[lora_scale_key] = lora_scale_text(lora_of(request));
  }
  plan.unread = [&samples] { return samples.unread(); };
  plan.unread_name = "conversation";
  return plan;
}

}  // namespace

void check_assistant(const api::TrainingRequest& request) {
  check_learning(request.learning);
  const api::AssistantTraining& told = request.assistant;
  require_argument(!told.data.empty(), "the stage needs conversations in LLaVA's form; give --data");
  require_argument(told.longest >= 16, "a language model hears at least 16 positions; change --longest");
  require_argument(!(told.whole && of_projector(request)), "stage assistant-projector trains the projector alone");
  (void)form_of(request);
  (void)fit_of(request);
}

TrainedAssistant trained_assistant(const api::TrainingRequest& request) {
  TrainedAssistant trained{assistant_layout(start_of(request)), {}};
  add_changes(trained.changes, request.run / assistant_projector_file, trained.layout);
  add_changes(trained.changes, request.run / assistant_file, trained.layout);
  if (trained.changes.empty())
    throw Error(ErrorCode::not_found,
                "the run has no stage of the assistant's yet; train assistant-projector or assistant first",
                request.run.string());
  return trained;
}

void train_assistant(const Stage& stage, const api::TrainingRequest& request) {
  const checkpoints::CheckpointLayout layout =
      first_before_others(stage.group, [&] { return assistant_layout(start_of(request)); });
  const checkpoints::PartLayout& llm = layout.parts.at("llm");
  conditioning::LlamaTokenizer(layout.tokenizers.at("llm"))
      .expect_at_most(models::LlamaConfig::from_json(llm.config).vocab_size);
  ChangedWeights changes;
  if (!of_projector(request)) add_changes(changes, stage.folder / assistant_projector_file, layout);
  const std::optional<bool> bfloat16 = wants_bfloat16(request.learning);
  const AssistantNetworks networks(
      layout, stage.device,
      {.part = part_of(request),
       .lora = lora_of(request),
       .dropout = part_of(request) == LanguagePart::lora ? request.learning.lora_dropout : 0,
       .narrow = !stage.device.is_cpu() && bfloat16.value_or(true)},
      changes);
  ConversationSamples samples(request.assistant.data, request.diffsensei.images, layout.tokenizers.at("llm"),
                              {.plan = {stage.batch, stage.group.rank(), stage.group.world(), stage.seed},
                               .form = form_of(request),
                               .fit = fit_of(request),
                               .longest = request.assistant.longest,
                               .patches = networks.patches(),
                               .vision = networks.vision(),
                               .threads = drawing_threads(stage.device)});
  StagePlan plan = plan_of(request, networks, samples);
  plan.loss = [&](std::int64_t index) -> StageLoss {
    const std::vector<AssistantRow> rows = samples.batch(index);
    const Autocast autocast(stage.device, bfloat16);
    return {networks.loss(rows), {}, std::int64_t(rows.size())};
  };
  train_by_plan(stage, request.learning, plan);
}

}  // namespace koma::training
