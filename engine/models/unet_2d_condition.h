// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/models/control_residuals.h"
#include "engine/models/unet_trunk.h"
#include "engine/nn/regional_attention.h"

namespace koma::models {

/// What the denoiser is told about a batch of B panels. Undefined tensors leave their part out.
struct UNetConditions {
  at::Tensor text;  // [B, L, cross_attention_dim]
  /// Which positions read which part of the text, as text_regions() makes it, one per level; empty: all read all.
  std::vector<nn::TextRegions> text_regions;
  at::Tensor image;  // [B, T, cross_attention_dim]: dummy tokens, then each character's tokens
  /// Additive masks as image_attention_masks() makes them, one per level; empty: every position sees every token.
  std::vector<at::Tensor> image_masks;  // each [B, 1, S, T]
  /// Per level, [R, 1, S, 1] each, 0 where no image token is seen; empty: tokens are seen everywhere.
  std::vector<at::Tensor> image_inside;
  std::shared_ptr<nn::FoundLayout> found_layout;  ///< finds masks and insides in the text attention; null: as given
  std::shared_ptr<nn::WordMaps> word_maps;        ///< is shown the text attention; null: nobody looks
  double image_scale = 1;                         ///< DiffSensei's ip_scale: multiplies the whole image contribution
  at::Tensor image_strength;            // [B, T]: multiplies each token's value, so one character can be weaker
  at::Tensor pooled;                    // [B, P], only with text_time
  at::Tensor time_ids;                  // [B, 6], only with text_time
  at::Tensor dialog_mask;               // [B, 1, h, w], 1 where a dialog box lies
  std::optional<CharacterPaint> paint;  ///< as paint_characters() makes it
};

/// Conditions with the keys and values of every cross-attention layer, which no timestep changes.
struct PreparedConditions {
  UNetConditions conditions;
  std::unordered_map<const nn::CrossAttention*, nn::KeyValues> tokens;
};

/// The denoiser: diffusers' `UNet2DConditionModel` with DiffSensei's masked image attention and dialog embedding
/// (specs/diffsensei.md) and model mini's painter, each present where the config or the weights have it.
class UNet2DConditionModel final : public nn::Module {
 public:
  UNet2DConditionModel(const nn::Weights& weights, const UNet2DConditionConfig& config);

  /// What the painter proposes for these characters on a latent of this size; nothing without a painter.
  [[nodiscard]] std::optional<CharacterPaint> paint_characters(const CharacterControls& controls,
                                                               const Grid& latent) const;
  /// Projects all tokens once; use it for a generation, not for training.
  [[nodiscard]] PreparedConditions prepare(UNetConditions conditions) const;

  /// sample [B, in_channels, h, w], timestep [B] float (flow models: sigma · 1000) → [B, out_channels, h, w].
  /// `residuals` of ControlNets join the skip connections and the middle; Error(invalid_argument) when they are not as
  /// many as this model has.
  [[nodiscard]] at::Tensor forward(const at::Tensor& sample, const at::Tensor& timestep,
                                   const UNetConditions& conditions) const;
  [[nodiscard]] at::Tensor forward(const at::Tensor& sample, const at::Tensor& timestep,
                                   const PreparedConditions& prepared,
                                   const ControlResiduals* residuals = nullptr) const;

  [[nodiscard]] const UNet2DConditionConfig& config() const { return config_; }

 private:
  using Tokens = std::unordered_map<const nn::CrossAttention*, nn::KeyValues>;
  void add_down_blocks(const nn::Weights& weights);
  void add_up_blocks(const nn::Weights& weights);
  [[nodiscard]] nn::AttentionContext context(const UNetConditions& conditions, std::size_t level) const;
  [[nodiscard]] at::Tensor enter(const at::Tensor& sample, const UNetConditions& conditions) const;
  [[nodiscard]] at::Tensor run(const at::Tensor& sample, const at::Tensor& timestep, const UNetConditions& conditions,
                               const Tokens* tokens, const ControlResiduals* residuals) const;

  UNet2DConditionConfig config_;
  TimeLayers time_;
  std::shared_ptr<nn::Conv2d> conv_in_, conv_out_;
  std::vector<std::shared_ptr<DownBlock2D>> down_blocks_;
  std::shared_ptr<MidBlock2D> mid_block_;
  std::vector<std::shared_ptr<UpBlock2D>> up_blocks_;
  std::shared_ptr<nn::GroupNorm> conv_norm_out_;
  at::Tensor dialog_bbox_embedding_;                     // [C0], undefined without dialogs
  std::shared_ptr<nn::Conv2d> panel_position_;           // null without panel coordinates
  std::shared_ptr<CharacterPainter> character_painter_;  // null without painter
};

}  // namespace koma::models
