// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "engine/nn/layers.h"

namespace koma::models {

/// What both of CLIP's transformers (Radford et al. 2021) have in common; names as in transformers' config.json.
struct ClipEncoderConfig {
  std::int64_t hidden_size = 512;
  std::int64_t intermediate_size = 2048;
  std::int64_t num_hidden_layers = 12;
  std::int64_t num_attention_heads = 8;
  bool quick_gelu = true;  ///< "hidden_act": "quick_gelu" (x·σ(1.702 x)) or "gelu" (the erf form)
  double layer_norm_eps = 1e-5;

  /// The values of `json`, and those of `missing` where it has none. Throws Error(invalid_file), and
  /// Error(unsupported) for another activation.
  [[nodiscard]] static ClipEncoderConfig from_json(const nlohmann::json& json, const std::string& name,
                                                   const ClipEncoderConfig& missing);
};

/// One pre-norm block: x + attention(norm(x)), then x + mlp(norm(x)). Names: self_attn.{q,k,v,out}_proj, layer_norm1,
/// mlp.fc1, mlp.fc2, layer_norm2.
class ClipEncoderLayer final : public nn::Module {
 public:
  ClipEncoderLayer(const nn::Weights& weights, const ClipEncoderConfig& config);
  /// [B, T, C] → [B, T, C]; mask additive [T, T], or undefined.
  at::Tensor forward(const at::Tensor& x, const at::Tensor& mask) const;

 private:
  std::int64_t heads_;
  bool quick_gelu_;
  std::shared_ptr<nn::LayerNorm> layer_norm1_, layer_norm2_;
  std::shared_ptr<nn::Linear> q_proj_, k_proj_, v_proj_, out_proj_;
  std::shared_ptr<nn::Linear> fc1_, fc2_;
};

/// The stack "layers.0" … "layers.N−1".
class ClipEncoder final : public nn::Module {
 public:
  ClipEncoder(const nn::Weights& weights, const ClipEncoderConfig& config);
  [[nodiscard]] std::int64_t depth() const { return static_cast<std::int64_t>(layers_.size()); }
  /// Blocks `first` to `last` − 1 (0 ≤ first ≤ last ≤ depth). [B, T, C] → [B, T, C]; mask as in the layer.
  at::Tensor forward(at::Tensor x, std::int64_t first, std::int64_t last, const at::Tensor& mask = {}) const;

 private:
  std::vector<std::shared_ptr<ClipEncoderLayer>> layers_;
};

}  // namespace koma::models
