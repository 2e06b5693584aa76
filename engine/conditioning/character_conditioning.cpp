// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/character_conditioning.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"
#include "engine/conditioning/layout_conditioning.h"
#include "engine/conditioning/reference_pictures.h"
#include "engine/tensors/noise.h"

namespace koma::conditioning {

namespace {

/// All references of all places as one batch, and which rows belong to whom.
struct ReferenceBatch {
  std::vector<Image> pictures;
  std::vector<std::int64_t> first;  ///< per place; one more at the end
};

ReferenceBatch gathered(const models::ModelSet& set, const std::vector<CharacterInput>& characters,
                        const ReferenceOptions& options) {
  constexpr int side = 224;
  const Image black(side, side, 3, std::vector<std::uint8_t>(std::size_t(side) * side * 3, 0));
  ReferenceBatch batch;
  for (std::size_t i = 0; i < std::size_t(set.traits.characters); ++i) {
    batch.first.push_back(std::int64_t(batch.pictures.size()));
    const bool none = i >= characters.size() || characters[i].references.empty();
    if (none && options.fill_places) batch.pictures.push_back(options.grey ? to_grey(black) : black);
    if (none) continue;
    for (const Image& picture : characters[i].references) {
      batch.pictures.push_back(options.grey ? to_grey(picture) : to_rgb(picture));
    }
  }
  batch.first.push_back(std::int64_t(batch.pictures.size()));
  return batch;
}

/// Numbers that choose the patches Magi sees: only their order matters, so normal ones do.
at::Tensor patch_noise(const models::ModelSet& set, const ReferenceBatch& batch, const ReferenceOptions& options) {
  const std::int64_t patches = set.magi_image_encoder->config().patches();
  if (!options.magi_noise.defined()) {
    const auto rows = std::int64_t(batch.pictures.size());
    return tensors::normal_noise({options.seed}, {rows, patches}).select(0, 0);  // [pictures, patches]
  }
  const at::Tensor& recorded = options.magi_noise;
  if (recorded.dim() != 2 || recorded.size(0) < set.traits.characters || recorded.size(1) != patches) {
    throw Error(ErrorCode::invalid_argument,
                "the recorded magi_noise has the shape " + tensors::shape_text(recorded.sizes().vec()) +
                    ", but this model needs " + tensors::shape_text({set.traits.characters, patches}));
  }
  std::vector<at::Tensor> rows;  // every picture of a character gets that character's numbers
  for (std::size_t i = 0; i + 1 < batch.first.size(); ++i) {
    for (std::int64_t k = batch.first[i]; k < batch.first[i + 1]; ++k) {
      rows.push_back(recorded.select(0, std::int64_t(i)));
    }
  }
  return at::stack(rows);
}

/// Picture features and Magi vectors of every reference; one more row of zeros stands for "nobody".
struct Features {
  at::Tensor clip;  // [pictures + 1, S, C]
  at::Tensor magi;  // [pictures + 1, M] or undefined
};

Features features_of(const models::ModelSet& set, const ReferenceBatch& batch, const ReferenceOptions& options) {
  const models::ClipVisionConfig& vision = set.clip_image_encoder->config();
  const at::TensorOptions kind = at::TensorOptions(set.placement.device).dtype(set.placement.dtype);
  Features features;
  features.clip = at::zeros({1, vision.tokens(), vision.encoder.hidden_size}, kind);
  if (set.magi_image_encoder) features.magi = at::zeros({1, set.magi_image_encoder->config().hidden_size}, kind);
  if (batch.pictures.empty()) return features;
  const at::Tensor seen = reference_pixels(batch.pictures, vision, set.traits.reference).to(kind);
  features.clip = at::cat({set.clip_image_encoder->forward(seen), features.clip});
  if (set.magi_image_encoder) {
    const at::Tensor whole = magi_reference_pixels(batch.pictures, set.magi_image_encoder->config()).to(kind);
    const at::Tensor states = set.magi_image_encoder->forward(whole, patch_noise(set, batch, options));
    features.magi = at::cat({states.select(1, 0), features.magi});  // class token
  }
  return features;
}

at::Tensor strengths(const models::ModelSet& set, const CharacterTokens& tokens,
                     const std::vector<CharacterInput>& characters) {
  bool usual = true;
  for (const CharacterInput& character : characters) usual = usual && character.strength == 1;
  if (usual) return {};
  const std::int64_t dummies = tokens.dummy.size(0), each = tokens.nobody.size(0);
  at::Tensor result = at::ones({1, dummies + set.traits.characters * each}, at::kFloat);
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const std::int64_t from = dummies + std::int64_t(i) * each;
    result.slice(1, from, from + each).fill_(characters[i].strength);
  }
  return result.to(set.placement.device, set.placement.dtype);
}

at::Tensor codes_tensor(const std::vector<CharacterInput>& characters, std::int64_t rows, std::int64_t places,
                        std::int64_t unspecified, int CharacterCodes::*member) {
  at::Tensor result = at::full({rows, places}, unspecified, at::kLong);
  for (std::size_t i = 0; i < characters.size(); ++i) {
    result.index_put_({at::tensor(rows - 1), at::tensor(std::int64_t(i))},
                      at::tensor(std::int64_t(characters[i].codes.*member)));
  }
  return result;  // [R, N]; only the positive row, the last, has people
}

/// Boxes that hold somebody become the whole panel, empty ones stay empty. // [R, N, 4] → the same
at::Tensor spread(const at::Tensor& boxes) {
  const at::Tensor held = boxes.slice(-1, 2, 4).gt(boxes.slice(-1, 0, 2)).all(-1, true);
  return at::where(held, at::tensor({0.0f, 0.0f, 1.0f, 1.0f}), boxes);
}

}  // namespace

