// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "engine/models/vit_layer.h"

namespace koma::models {

/// config.json of a ViTMAEModel; its decoder's keys are not read.
struct VitMaeConfig : VitConfig {
  double mask_ratio = 0.75;  ///< part of the patches that is dropped in a run with noise, 0…1

  /// Missing keys get transformers' defaults. Throws Error(invalid_file | unsupported).
  [[nodiscard]] static VitMaeConfig from_json(const nlohmann::json& json);
  /// Patches of a picture.
  [[nodiscard]] std::int64_t patches() const { return (image_size / patch_size) * (image_size / patch_size); }
  /// Patches that a run with noise sees: ⌊patches · (1 − mask_ratio)⌋.
  [[nodiscard]] std::int64_t kept_patches() const;
};

class VitMaeEmbeddings;

/// The encoder of a masked autoencoder (He et al. 2022) with transformers' names: Magi's crop-embedding model in
/// DiffSensei (specs/diffsensei.md 2.4). A leading "vit." is read too, a decoder is passed over.
class VitMae final : public nn::Module {
 public:
  VitMae(const nn::Weights& weights, const VitMaeConfig& config);
  ~VitMae() override;

  /// pixels [B, num_channels, image_size, image_size] → [B, 1 + kept, C] after the final norm; row 0 is the class
  /// token, the one that DiffSensei uses. `noise` [B, patches] chooses the patches: those with the smallest numbers are
  /// kept, in ascending order; without noise every patch is seen. Throws Error(invalid_argument) for other shapes.
  at::Tensor forward(const at::Tensor& pixels, const at::Tensor& noise = {}) const;

  [[nodiscard]] const VitMaeConfig& config() const { return config_; }

 private:
  VitMaeConfig config_;
  std::shared_ptr<VitMaeEmbeddings> embeddings_;
  std::vector<std::shared_ptr<VitLayer>> layers_;
  std::shared_ptr<nn::LayerNorm> layernorm_;
};

}  // namespace koma::models
