// SPDX-License-Identifier: Apache-2.0
#include "engine/models/clip_picture_embedding.h"

#include <ATen/ATen.h>

#include <string>

namespace koma::models {

ClipPictureEmbedding::ClipPictureEmbedding(std::shared_ptr<const ClipVisionModel> model) : model_(std::move(model)) {
  const std::string last = std::to_string(model_->config().encoder.num_hidden_layers - 1);
  for (const auto& part : model_->named_modules()) {
    if (part.key() == "vision_model.encoder.layers." + last) {
      last_layer_ = std::dynamic_pointer_cast<ClipEncoderLayer>(part.value());
    } else if (part.key() == "vision_model.post_layernorm") {
      last_norm_ = std::dynamic_pointer_cast<nn::LayerNorm>(part.value());
    } else if (part.key() == "visual_projection") {
      projection_ = std::dynamic_pointer_cast<nn::Linear>(part.value());
    }
  }
}

at::Tensor ClipPictureEmbedding::forward(const at::Tensor& pixels) const {
  const at::Tensor states = last_layer_->forward(model_->forward(pixels), {});  // [B, tokens, C]
  const at::Tensor first = last_norm_->forward(states.select(1, 0));
  return projection_ ? projection_->forward(first) : first;
}

}  // namespace koma::models
