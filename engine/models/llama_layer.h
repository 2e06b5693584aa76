// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>

#include "engine/nn/int8_linear.h"
#include "engine/nn/layers.h"
#include "engine/nn/rms_norm.h"

namespace koma::models {

/// config.json of a LlamaForCausalLM; names as in transformers.
struct LlamaConfig {
  std::int64_t vocab_size = 32000;
  std::int64_t hidden_size = 4096;
  std::int64_t intermediate_size = 11008;
  std::int64_t num_hidden_layers = 32;
  std::int64_t num_attention_heads = 32;
  std::int64_t num_key_value_heads = 32;  ///< divides the heads: several of them share keys and values
  std::int64_t head_dim = 128;            ///< even
  std::int64_t max_position_embeddings = 2048;
  double rms_norm_eps = 1e-6;
  double rope_theta = 10000;
  bool tie_word_embeddings = false;
  bool attention_bias = false;
  bool mlp_bias = false;

  /// Missing keys get transformers' defaults. Throws Error(invalid_file), and Error(unsupported) for scaled rotary
  /// positions or another activation than SiLU.
  [[nodiscard]] static LlamaConfig from_json(const nlohmann::json& json);
};

struct LlamaOptions {
  bool int8 = false;  ///< the projections' weights in 8 bits; inference only
};

/// What all layers of one pass share.
struct LlamaPass {
  at::Tensor cosines, sines;  // [S, head_dim], of the states' type
  at::Tensor mask;            // additive [S, S]: nobody sees what comes later
};
/// Positions 0 … `length` − 1, each half of a head turned against the other; `states` gives type and device.
[[nodiscard]] LlamaPass llama_pass(const LlamaConfig& config, std::int64_t length, const at::Tensor& states);

/// A projection in one of its forms.
struct LlamaProjection {
  std::shared_ptr<nn::Linear> plain;
  std::shared_ptr<nn::Int8Linear> int8;  // instead of `plain`

  /// [..., inputs] → [..., outputs]
  [[nodiscard]] at::Tensor forward(const at::Tensor& x) const;
};

/// One pre-norm block of the decoder (Touvron et al. 2023): x + attention(norm(x)), then x + mlp(norm(x)). Names:
/// input_layernorm, self_attn.{q,k,v,o}_proj, post_attention_layernorm, mlp.{gate,up,down}_proj.
class LlamaLayer final : public nn::Module {
 public:
  LlamaLayer(const nn::Weights& weights, const LlamaConfig& config, const LlamaOptions& options = {});
  /// [B, S, C] → [B, S, C]
  at::Tensor forward(const at::Tensor& x, const LlamaPass& pass) const;

 private:
  struct Shape {
    std::int64_t inputs = 0, outputs = 0;
    bool bias = false;
  };
  LlamaProjection projection(const std::string& name, const nn::Weights& weights, const Shape& shape,
                             const LlamaOptions& options);
  [[nodiscard]] at::Tensor attention(const at::Tensor& x, const LlamaPass& pass) const;
  [[nodiscard]] at::Tensor mlp(const at::Tensor& x) const;

  std::int64_t heads_, shared_;  // `shared_` heads look at the same keys
  std::shared_ptr<nn::RmsNorm> input_layernorm_, post_attention_layernorm_;
  LlamaProjection q_proj_, k_proj_, v_proj_, o_proj_, gate_proj_, up_proj_, down_proj_;
};

}  // namespace koma::models
