// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/panel_pipeline.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <random>

#include "engine/api/agent_use.h"
#include "engine/conditioning/control_picture.h"
#include "engine/conditioning/layout_conditioning.h"
#include "engine/conditioning/prompt_syntax.h"
#include "engine/pipelines/character_inputs.h"
#include "engine/pipelines/picture_finish.h"
#include "engine/pipelines/redraw_start.h"
#include "engine/pipelines/repaint_steps.h"
#include "engine/pipelines/schedule_choice.h"
#include "engine/pipelines/start_latents.h"
#include "engine/pipelines/unsupported.h"
#include "engine/tensors/pixels.h"

namespace koma::pipelines {

using models::Stage;

namespace {

/// LLMGA's released weights are ordinary folders that only their names tell apart (specs/llmga.md 1.1):
/// llmga-sdxl-t2i, llmga-sd15-inpainting-v2 …
bool is_of_llmga(const models::ModelSet& set) {
  std::string name = set.traits.name;
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return char(std::tolower(c)); });
  return !set.has_characters() && name.find("llmga") != std::string::npos;
}

}  // namespace

api::GenerationRequest completed(const api::GenerationRequest& request, const models::ModelSet& set) {
  api::GenerationRequest result = request;
  const models::ModelDefaults& defaults = set.traits.defaults;
  result.steps = request.steps.value_or(defaults.steps);
  result.guidance_scale = request.guidance_scale.value_or(defaults.guidance_scale);
  result.character_scale = request.character_scale.value_or(defaults.character_scale);
  const samplers::Method method = schedule_choice(request, set).method;
  // Flow matching steps as Euler does, and recipes have always called it so.
  result.sampler =
      method == samplers::Method::flow_match_euler ? api::SamplerKind::euler : api::SamplerKind(int(method));
  const auto factor = int(set.vae_config.factor());
  const int own = set.traits.native_area ? int(std::lround(std::sqrt(double(*set.traits.native_area))))
                                         : set.layout.sample_size * factor;
  if (!request.long_prompts && is_of_llmga(set)) result.long_prompts = api::LongPrompts::llmga;
  result.width = request.width.value_or(own);
  result.height = request.height.value_or(own);
  if (!request.seed) {
    std::random_device device;
    result.seed = ((std::uint64_t(device()) << 32) | device()) & api::largest_seed;
  }
  return result;
}

namespace {

PanelSize size_of(const api::GenerationRequest& request, const models::ModelSet& set, std::vector<std::string>& notes) {
  const WantedSize wanted{*request.width, *request.height, request.upstream_quirks};
  return panel_size(wanted, set.traits, int(set.vae_config.factor()), notes);
}

}  // namespace

PanelPipeline::PanelPipeline(LoadedModel& model, const api::GenerationRequest& request, const PanelOptions& options,
                             const std::stop_token& stop)
    : model_(model),
      set_(model.set()),
      request_(request),
      options_(options),
      stop_(stop),
      size_(options.size ? *options.size : size_of(request, set_, notes_)),
      guidance_{*request.guidance_scale, request.guidance_rescale, request.guidance_start, request.guidance_end},
      stream_(*request.seed, latent_shape(), {set_.placement.device}) {
  refuse_unsupported(request, set_);
  check_recorded();
  if (request.regions) regions_.emplace(request, set_, size_, options.panel_part, notes_);
  const samplers::ScheduleConfig schedule = schedule_choice(request, set_);
  const RepaintSteps part =
      repaint_steps(*request.steps, options.redraw ? options.redraw->strength : 1, request.upstream_quirks);
  sampler_ = samplers::make_sampler(schedule, part.steps, [this] { return stream_.next(); });
  if (options.redraw) {
    const double strength = request.upstream_quirks ? options.redraw->strength : part.strength();
    first_step_ = samplers::first_step(schedule, part.steps, strength);
    if (steps() < 1) {
      throw Error(ErrorCode::invalid_argument, "is so low that no step is left; raise it or the steps", "$.strength");
    }
  }
  model_.choose_loras(request.loras);
  if (request.subject_adapter) {
    subjects_.emplace(request, size_, notes_);
  } else {
    model_.wants_no_subjects();
  }
  tell_text();
  tell_layout();
  if (set_.has_characters()) tell_characters();
  if (subjects_) subjects_->tell(model_, conditions_, between());
}

Between PanelPipeline::between() const {
  return [this] { check(stop_); };
}

std::vector<std::int64_t> PanelPipeline::latent_shape() const {
  return {4, size_.latent.height, size_.latent.width};
}

