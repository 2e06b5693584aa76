// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/models/config_reader.h"
#include "engine/models/masked_image_attention.h"
#include "engine/nn/layers.h"

namespace koma::models {

/// The "character_painter" object in the UNet's config.json, a part that model mini adds.
struct CharacterPainterConfig {
  std::int64_t hidden = 96, code = 128, layers = 3;
  std::vector<double> frequencies = {1, 2, 4, 8, 14};  ///< of the head coordinates, in π/4
  std::int64_t tokens = 8, token_width = 128;          ///< per character, as the resampler gives them
  std::int64_t expressions = 6, poses = 4, shots = 3;
  std::int64_t views = 0;  ///< front, profile, back; 0 in checkpoints that know the front only

  [[nodiscard]] static CharacterPainterConfig from_json(const ConfigReader& reader);
};

/// Who stands where and how, for B panels with N places each.
struct CharacterControls {
  at::Tensor tokens;                  // [B, N, tokens, token_width], the resampler's tokens per character
  at::Tensor boxes;                   // [B, N, 4] left, top, right, bottom in 0…1; may leave the panel
  at::Tensor present;                 // [B, N] bool
  at::Tensor expression, pose, shot;  // [B, N] int64; the table's last row (index = count) means unspecified
  at::Tensor facing;                  // [B, N]: +1 right, −1 left, 0 front or unknown
  at::Tensor view;                    // [B, N] int64 as expression; only read by a painter that knows views
};

/// What the painter proposes; computed once per generation, for it hears neither noise nor timestep.
struct CharacterPaint {
  at::Tensor entry;        // [B, C0, h, w], added after conv_in
  at::Tensor pooled;       // [B, C0, ⌈h/2⌉, ⌈w/2⌉], added to the output of down_blocks.0
  at::Tensor exit;         // [B, C1, h, w], added to what enters the last up block
  at::Tensor token_shift;  // [B, N, token_width], added to each token of its character
};

/// Widths of the UNet where the paint is added.
struct PaintWidths {
  std::int64_t entry = 0, exit = 0;
};

/// A per-pixel network in head coordinates, modulated by who the character is and what it does: it says what should be
/// seen at every latent cell of the character's box (specs/minimodel.md, "Second run"; FiLM: Perez et al. 2018).
/// A dragged box is a head position, see engine/base/head_frame.h. Nothing is added where nobody stands: the
/// projections have no bias.
class CharacterPainter final : public nn::Module {
 public:
  CharacterPainter(const nn::Weights& weights, const CharacterPainterConfig& config, const PaintWidths& widths);
  /// `latent` is the size of the maps.
  [[nodiscard]] CharacterPaint forward(const CharacterControls& controls, const Grid& latent) const;
  [[nodiscard]] const CharacterPainterConfig& config() const { return config_; }

 private:
  [[nodiscard]] at::Tensor codes(const CharacterControls& controls) const;
  [[nodiscard]] at::Tensor paint(const CharacterControls& controls, const at::Tensor& codes, const Grid& latent) const;

  CharacterPainterConfig config_;
  std::shared_ptr<nn::Embedding> expression_, pose_, shot_;
  std::shared_ptr<nn::Embedding> view_;  // null in a painter that knows no views
  std::shared_ptr<nn::Linear> identity_, facing_, mix_, input_;
  std::vector<std::shared_ptr<nn::Linear>> film_, layers_;
  std::shared_ptr<nn::Conv2d> to_entry_, to_pooled_, to_exit_;
  std::shared_ptr<nn::Linear> to_token_, box_embedding_;
};

/// Head coordinates of every latent cell, and which cells lie in the box.
struct HeadCoordinates {
  at::Tensor features;  // [M, h, w, 4 · frequencies + 6]
  at::Tensor inside;    // [M, h, w, 1] float: 1 in the box, half a cell of margin
};
/// boxes [M, 4], facing [M]; `frequencies` in π/4. u and v are in head radii from the head's centre, u mirrored for a
/// character that faces left.
[[nodiscard]] HeadCoordinates head_coordinates(const at::Tensor& boxes, const at::Tensor& facing, const Grid& latent,
                                               const std::vector<double>& frequencies);

}  // namespace koma::models
