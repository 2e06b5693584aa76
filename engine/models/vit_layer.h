// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>

#include "engine/models/config_reader.h"
#include "engine/nn/layers.h"

namespace koma::models {

/// What the config.json of every vision transformer of transformers says.
struct VitConfig {
  std::int64_t hidden_size = 768;
  std::int64_t intermediate_size = 3072;
  std::int64_t num_hidden_layers = 12;
  std::int64_t num_attention_heads = 12;
  double layer_norm_eps = 1e-12;
  std::int64_t image_size = 224;
  std::int64_t patch_size = 16;
  std::int64_t num_channels = 3;
  bool qkv_bias = true;

  /// Everything but intermediate_size, which not every kind stores; missing keys keep what stands here.
  /// Throws Error(invalid_file | unsupported).
  void read(const ConfigReader& reader);
};

/// One pre-norm block; DINOv2 has names of its own and scales what it adds, per channel (Touvron et al. 2021).
class VitLayer final : public nn::Module {
 public:
  enum class Kind { vit, dino_v2 };
  VitLayer(const nn::Weights& weights, const VitConfig& config, Kind kind = Kind::vit);
  /// [B, T, C] → [B, T, C]
  at::Tensor forward(const at::Tensor& x) const;

 private:
  std::int64_t heads_;
  std::shared_ptr<nn::Linear> query_, key_, value_, out_, widen_, narrow_;
  std::shared_ptr<nn::LayerNorm> before_, after_;
  at::Tensor scale1_, scale2_;  // [C], undefined where nothing is scaled
};

}  // namespace koma::models
