// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/models/clip_vision_model.h"
#include "engine/models/grounding_resampler.h"
#include "engine/models/unet_2d_condition.h"
#include "engine/tensors/device.h"

namespace koma::models {

/// A cross-attention layer of a denoiser, as MS-Diffusion and IP-Adapter number them.
struct SubjectLayer {
  std::string name;        ///< "down_blocks.1.attentions.0.transformer_blocks.0.attn2"
  std::int64_t index = 0;  ///< in the adapter: odd, for the even ones are self-attention
  std::int64_t width = 0;
  friend bool operator==(const SubjectLayer&, const SubjectLayer&) = default;
};

/// All of them: the way down, the way up, the middle last (specs/msdiffusion.md 3.3).
[[nodiscard]] std::vector<SubjectLayer> subject_layers(const UNet2DConditionConfig& config);

/// Keys and values of the subjects' tokens per layer's name, [1, T, width] each; the same in every step.
struct SubjectKeyValues {
  std::map<std::string, std::pair<at::Tensor, at::Tensor>> layers;
  /// Puts them beside what the text has in each layer, for the last row of the batch: the negative half sees no
  /// pictures (specs/msdiffusion.md 8.4).
  void join(PreparedConditions& prepared, const UNet2DConditionModel& unet) const;
};

/// MS-Diffusion (specs/msdiffusion.md): image encoder, grounding resampler and a key and a value matrix for every
/// cross-attention layer of an SDXL model, which stays as it is. The matrices are read when they are multiplied, once a
/// generation, and not kept.
class SubjectAdapter {
 public:
  /// Throws Error(unreadable | invalid_file | unsupported) when the three do not fit each other; loads encoder and
  /// resampler.
  SubjectAdapter(const checkpoints::PartLayout& adapter, const checkpoints::PartLayout& encoder,
                 const UNet2DConditionConfig& denoiser, const tensors::Placement& placement);

  /// pixels [R, 3, side, side] as the encoder wants them → [R, tokens, X]
  [[nodiscard]] at::Tensor tokens(const at::Tensor& pixels, const Grounding& grounding) const;
  /// What the layers make of tokens [1, T, X]; `strength` [T] multiplies the values, undefined: 1.
  [[nodiscard]] SubjectKeyValues project(const at::Tensor& tokens, const at::Tensor& strength) const;
  /// [n, X]; undefined when the file has none. Only ControlNets that hear all tokens ever hear them.
  [[nodiscard]] at::Tensor dummy_tokens() const;
  [[nodiscard]] const ClipVisionConfig& vision() const { return encoder_->config(); }
  [[nodiscard]] std::int64_t tokens_per_picture() const { return resampler_->config().num_queries; }

 private:
  nn::Weights weights_;
  std::vector<SubjectLayer> layers_;
  std::int64_t width_ = 0;  ///< of a token
  std::shared_ptr<ClipVisionModel> encoder_;
  std::shared_ptr<GroundingResampler> resampler_;
};

}  // namespace koma::models