void PanelPipeline::check_recorded() const {
  const at::Tensor& recorded = options_.recorded.noise;
  if (!recorded.defined()) return;
  const std::vector<std::int64_t> wanted = {1, 4, size_.latent.height, size_.latent.width};
  if (recorded.sizes() == at::IntArrayRef(wanted)) return;
  throw Error(ErrorCode::invalid_argument, "the initial noise has the shape " +
                                               tensors::shape_text(recorded.sizes().vec()) +
                                               ", but this request needs " + tensors::shape_text(wanted));
}

void PanelPipeline::tell_text() {
  conditioning::TextOptions options;
  options.clip_skip = request_.clip_skip;
  options.skips_negative = !request_.upstream_quirks;  // diffusers skips blocks for the prompt alone
  options.weighting = request_.prompt_weighting;
  options.embeddings = options_.embeddings;
  // Mini has never read more than one window; the reference implementations cut.
  const bool cut = request_.upstream_quirks || set_.unet_config.character_painter;
  options.long_prompts = request_.long_prompts.value_or(cut ? api::LongPrompts::cut : api::LongPrompts::windows);
  const conditioning::PromptPair prompts{
      .prompt = said_prompt(notes_), .negative = request_.negative_prompt, .guided = guidance_.active()};
  const conditioning::TextPair told = regions_ ? regions_->encode(model_, prompts, options, between(), notes_)
                                               : model_.encode(prompts, options, between(), notes_);
  conditions_.text = told.positive.tokens;
  conditions_.pooled = told.positive.pooled;
  if (guidance_.active()) {
    conditions_.text = at::cat({told.negative.tokens, told.positive.tokens});
    if (conditions_.pooled.defined()) conditions_.pooled = at::cat({told.negative.pooled, told.positive.pooled});
  }
  if (subjects_) subjects_->hear(model_, {prompts.prompt, options}, between(), notes_);
  if (!options_.sought_words.empty()) {
    conditions_.word_maps =
        std::make_shared<nn::WordMaps>(model_.spans({options_.sought_words}, prompts.prompt, options, false));
  }
  if (regions_) regions_->divide(conditions_);
  model_.done(Stage::text);
  check(stop_);
}

std::string PanelPipeline::said_prompt(std::vector<std::string>& notes) const {
  return regions_ ? regions_->words() : conditioning::full_prompt(request_, set_.traits.controls, notes);
}

void PanelPipeline::tell_layout() {
  conditioning::PanelLayout panel;
  panel.latent = size_.latent;
  panel.height = size_.told_height;
  panel.width = size_.told_width;
  if (options_.dialog_mask) {
    for (const UnitBox& box : at_most(request_.dialog_boxes, set_.traits.dialogs)) {
      panel.dialogs.push_back(in_drawing(box, size_));
    }
  }
  panel.rounding = {request_.upstream_quirks && set_.placement.dtype == at::kHalf, request_.upstream_quirks};
  panel.guided = guidance_.active();
  const conditioning::LayoutConditioning layout = conditioning::layout_conditioning(panel);
  if (set_.unet_config.text_time) conditions_.time_ids = layout.time_ids.to(set_.placement.device);
  if (set_.has_characters()) {
    conditions_.dialog_mask = layout.dialog_mask.to(set_.placement.device, set_.placement.dtype);
  }
}

void PanelPipeline::tell_characters() {
  const std::vector<conditioning::CharacterInput> inputs = character_inputs(request_, set_, size_, notes_);
  const bool asks_agent = api::asks_agent(request_);
  conditioning::ReferenceOptions references;
  references.grey = options_.grey_references && set_.traits.reference.grey;
  references.fill_places = asks_agent;
  references.seed = *request_.seed;
  references.magi_noise = options_.recorded.magi_noise;
  model_.need(Stage::characters, between());
  conditioning::CharacterTokens tokens = conditioning::character_tokens(set_, inputs, references);
  model_.done(Stage::characters);
  check(stop_);
  if (asks_agent) adapt(tokens);

  conditioning::CharacterOptions options;
  options.latent = size_.latent;
  options.guided = guidance_.active();
  options.upstream_quirks = request_.upstream_quirks;
  options.masked = options_.character_masks;
  // The painter is a part of the denoiser.
  if (set_.unet_config.character_painter) model_.need(Stage::denoiser, between());
  conditioning::CharacterConditioning characters = conditioning::character_conditioning(set_, tokens, inputs, options);
  check(stop_);
  conditions_.image = characters.tokens;
  conditions_.image_masks = std::move(characters.masks);
  conditions_.image_scale = *request_.character_scale;
  conditions_.image_strength = characters.strength;
  conditions_.paint = std::move(characters.paint);
}

