// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/panel_pipeline.h"

#include <ATen/ATen.h>

#include <cmath>
#include <random>

#include "engine/conditioning/character_conditioning.h"
#include "engine/conditioning/layout_conditioning.h"
#include "engine/pipelines/picture_finish.h"
#include "engine/pipelines/unsupported.h"
#include "engine/tensors/noise.h"

namespace koma::pipelines {

namespace {

/// The checkpoint's scheduler with the request's wishes.
samplers::ScheduleConfig schedule_of(const api::GenerationRequest& request, const models::ModelSet& set) {
  std::optional<samplers::Method> chosen;
  if (request.sampler) chosen = samplers::Method(int(*request.sampler));
  samplers::ScheduleConfig config =
      samplers::schedule_config_from_json(set.scheduler_config, set.part("scheduler").string(), chosen);
  if (request.timestep_spacing) config.spacing = samplers::Spacing(int(*request.timestep_spacing));
  if (request.sigmas) config.sigmas = samplers::SigmaShape(int(*request.sigmas));
  if (request.prediction_type) config.prediction = samplers::Prediction(int(*request.prediction_type));
  if (request.rescale_zero_terminal_snr) config.zero_terminal_snr = *request.rescale_zero_terminal_snr;
  return config;
}

void refuse_for_flow(const api::GenerationRequest& request, const samplers::ScheduleConfig& config) {
  if (config.method != samplers::Method::flow_match_euler) return;
  const bool asked = request.timestep_spacing || request.prediction_type ||
                     request.rescale_zero_terminal_snr.value_or(false) ||
                     (request.sigmas && *request.sigmas != api::SigmaKind::standard);
  if (asked) {
    throw Error(ErrorCode::unsupported,
                "this model samples by flow matching, which has no sigmas, timestep_spacing, prediction_type or "
                "rescale_zero_terminal_snr; remove these fields");
  }
}

/// The first `places` entries, as many as the model takes.
template <class T>
std::vector<T> at_most(std::vector<T> values, int places) {
  if (values.size() > std::size_t(places)) values.resize(std::size_t(places));
  return values;
}

std::vector<conditioning::CharacterInput> inputs_of(const api::GenerationRequest& request, const models::ModelSet& set,
                                                    const PanelSize& size, std::vector<std::string>& notes) {
  const auto factor = int(set.vae->config().factor());
  api::GenerationRequest drawing = request;  // boxes in 0…1 of the drawing
  drawing.characters = at_most(drawing.characters, set.traits.characters);
  for (api::PlacedCharacter& character : drawing.characters) character.box = in_drawing(character.box, size);
  std::vector<conditioning::CharacterCodes> codes(drawing.characters.size());
  if (!set.traits.controls.empty()) {
    codes = conditioning::character_codes(drawing, set.traits.controls, size.drawn_width(factor),
                                          size.drawn_height(factor), notes);
  }
  std::vector<conditioning::CharacterInput> inputs;
  for (std::size_t i = 0; i < drawing.characters.size(); ++i) {
    const api::PlacedCharacter& character = drawing.characters[i];
    conditioning::CharacterInput input{character.name, {}, character.box, character.strength.value_or(1), codes[i]};
    for (const api::Picture& reference : character.references) input.references.push_back(api::pixels_of(reference));
    if (input.references.empty()) {
      notes.push_back("Character " + std::to_string(i + 1) +
                      (character.name.empty() ? "" : " (" + character.name + ")") +
                      " has no reference picture, so its looks are left to the model.");
    }
    inputs.push_back(std::move(input));
  }
  return inputs;
}

}  // namespace

api::GenerationRequest completed(const api::GenerationRequest& request, const models::ModelSet& set) {
  api::GenerationRequest result = request;
  const models::ModelDefaults& defaults = set.traits.defaults;
  result.steps = request.steps.value_or(defaults.steps);
  result.guidance_scale = request.guidance_scale.value_or(defaults.guidance_scale);
  result.character_scale = request.character_scale.value_or(defaults.character_scale);
  result.sampler = request.sampler.value_or(api::SamplerKind::euler);
  const auto factor = int(set.vae->config().factor());
  const int own =
      set.traits.native_area ? int(std::lround(std::sqrt(double(*set.traits.native_area)))) : set.sample_size * factor;
  result.width = request.width.value_or(own);
  result.height = request.height.value_or(own);
  if (!request.seed) {
    std::random_device device;
    result.seed = ((std::uint64_t(device()) << 32) | device()) & api::largest_seed;
  }
  return result;
}

PanelPipeline::PanelPipeline(const models::ModelSet& set, const conditioning::TextConditioner& text,
                             const api::GenerationRequest& request, const PanelOptions& options,
                             const std::stop_token& stop)
    : set_(set), request_(request), options_(options), stop_(stop) {
  refuse_unsupported(request, set.traits);
  schedule_ = schedule_of(request, set);
  refuse_for_flow(request, schedule_);
  const WantedSize wanted{*request.width, *request.height, request.upstream_quirks};
  size_ = panel_size(wanted, set.traits, int(set.vae->config().factor()), notes_);
  guidance_ = {*request.guidance_scale, request.guidance_rescale};
  prepared_ = set.unet->prepare(encoded(text));
}

int PanelPipeline::steps() const {
  return int(samplers::make_schedule(schedule_, *request_.steps).timesteps.size());
}

models::UNetConditions PanelPipeline::encoded(const conditioning::TextConditioner& text) {
  const auto placed = [this](const at::Tensor& tensor) {
    return tensor.to(set_.placement.device, set_.placement.dtype);
  };
  models::UNetConditions result;
  const std::string prompt = conditioning::full_prompt(request_, set_.traits.controls);
  const conditioning::TextEmbedding positive = text.encode(prompt, request_.clip_skip, notes_);
  result.text = positive.tokens;
  result.pooled = positive.pooled;
  if (guidance_.active()) {
    const auto negative = text.encode_negative(request_.negative_prompt, request_.clip_skip, notes_);
    result.text = at::cat({negative.tokens, positive.tokens});
    result.pooled = at::cat({negative.pooled, positive.pooled});
  }
  check(stop_);

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
  result.time_ids = layout.time_ids.to(set_.placement.device);
  result.dialog_mask = placed(layout.dialog_mask);

  conditioning::CharacterOptions options;
  options.latent = size_.latent;
  options.guided = guidance_.active();
  options.upstream_quirks = request_.upstream_quirks;
  options.grey_references = options_.grey_references;
  options.masked = options_.character_masks;
  options.seed = *request_.seed;
  options.magi_noise = options_.recorded.magi_noise;
  conditioning::CharacterConditioning characters =
      conditioning::character_conditioning(set_, inputs_of(request_, set_, size_, notes_), options);
  check(stop_);
  result.image = characters.tokens;
  result.image_masks = std::move(characters.masks);
  result.image_scale = *request_.character_scale;
  result.image_strength = characters.strength;
  result.paint = std::move(characters.paint);
  return result;
}

at::Tensor PanelPipeline::noise() const {
  const std::vector<std::int64_t> shape = {4, size_.latent.height, size_.latent.width};
  const at::Tensor& recorded = options_.recorded.noise;
  if (!recorded.defined()) return tensors::normal_noise({*request_.seed}, shape, {set_.placement.device});
  const std::vector<std::int64_t> wanted = {1, shape[0], shape[1], shape[2]};
  if (recorded.sizes() != at::IntArrayRef(wanted)) {
    throw Error(ErrorCode::invalid_argument, "the initial noise has the shape " +
                                                 tensors::shape_text(recorded.sizes().vec()) +
                                                 ", but this request needs " + tensors::shape_text(wanted));
  }
  return recorded.to(set_.placement.device, at::kFloat);
}

PanelPicture PanelPipeline::draw(const std::function<void(const StepReport&)>& report) const {
  const auto sampler = samplers::make_sampler(schedule_, *request_.steps);
  const Denoising job{*set_.unet, prepared_, *sampler, guidance_, set_.placement.dtype};
  PanelPicture picture;
  picture.latents = denoise(job, noise(), stop_, report);
  check(stop_);
  picture.decoded = set_.vae->decode(set_.vae->from_denoiser(picture.latents)).to(at::kCPU);
  check(stop_);
  picture.image = finished(picture.decoded);
  return picture;
}

Image PanelPipeline::finished(const at::Tensor& decoded) const {
  return picture_finish(decoded, {size_, set_.traits.ink});
}

}  // namespace koma::pipelines
