// SPDX-License-Identifier: Apache-2.0
#include "engine/training/denoiser.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/models/dialog_embedding.h"
#include "engine/models/masked_image_attention.h"
#include "engine/samplers/flow_match_euler_sampler.h"
#include "engine/samplers/guidance.h"
#include "engine/tensors/weight_sources.h"
#include "engine/training/autocast.h"
#include "engine/training/flow_matching.h"
#include "engine/training/mini_config.h"
#include "engine/training/stage.h"

namespace koma::training {

namespace {

constexpr double clip_spread = 0.02, word_spread = 0.3;

/// SDXL's size conditions: original height and width, no crop, target height and width. // → [B, 6]
at::Tensor time_ids(const PanelBatch& batch) {
  const double height = double(batch.latents.size(2) * latent_factor),
               width = double(batch.latents.size(3) * latent_factor);
  const at::Tensor ids = at::zeros({6}, batch.latents.options().dtype(at::kFloat));
  for (const std::int64_t place : {0, 4}) {  // written there: a GPU would wait for a copy
    ids[place].fill_(height);
    ids[place + 1].fill_(width);
  }
  return ids.expand({batch.size(), 6});
}

models::CharacterControls controls_of(const PanelBatch& batch) {
  const auto codes = batch.codes.unbind(2);
  return {.tokens = batch.tokens,
          .boxes = batch.boxes,
          .present = batch.present,
          .expression = codes[0],
          .pose = codes[1],
          .shot = codes[2],
          .facing = codes[3].to(at::kFloat),
          .view = codes[4]};
}

Denoiser build(const tensors::Weights& weights, std::int64_t vocabulary, const DenoiserWidth& width) {
  const auto unet = models::UNet2DConditionConfig::from_json(unet_config(width));
  const auto text = models::ClipTextConfig::from_json(text_encoder_config(vocabulary));
  return {std::make_shared<models::UNet2DConditionModel>(weights["unet"], unet),
          std::make_shared<models::ClipTextModel>(weights["text_encoder_2"], text),
          weights["image_proj_model"].take("dummy_tokens", {reference_tokens, token_width}, nn::Init::normal(0.2))};
}

}  // namespace

Denoiser Denoiser::create(std::uint64_t seed, std::int64_t vocabulary, const at::Device& device,
                          const DenoiserWidth& width) {
  const auto source = std::make_shared<tensors::InitialiserSource>(seed);
  Denoiser made = build(tensors::Weights(source, "denoiser", device).trainable(), vocabulary, width);
  // Words must differ from the start: with CLIP's own spread they would take much of a short run to grow apart.
  at::NoGradGuard no_grad;
  for (const auto& item : made.text_encoder->named_parameters())
    if (item.key().ends_with("token_embedding.weight")) item.value().mul_(word_spread / clip_spread);
  return made;
}

Denoiser Denoiser::load(const std::filesystem::path& folder, const at::Device& device) {
  const auto file = folder / denoiser_file;
  const auto source = std::make_shared<tensors::MapSource>(averaged_weights(file), file.string());
  const tensors::Weights weights(source, "denoiser", device);
  const std::int64_t words = weights.shape("text_encoder_2.text_model.embeddings.token_embedding.weight").front();
  Denoiser made = build(weights, words, denoiser_width_of(weights.shape("unet.conv_in.weight").front()));
  weights.expect_all_used();
  return made;
}

NamedTensors Denoiser::parameters() const {
  NamedTensors result;
  for (const auto& item : unet->named_parameters()) result.emplace_back("unet." + item.key(), item.value());
  for (const auto& item : text_encoder->named_parameters())
    result.emplace_back("text_encoder_2." + item.key(), item.value());
  result.emplace_back("image_proj_model.dummy_tokens", dummy_tokens);
  return result;
}

models::UNetConditions Denoiser::conditions(const PanelBatch& batch) const {
  const models::Grid grid{batch.latents.size(2), batch.latents.size(3)};
  const models::ClipTextOutput text = text_encoder->forward(batch.ids);
  const at::Tensor dummies = dummy_tokens.expand({batch.size(), -1, -1});  // [B, 16, 128]
  const auto& looks = unet->config().down_attention;
  const auto first = std::size_t(std::ranges::find(looks, true) - looks.begin());
  const models::ImageMaskOptions mask{
      .dummy_tokens = reference_tokens, .tokens_per_character = reference_tokens, .first_level = first};
  models::UNetConditions result;
  result.text = text.hidden;
  result.pooled = text.pooled;
  result.time_ids = time_ids(batch);
  result.image = at::cat({dummies, batch.tokens.flatten(1, 2).to(dummies.scalar_type())}, 1);  // [B, 16 + 16 N, 128]
  result.image_masks = models::image_attention_masks(batch.boxes, grid, unet->config().levels(), mask);
  result.dialog_mask = models::dialog_cells(batch.dialogs, grid.height, grid.width);
  result.paint = unet->paint_characters(controls_of(batch), grid);
  return result;
}

at::Tensor Denoiser::velocity(const at::Tensor& noised, const at::Tensor& times, const PanelBatch& batch) const {
  return unet->forward(noised.contiguous(at::MemoryFormat::ChannelsLast), times * train_steps, conditions(batch));
}

at::Tensor velocity_error(const Denoiser& denoiser, const PanelBatch& batch, const at::Tensor& noise,
                          const at::Tensor& times) {
  const at::Device device = denoiser.device();
  const PanelBatch there = batch.to(device);
  const at::Tensor moments = times.to(device);  // [B]
  const FlowSample flow = flow_sample(there.latents, noise.to(device), moments);
  const Autocast autocast(device);
  const at::Tensor velocity = denoiser.velocity(flow.noised, moments, there);
  return (velocity.to(at::kFloat) - flow.velocity).pow(2).mean(1);
}

at::Tensor denoiser_loss(const Denoiser& denoiser, const PanelBatch& batch, const Unspecified& unspecified,
                         at::Generator& generator) {
  const PanelBatch told = drop_conditions(batch, unspecified, generator);
  const at::Tensor times = draw_times(batch.size(), generator, denoiser.device());
  const at::Tensor noise = draw_noise(batch.latents.sizes(), generator, denoiser.device());
  const at::Tensor error = velocity_error(denoiser, told, noise, times);  // [B, h, w]
  const at::Tensor weight =
      importance(batch.heads, batch.hands, batch.boxes, error.size(1), error.size(2)).to(error.device());
  return (error * weight).sum() / weight.sum();
}

at::Tensor sample_latents(const Denoiser& denoiser, const PanelBatch& batch, const Unspecified& unspecified,
                          const at::Tensor& noise, const SamplingOptions& options) {
  at::NoGradGuard no_grad;
  const at::Device device = denoiser.device();
  const Autocast autocast(device);
  const auto told = denoiser.unet->prepare(denoiser.conditions(batch.to(device)));
  const auto untold = denoiser.unet->prepare(denoiser.conditions(without_conditions(batch, unspecified).to(device)));
  samplers::FlowMatchEulerSampler sampler({.method = samplers::Method::flow_match_euler}, options.steps);
  const auto& timesteps = sampler.schedule().timesteps;
  at::Tensor latents = noise.to(device);
  for (int step = 0; step < int(timesteps.size()); ++step) {
    const at::Tensor time = at::full({batch.size()}, timesteps[std::size_t(step)], latents.options());
    const at::Tensor input = latents.contiguous(at::MemoryFormat::ChannelsLast);
    const at::Tensor positive = denoiser.unet->forward(input, time, told).to(at::kFloat);
    const at::Tensor negative = denoiser.unet->forward(input, time, untold).to(at::kFloat);
    latents = sampler.step(samplers::guided(negative, positive, {.scale = options.guidance}), latents, step).latents;
  }
  return latents;
}

}  // namespace koma::training
