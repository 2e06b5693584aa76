// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <optional>
#include <string>
#include <vector>

#include "engine/base/image.h"
#include "engine/conditioning/character_codes.h"
#include "engine/models/model_set.h"

namespace koma::conditioning {

/// One character as the model is to draw it.
struct CharacterInput {
  std::string name;
  std::vector<Image> references;
  UnitBox box;  ///< in 0…1 of the drawing
  double strength = 1;
  CharacterCodes codes;  ///< for a model with codes
};

/// How all of them are encoded.
struct CharacterOptions {
  models::Grid latent;
  bool guided = true;            ///< two rows, negative and positive; else one
  bool upstream_quirks = false;  ///< specs/diffsensei.md 11: rows 2, 3 and 4
  bool grey_references = true;
  /// False, an experiment: every character's tokens are seen all over the panel. The painter keeps the boxes.
  bool masked = true;
  std::uint64_t seed = 0;  ///< chooses the patches that the Magi encoder sees
  at::Tensor magi_noise;   ///< recorded numbers instead // [characters, patches]; undefined: from the seed
};

/// What the denoiser hears about the characters: rows as everywhere, N places of the model, T tokens in all.
struct CharacterConditioning {
  at::Tensor tokens;              // [R, T, X]: dummy tokens, then each place's
  at::Tensor strength;            // [1, T]; undefined when every strength is 1
  at::Tensor boxes;               // [R, N, 4]: zero in the negative row
  std::vector<at::Tensor> masks;  // per level, [R, 1, S, T]
  std::optional<models::CharacterPaint> paint;
};

/// specs/diffsensei.md 3.4 and 3.5: references go through the CLIP encoder (and Magi's), empty places have zero
/// features, the resampler makes tokens, the boxes become masks; the painter, where there is one, paints once.
/// Several references of one character give the mean of their tokens. `characters` must not outnumber the places.
[[nodiscard]] CharacterConditioning character_conditioning(const models::ModelSet& set,
                                                           const std::vector<CharacterInput>& characters,
                                                           const CharacterOptions& options);

}  // namespace koma::conditioning
