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

/// What is told of them.
struct CharacterOptions {
  models::Grid latent;
  bool guided = true;            ///< two rows, negative and positive; else one
  bool upstream_quirks = false;  ///< specs/diffsensei.md 11: rows 2, 3 and 4
  /// False, an experiment: every character's tokens are seen all over the panel. The painter keeps the boxes.
  bool masked = true;
};

/// How the references are encoded.
struct ReferenceOptions {
  bool grey = true;  ///< converted to 8-bit luma first
  /// Places without a picture show a black one, as before DiffSensei's agent; else they have features of zeros, as
  /// without it (specs/diffsensei.md 11, row 7).
  bool fill_places = false;
  std::uint64_t seed = 0;  ///< chooses the patches that the Magi encoder sees
  at::Tensor magi_noise;   ///< recorded numbers instead // [places, patches]; undefined: from the seed
};

/// What the resampler makes of the references: all that remains of the encoders.
struct CharacterTokens {
  at::Tensor places;  // [N, tokens, X]
  at::Tensor nobody;  // [tokens, X], what a place gives that nobody has
  at::Tensor dummy;   // [dummy tokens, X]
};

/// specs/diffsensei.md 3.4: references go through the CLIP encoder (and Magi's), the resampler makes tokens. Several
/// references of one character give the mean of their tokens. `characters` must not outnumber the places; the stage
/// `characters` must be loaded. Throws Error(invalid_argument) for recorded numbers of another shape.
[[nodiscard]] CharacterTokens character_tokens(const models::ModelSet& set,
                                               const std::vector<CharacterInput>& characters,
                                               const ReferenceOptions& options);

/// What the denoiser hears about the characters: rows as everywhere, N places of the model, T tokens in all.
struct CharacterConditioning {
  at::Tensor tokens;              // [R, T, X]: dummy tokens, then each place's
  at::Tensor strength;            // [1, T]; undefined when every strength is 1
  at::Tensor boxes;               // [R, N, 4]: zero in the negative row
  std::vector<at::Tensor> masks;  // per level, [R, 1, S, T]
  std::optional<models::CharacterPaint> paint;
};

/// specs/diffsensei.md 3.5 and 3.8: both halves get their tokens, the boxes become masks; the painter, where there is
/// one, paints once and needs the stage `denoiser`.
[[nodiscard]] CharacterConditioning character_conditioning(const models::ModelSet& set, const CharacterTokens& tokens,
                                                           const std::vector<CharacterInput>& characters,
                                                           const CharacterOptions& options);

}  // namespace koma::conditioning
