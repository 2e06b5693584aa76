// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/stage_networks.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

#include "engine/base/error.h"
#include "engine/conditioning/character_codes.h"
#include "engine/conditioning/layout_conditioning.h"
#include "engine/conditioning/reference_pictures.h"
#include "engine/conditioning/repaint_input.h"
#include "engine/models/dialog_embedding.h"
#include "engine/models/masked_image_attention.h"
#include "engine/samplers/schedule_config.h"
#include "engine/tensors/pixels.h"
#include "engine/training/picture_tensors.h"

namespace koma::training {

namespace {

/// References of a batch, in the order of their rows and places.
struct Crops {
  std::vector<Image> pictures;
  std::vector<std::int64_t> slots;  ///< row · places + place
};

Crops crops_of(const std::vector<PanelSample>& samples, std::int64_t places, Image SampledCharacter::*which,
               bool grey) {
  Crops crops;
  for (std::size_t row = 0; row < samples.size(); ++row) {
    const auto& characters = samples[row].characters;
    for (std::size_t i = 0; i < characters.size(); ++i) {
      const Image& picture = characters[i].*which;
      if (picture.empty()) continue;
      crops.pictures.push_back(grey ? to_grey(picture) : picture);
      crops.slots.push_back(std::int64_t(row) * places + std::int64_t(i));
    }
  }
  return crops;
}

/// Rows of `values` [n, ...] at `slots`, zeros elsewhere. // → [rows · places, ...]
at::Tensor scattered(const at::Tensor& values, const Crops& crops, std::int64_t count) {
  std::vector<std::int64_t> sizes = values.sizes().vec();
  sizes.front() = count;
  at::Tensor result = at::zeros(sizes, values.options());
  if (!crops.slots.empty()) result.index_copy_(0, at::tensor(crops.slots, at::kLong).to(values.device()), values);
  return result;
}

at::Tensor picture_tensor(const Image& picture, std::int64_t channels) {
  return tensors::to_tensor(channels == 1 ? to_grey(picture) : picture);
}

/// What a caption says of every character, as it would be read when a picture is drawn; a caption that was dropped says
/// nothing. // → [N, 5]
at::Tensor codes_of(const PanelSample& sample, const models::ModelTraits& traits,
                    const models::CharacterPainterConfig& painter) {
  const at::Tensor none =
      at::tensor({painter.expressions, painter.poses, painter.shots, std::int64_t(0), painter.views}, at::kLong);
  at::Tensor codes = none.expand({std::int64_t(traits.characters), -1}).clone();
  if (sample.caption.empty() || traits.controls.empty()) return codes;
  api::GenerationRequest told;
  told.prompt = sample.caption;
  told.seed = sample.seed & api::largest_seed;
  for (const SampledCharacter& character : sample.characters) {
    told.characters.emplace_back();
    told.characters.back().box = character.box;
  }
  std::vector<std::string> notes;  // words that the vocabulary lacks do not matter here
  const auto read =
      conditioning::character_codes(told, traits.controls, sample.picture.width(), sample.picture.height(), notes);
  for (std::size_t i = 0; i < read.size() && i < std::size_t(traits.characters); ++i) {
    // Which way somebody looks is drawn from the seed where no word says it: the picture may show the other.
    codes[std::int64_t(i)] = at::tensor({read[i].expression, read[i].pose, read[i].shot, 0, read[i].view}, at::kLong);
  }
  return codes;
}

models::CharacterControls controls_of(const StageBatch& batch, const at::Tensor& tokens) {
  const auto codes = batch.codes.unbind(2);
  return {.tokens = tokens,
          .boxes = batch.boxes,
          .present = batch.present.squeeze(-1).gt(0),
          .expression = codes[0],
          .pose = codes[1],
          .shot = codes[2],
          .facing = codes[3].to(at::kFloat),
          .view = codes[4]};
}

}  // namespace

StageNetworks::StageNetworks(checkpoints::CheckpointLayout layout, const at::Device& device, const NetworkNeeds& needs,
                             const ChangedWeights& changes, const std::filesystem::path& clip_vocabulary)
    : set_(models::open_model_set(std::move(layout), {device, at::kFloat})),
      needs_(needs),
      path_(samplers::schedule_config_from_json(set_.layout.scheduler_config, set_.layout.scheduler_place.string())),
      text_(conditioning::TokenizerPlaces::of(set_.layout, clip_vocabulary)) {
  const std::int64_t inputs = set_.unet_config.in_channels;
  if (inputs != 4 && !(needs.holes && inputs == 9))
    throw Error(ErrorCode::unsupported,
                "only denoisers with four input channels can be trained here, and this one has " +
                    std::to_string(inputs) + "; one with nine, for repainting, stage assistant-images trains",
                set_.layout.path.string());
  models::load_stage(set_, models::Stage::text);
  models::load_stage(set_, models::Stage::autoencoder);
  models::load_stage(set_, models::Stage::denoiser);
  if (needs.characters) models::load_stage(set_, models::Stage::characters);
  if (const auto found = changes.find("unet"); found != changes.end()) apply_changes(*set_.unet, found->second);
  if (const auto found = changes.find("image_proj_model"); found != changes.end() && set_.image_proj_model)
    apply_changes(*set_.image_proj_model, found->second);
}

void StageNetworks::narrow_frozen(at::ScalarType dtype) {
  for (const std::shared_ptr<nn::Module>& module :
       {std::shared_ptr<nn::Module>(set_.text_encoder), std::shared_ptr<nn::Module>(set_.text_encoder_2),
        std::shared_ptr<nn::Module>(set_.clip_image_encoder), std::shared_ptr<nn::Module>(set_.magi_image_encoder)}) {
    if (!module) continue;
    for (const at::Tensor& parameter : module->parameters()) parameter.set_data(parameter.to(dtype));
  }
}

StageBatch StageNetworks::encode(const std::vector<PanelSample>& samples) {
  const at::NoGradGuard no_grad;
  std::vector<at::Generator> rows;
  for (const PanelSample& sample : samples) rows.push_back(seeded(sample.seed));
  StageBatch batch;
  encode_pictures(samples, batch, rows);
  if (set_.unet_config.in_channels == 9) encode_holes(samples, batch, rows);
  encode_text(samples, batch);
  if (needs_.characters) encode_characters(samples, batch, rows);
  return batch;
}

void StageNetworks::encode_pictures(const std::vector<PanelSample>& samples, StageBatch& batch,
                                    std::vector<at::Generator>& rows) {
  const at::Device device = set_.placement.device;
  std::vector<at::Tensor> pictures, time_ids, dialogs, spread, noise;
  std::vector<double> moments;
  for (const PanelSample& sample : samples) {
    pictures.push_back(picture_tensor(sample.picture, set_.vae_config.in_channels));
    time_ids.push_back(at::tensor(at::ArrayRef<float>(sample.time_ids.data(), sample.time_ids.size()), at::kFloat));
    dialogs.push_back(conditioning::box_tensor(sample.dialogs, std::int64_t(set_.traits.dialogs)));
  }
  const models::LatentDistribution distribution =
      set_.vae->encode(at::stack(pictures).contiguous(at::MemoryFormat::ChannelsLast).to(device));
  const auto latent = distribution.mean.sizes().slice(1);
  for (at::Generator& row : rows) {
    moments.push_back(path_.draw_moment(row));
    spread.push_back(at::randn(latent, row));
    noise.push_back(at::randn(latent, row));
    if (needs_.noise_offset > 0) noise.back() += needs_.noise_offset * at::randn({latent[0], 1, 1}, row);
  }
  if (needs_.snr_gamma > 0) {
    std::vector<double> weights;
    for (const double moment : moments) weights.push_back(path_.weight(moment, needs_.snr_gamma));
    batch.weights = at::tensor(weights, at::kDouble).to(at::kFloat).view({-1, 1, 1, 1}).to(device);
  }
  const at::Tensor sampled =
      distribution.mean + at::exp(0.5 * distribution.log_variance) * at::stack(spread).to(device);
  batch.picture = path_.noised(set_.vae->to_denoiser(sampled).to(at::kFloat), at::stack(noise).to(device), moments);
  batch.time_ids = at::stack(time_ids).to(device);
  batch.dialogs = models::dialog_cells(at::stack(dialogs), latent[1], latent[2]).to(device);
}

void StageNetworks::encode_holes(const std::vector<PanelSample>& samples, StageBatch& batch,
                                 std::vector<at::Generator>& rows) {
  const at::Device device = set_.placement.device;
  std::vector<at::Tensor> holes, around;
  for (const PanelSample& sample : samples) {
    const Image picture = set_.vae_config.in_channels == 1 ? to_grey(sample.picture) : sample.picture;
    const conditioning::InpaintInput input =
        conditioning::inpaint_input(picture, sample.hole, int(set_.vae_config.factor()));
    holes.push_back(input.mask);
    around.push_back(input.picture);
  }
  const models::LatentDistribution distribution =
      set_.vae->encode(at::cat(around).contiguous(at::MemoryFormat::ChannelsLast).to(device));
  std::vector<at::Tensor> spread;
  for (at::Generator& row : rows) spread.push_back(at::randn(distribution.mean.sizes().slice(1), row));
  const at::Tensor sampled =
      distribution.mean + at::exp(0.5 * distribution.log_variance) * at::stack(spread).to(device);
  batch.repaint = at::cat({at::cat(holes).to(device), set_.vae->to_denoiser(sampled).to(at::kFloat)}, 1);
}

void StageNetworks::encode_text(const std::vector<PanelSample>& samples, StageBatch& batch) {
  const conditioning::TextEncoders encoders{.first = set_.text_encoder.get(),
                                            .second = set_.text_encoder_2.get(),
                                            .family = set_.layout.family,
                                            .placement = set_.placement};
  const conditioning::TextOptions options{.long_prompts = needs_.long_prompts};
  std::vector<at::Tensor> tokens, pooled;
  for (const PanelSample& sample : samples) {
    std::vector<std::string> notes;  // a caption longer than the encoders hear is cut, as upstream's is
    const conditioning::TextEmbedding embedding = text_.encode(encoders, sample.caption, options, notes);
    tokens.push_back(embedding.tokens);
    if (embedding.pooled.defined()) pooled.push_back(embedding.pooled);
  }
  std::int64_t longest = 0;
  for (const at::Tensor& text : tokens) longest = std::max(longest, text.size(1));
  for (at::Tensor& text : tokens) {
    if (text.size(1) == longest) continue;
    std::vector<std::string> notes;
    const at::Tensor empty = text_.encode(encoders, "", options, notes).tokens;
    text = conditioning::filled_up(text, empty, longest, needs_.long_prompts);
  }
  batch.text = at::cat(tokens).to(at::kFloat);
  if (!pooled.empty()) batch.pooled = at::cat(pooled).to(at::kFloat);
}

void StageNetworks::encode_characters(const std::vector<PanelSample>& samples, StageBatch& batch,
                                      std::vector<at::Generator>& rows) {
  const at::Device device = set_.placement.device;
  const std::int64_t places = set_.traits.characters, count = std::int64_t(samples.size()) * places;
  std::vector<at::Tensor> boxes, patches, target_patches;
  for (std::size_t row = 0; row < samples.size(); ++row) {
    std::vector<UnitBox> placed;
    for (const SampledCharacter& character : samples[row].characters) placed.push_back(character.box);
    boxes.push_back(conditioning::box_tensor(placed, places));
    if (!set_.magi_image_encoder) continue;
    const std::int64_t seen = set_.magi_image_encoder->config().patches();
    patches.push_back(at::rand({places, seen}, rows[row]));
    target_patches.push_back(at::rand({places, seen}, rows[row]));
  }
  batch.boxes = at::stack(boxes).to(device);
  if (const auto& painter = set_.unet_config.character_painter) {
    std::vector<at::Tensor> codes;
    for (const PanelSample& sample : samples) codes.push_back(codes_of(sample, set_.traits, *painter));
    batch.codes = at::stack(codes).to(device);
  }
  const bool grey = set_.clip_image_encoder->config().num_channels == 1;
  const auto features = [&](Image SampledCharacter::*which, const std::vector<at::Tensor>& noise, at::Tensor& clip,
                            at::Tensor& magi) {
    const Crops crops = crops_of(samples, places, which, grey);
    const models::ClipVisionConfig& vision = set_.clip_image_encoder->config();
    const auto dtype = set_.clip_image_encoder->parameters().front().scalar_type();
    at::Tensor states = at::zeros({0, vision.tokens(), vision.encoder.hidden_size}, at::TensorOptions(device));
    at::Tensor whole;
    if (set_.magi_image_encoder)
      whole = at::zeros({0, set_.magi_image_encoder->config().hidden_size}, at::TensorOptions(device));
    if (!crops.pictures.empty()) {
      const at::Tensor pixels = conditioning::reference_pixels(crops.pictures, vision, set_.traits.reference);
      states = set_.clip_image_encoder->forward(pixels.to(device, dtype)).to(at::kFloat);
      if (whole.defined()) {
        const at::Tensor all = conditioning::magi_reference_pixels(crops.pictures, set_.magi_image_encoder->config());
        const at::Tensor order = at::stack(noise).flatten(0, 1).index_select(0, at::tensor(crops.slots, at::kLong));
        whole = set_.magi_image_encoder->forward(all.to(device, dtype), order.to(device)).select(1, 0).to(at::kFloat);
      }
    }
    const std::int64_t batch_rows = std::int64_t(samples.size());
    clip = scattered(states, crops, count).unflatten(0, {batch_rows, places});
    if (whole.defined()) magi = scattered(whole, crops, count).unflatten(0, {batch_rows, places});
    const at::Tensor ones = at::ones({std::int64_t(crops.slots.size()), 1}, at::TensorOptions(device));
    batch.present = scattered(ones, crops, count).unflatten(0, {batch_rows, places});
  };
  if (needs_.targets) features(&SampledCharacter::target, target_patches, batch.target_clip, batch.target_magi);
  features(&SampledCharacter::source, patches, batch.clip, batch.magi);
}

at::Tensor StageNetworks::character_tokens(const at::Tensor& clip, const at::Tensor& magi,
                                           const at::Tensor& present) const {
  const models::ResamplerConfig& sizes = set_.image_proj_model->config();
  const at::Tensor tokens = set_.image_proj_model->characters(clip, magi);
  return tokens.unflatten(1, {clip.size(1), sizes.num_queries}) * present.unsqueeze(-1).to(tokens.scalar_type());
}

models::UNetConditions StageNetworks::conditions(const StageBatch& batch, const at::Tensor& tokens) const {
  models::UNetConditions told;
  told.text = batch.text;
  if (set_.unet_config.text_time) {
    told.pooled = batch.pooled;
    told.time_ids = batch.time_ids;
  }
  if (!tokens.defined()) return told;
  const models::Grid latent{batch.picture.noised.size(2), batch.picture.noised.size(3)};
  const models::ResamplerConfig& sizes = set_.image_proj_model->config();
  const at::Tensor dummies = set_.image_proj_model->dummy_tokens().expand({tokens.size(0), -1, -1});
  told.image = at::cat({dummies.to(tokens.scalar_type()), tokens.flatten(1, 2)}, 1);
  told.image_masks = models::image_attention_masks(batch.boxes, latent, set_.unet_config.levels(),
                                                   {.dummy_tokens = sizes.num_dummy_tokens,
                                                    .tokens_per_character = sizes.num_queries,
                                                    .empty_boxes_cover_corner = set_.traits.empty_boxes_cover_corner});
  told.dialog_mask = batch.dialogs;
  if (batch.codes.defined()) told.paint = set_.unet->paint_characters(controls_of(batch, tokens), latent);
  return told;
}

at::Tensor StageNetworks::diffusion_loss(const StageBatch& batch, const at::Tensor& tokens) const {
  const at::Tensor whole =
      batch.repaint.defined() ? at::cat({batch.picture.noised, batch.repaint}, 1) : batch.picture.noised;
  const at::Tensor noised = whole.contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor said = set_.unet->forward(noised, batch.picture.timestep, conditions(batch, tokens));
  const at::Tensor errors = (said.to(at::kFloat) - batch.picture.target).pow(2);
  return batch.weights.defined() ? (errors * batch.weights).mean() : errors.mean();
}

}  // namespace koma::training