CharacterTokens character_tokens(const models::ModelSet& set, const std::vector<CharacterInput>& characters,
                                 const ReferenceOptions& options) {
  const models::ResamplerConfig& sizes = set.image_proj_model->config();
  const ReferenceBatch batch = gathered(set, characters, options);
  const Features features = features_of(set, batch, options);
  const at::Tensor magi = features.magi.defined() ? features.magi.unsqueeze(0) : at::Tensor();
  const at::Tensor all = set.image_proj_model
                             ->characters(features.clip.unsqueeze(0), magi)  // [1, rows · tokens, X]
                             .view({-1, sizes.num_queries, sizes.output_dim});
  CharacterTokens result;
  result.nobody = all.select(0, all.size(0) - 1);
  result.dummy = set.image_proj_model->dummy_tokens();
  std::vector<at::Tensor> places;
  for (std::size_t i = 0; i + 1 < batch.first.size(); ++i) {
    const std::int64_t from = batch.first[i], to = batch.first[i + 1];
    places.push_back(to > from ? all.slice(0, from, to).mean(0) : result.nobody);
  }
  result.places = at::stack(places);
  return result;
}

CharacterConditioning character_conditioning(const models::ModelSet& set, const CharacterTokens& tokens,
                                             const std::vector<CharacterInput>& characters,
                                             const CharacterOptions& options) {
  const std::int64_t places = set.traits.characters, rows = options.guided ? 2 : 1;
  const at::Tensor nobody = tokens.nobody.unsqueeze(0).expand({places, -1, -1});
  // [R, N, tokens, X]: the negative half has nobody in it.
  const at::Tensor each = options.guided ? at::stack({nobody, tokens.places}) : tokens.places.unsqueeze(0);
  CharacterConditioning result;
  result.tokens = at::cat({tokens.dummy.unsqueeze(0).expand({rows, -1, -1}), each.flatten(1, 2)}, 1);
  result.strength = strengths(set, tokens, characters);

  std::vector<UnitBox> boxes;
  for (const CharacterInput& character : characters) boxes.push_back(character.box);
  result.boxes = at::zeros({rows, places, 4}, at::kFloat);
  // Upstream takes the boxes from the zero rows when there is no negative half.
  if (options.guided || !options.upstream_quirks) result.boxes.select(0, rows - 1).copy_(box_tensor(boxes, places));
  const models::ImageMaskOptions masks{.dummy_tokens = tokens.dummy.size(0),
                                       .tokens_per_character = tokens.nobody.size(0),
                                       .upstream_quirks = options.upstream_quirks,
                                       .empty_boxes_cover_corner = set.traits.empty_boxes_cover_corner};
  const at::Tensor seen_in = options.masked ? result.boxes : spread(result.boxes);
  for (const at::Tensor& mask :
       models::image_attention_masks(seen_in, options.latent, set.unet_config.levels(), masks)) {
    result.masks.push_back(mask.to(set.placement.device, set.placement.dtype));
  }

  if (const auto& painter = set.unet_config.character_painter) {
    models::CharacterControls controls;
    controls.tokens = each;
    controls.boxes = result.boxes.to(set.placement.device);
    controls.present = at::zeros({rows, places}, at::kBool);
    controls.present.select(0, rows - 1).slice(0, 0, std::int64_t(characters.size())).fill_(true);
    controls.present = controls.present.to(set.placement.device);
    const auto codes = [&](std::int64_t unspecified, int CharacterCodes::*member) {
      return codes_tensor(characters, rows, places, unspecified, member).to(set.placement.device);
    };
    controls.expression = codes(painter->expressions, &CharacterCodes::expression);
    controls.pose = codes(painter->poses, &CharacterCodes::pose);
    controls.shot = codes(painter->shots, &CharacterCodes::shot);
    controls.facing = codes(0, &CharacterCodes::facing).to(at::kFloat);
    if (painter->views > 0) controls.view = codes(painter->views, &CharacterCodes::view);
    result.paint = set.unet->paint_characters(controls, options.latent);
  }
  return result;
}

}  // namespace koma::conditioning
