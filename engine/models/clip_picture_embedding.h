// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>

#include "engine/models/clip_vision_model.h"

namespace koma::models {

/// What CLIP compares with texts: the parts of a ClipVisionModel that its penultimate states do not need, computed to
/// the end. Shares the model's parts and may outlive it.
class ClipPictureEmbedding {
 public:
  /// Finds the last block, the last norm and, where there is one, the projection among the model's parts.
  explicit ClipPictureEmbedding(std::shared_ptr<const ClipVisionModel> model);

  /// pixels as ClipVisionModel::forward takes them → [B, projection_dim] ("image_embeds"), [B, C] without a projection.
  at::Tensor forward(const at::Tensor& pixels) const;
  [[nodiscard]] const ClipVisionConfig& config() const { return model_->config(); }

 private:
  std::shared_ptr<const ClipVisionModel> model_;
  std::shared_ptr<ClipEncoderLayer> last_layer_;
  std::shared_ptr<nn::LayerNorm> last_norm_;
  std::shared_ptr<nn::Linear> projection_;  // null without one
};

}  // namespace koma::models
