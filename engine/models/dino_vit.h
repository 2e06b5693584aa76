// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "engine/models/vit_layer.h"

namespace koma::models {

/// config.json of a ViTModel (DINO, Caron et al. 2021) or a Dinov2Model (Oquab et al. 2023); image_size is that of the
/// stored positions.
struct DinoVitConfig : VitConfig {
  bool second = false;  ///< DINOv2's names and its scales per layer

  /// Missing keys get transformers' defaults. Throws Error(invalid_file), and Error(unsupported) for another
  /// "model_type" than "vit" and "dinov2" and for gated feed-forward layers.
  [[nodiscard]] static DinoVitConfig from_json(const nlohmann::json& json);
};

class DinoVitEmbeddings;

/// The vision transformer that DINO scores compare pictures with, in transformers' names; a leading "vit." or "dinov2."
/// is read too, heads are passed over. Pictures may be larger or smaller than those it was trained on: positions are
/// interpolated as transformers does (bicubic).
class DinoVit final : public nn::Module {
 public:
  DinoVit(const nn::Weights& weights, const DinoVitConfig& config);
  ~DinoVit() override;

  /// pixels [B, num_channels, H, W], sides multiples of patch_size → [B, hidden_size]: the class token after the final
  /// norm. Throws Error(invalid_argument) for other shapes.
  at::Tensor forward(const at::Tensor& pixels) const;
  [[nodiscard]] const DinoVitConfig& config() const { return config_; }

 private:
  DinoVitConfig config_;
  std::shared_ptr<DinoVitEmbeddings> embeddings_;
  std::vector<std::shared_ptr<VitLayer>> layers_;
  std::shared_ptr<nn::LayerNorm> layernorm_;
};

}  // namespace koma::models