void PanelPipeline::adapt(conditioning::CharacterTokens& tokens) {
  const conditioning::AgentQuestion question{words_of_prompt(), tokens.places.flatten(0, 1).unsqueeze(0)};
  const at::Tensor adapted = model_.ask_agent(question, between(), notes_);
  tokens.places = conditioning::blended(tokens.places, adapted, request_.mllm.scale);
  check(stop_);
}

std::string PanelPipeline::words_of_prompt() const {
  std::vector<std::string> said_before;  // by tell_text
  const std::string prompt = said_prompt(said_before);
  if (!request_.prompt_weighting) return prompt;
  std::string words;
  for (const conditioning::PromptPiece& piece : conditioning::parse_prompt(prompt, said_before)) words += piece.text;
  return words;
}

at::Tensor PanelPipeline::noise() {
  const at::Tensor drawn = stream_.next();  // always, so that a stochastic sampler goes on at the same place
  const at::Tensor& recorded = options_.recorded.noise;
  return recorded.defined() ? recorded.to(set_.placement.device, at::kFloat) : drawn;
}

void PanelPipeline::make_start() {
  if (!options_.redraw) {
    start_ = noise() * sampler_->schedule().initial_scale;
    return;
  }
  model_.need(Stage::autoencoder, between());
  RedrawStart begun = redraw_start({.set = set_,
                                    .redraw = *options_.redraw,
                                    .size = size_,
                                    .sampler = *sampler_,
                                    .first_step = first_step_,
                                    .upstream_quirks = request_.upstream_quirks,
                                    .noise = [this] { return noise(); },
                                    .stream = stream_});
  start_ = std::move(begun.latents);
  extra_inputs_ = std::move(begun.extra_inputs);
  hooks_ = std::move(begun.hooks);
  model_.done(Stage::autoencoder);
  check(stop_);
}

std::vector<ControlStep> PanelPipeline::controls() {
  std::vector<std::filesystem::path> used;
  for (const api::Control& control : request_.controls) used.emplace_back(control.model);
  model_.keep_only(used);
  const auto factor = int(set_.vae_config.factor());
  const int width = size_.drawn_width(factor), height = size_.drawn_height(factor);
  const std::int64_t rows = guidance_.active() ? 2 : 1;
  std::vector<ControlStep> steps;
  for (const api::Control& control : request_.controls) {
    const models::ControlNetModel& net = model_.control_net(control.model, between());
    const Image picture =
        conditioning::control_picture(api::pixels_of(control.picture), control.preprocessor, width, height, notes_);
    const at::Tensor seen = ((tensors::to_tensor(picture) + 1) / 2).unsqueeze(0);  // [1, 3, H, W] in 0…1
    const at::Tensor hint = net.embed(seen.to(set_.placement.device, set_.placement.dtype));
    models::UNetConditions told = subjects_ ? subjects_->for_control(conditions_) : conditions_;
    if (regions_) told = regions_->for_control(told);
    steps.push_back({net, net.prepare(std::move(told)), hint.expand({rows, -1, -1, -1}), control.scale, control.start,
                     control.end});
    check(stop_);
  }
  return steps;
}

at::Tensor PanelPipeline::denoised(const std::function<void(const StepReport&)>& report) {
  make_start();
  model_.need(Stage::denoiser, between());
  models::PreparedConditions prepared = set_.unet->prepare(conditions_);
  if (subjects_) subjects_->join(prepared, *set_.unet);
  Denoising job{*set_.unet, prepared, *sampler_, guidance_, set_.placement.dtype};
  job.controls = controls();
  job.extra_inputs = extra_inputs_;
  job.hooks = hooks_;
  // Where memory is short nothing is recorded; and a streamed denoiser's weights have no fixed place.
  job.recorded = !model_.is_thrifty() && set_.denoiser_budget == 0 && !(subjects_ && subjects_->finds_layout()) &&
                 !conditions_.word_maps;
  job.notes = &notes_;
  return denoise(job, {start_, first_step_}, stop_, report);
}

PanelPicture PanelPipeline::look(const std::function<void(const StepReport&)>& report) {
  PanelPicture picture;
  picture.latents = denoised(report);
  check(stop_);
  model_.done(Stage::denoiser);
  return picture;
}

PanelPicture PanelPipeline::draw(const std::function<void(const StepReport&)>& report) {
  PanelPicture picture = look(report);
  model_.need(Stage::autoencoder, between());
  picture.decoded = decoded_latents(set_, picture.latents, options_.tiled);
  check(stop_);
  picture.image = picture_finish(picture.decoded, {size_, set_.traits.ink});
  return picture;
}

}  // namespace koma::pipelines
