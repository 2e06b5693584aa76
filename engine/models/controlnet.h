// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/models/unet_2d_condition.h"

namespace koma::models {

class ControlNetHintEmbedding;

/// config.json of diffusers' `ControlNetModel`: the way down of a denoiser, and how the picture comes in.
struct ControlNetConfig {
  UNet2DConditionConfig unet;  ///< the way up means nothing here
  std::vector<std::int64_t> conditioning_embedding_out_channels = {16, 32, 96, 256};
  bool bgr = false;                     ///< controlnet_conditioning_channel_order is "bgr"
  bool global_pool_conditions = false;  ///< residuals are averaged over the picture ("shuffle")

  /// Missing keys get diffusers' defaults. Throws Error(invalid_file | unsupported) naming the key, or what the model
  /// is instead: a union ControlNet, a T2I-Adapter, ControlNet-XS.
  [[nodiscard]] static ControlNetConfig from_json(const nlohmann::json& json);
  /// Throws Error(invalid_argument) that names both families unless this ControlNet was made for such a denoiser.
  /// `place` is the ControlNet's file or folder.
  void expect_fits(const UNet2DConditionConfig& denoiser, const std::string& place) const;
  /// Picture pixels per latent cell along a side.
  [[nodiscard]] std::int64_t factor() const;
};

/// A ControlNet (Zhang et al. 2023; diffusers `ControlNetModel`) for Stable Diffusion 1, 2 and XL: a copy of the
/// denoiser's way down that looks at a picture and leaves residuals for the denoiser's skip connections.
class ControlNetModel final : public nn::Module {
 public:
  /// Throws Error(unsupported) naming what it is for the weights of a union ControlNet, a Control-LoRA or a
  /// T2I-Adapter.
  ControlNetModel(const nn::Weights& weights, const ControlNetConfig& config);

  /// The picture as the network sees it; depends on no timestep, so a generation computes it once.
  /// picture [B, 3, H, W] in 0…1, RGB, sides `factor()` times the latent's → [B, C0, H / factor, W / factor]
  [[nodiscard]] at::Tensor embed(const at::Tensor& picture) const;
  /// Projects the text once for a generation. Reads `text` with its regions, and with text_time `pooled` and
  /// `time_ids`.
  [[nodiscard]] PreparedConditions prepare(UNetConditions conditions) const;

  /// sample [B, in_channels, h, w] as the denoiser gets it (without the mask channels of inpainting), timestep [B],
  /// hint [B or 1, C0, h, w] from `embed`; every residual is multiplied by `scale`.
  [[nodiscard]] ControlResiduals forward(const at::Tensor& sample, const at::Tensor& timestep, const at::Tensor& hint,
                                         const PreparedConditions& prepared, double scale = 1) const;

  [[nodiscard]] const ControlNetConfig& config() const { return config_; }

 private:
  void add_down_blocks(const nn::Weights& weights);
  void add_exits(const nn::Weights& weights);
  [[nodiscard]] at::Tensor finish(const nn::Conv2d& exit, const at::Tensor& hidden, double scale) const;

  ControlNetConfig config_;
  TimeLayers time_;
  std::shared_ptr<nn::Conv2d> conv_in_;
  std::shared_ptr<ControlNetHintEmbedding> cond_embedding_;
  std::vector<std::shared_ptr<DownBlock2D>> down_blocks_;
  std::shared_ptr<MidBlock2D> mid_block_;
  std::vector<std::shared_ptr<nn::Conv2d>> exits_;  ///< one per skip connection
  std::shared_ptr<nn::Conv2d> mid_exit_;
};

}  // namespace koma::models
