// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "engine/models/clip_encoder.h"

namespace koma::models {

/// config.json of a CLIPVisionModel or CLIPVisionModelWithProjection, with one optional key of ours: "stem_channels".
struct ClipVisionConfig {
  ClipEncoderConfig encoder;
  std::int64_t image_size = 224;
  std::int64_t patch_size = 32;
  std::int64_t num_channels = 3;
  /// Width of `visual_projection`; 0 for a CLIPVisionModel, which has none.
  std::int64_t projection_dim = 0;
  /// Not empty: 3×3 convolutions of stride 2 with these widths come before the patches ("Early convolutions help
  /// transformers see better", Xiao et al. 2021).
  std::vector<std::int64_t> stem_channels;

  /// Missing keys get transformers' defaults. Throws Error(invalid_file | unsupported).
  [[nodiscard]] static ClipVisionConfig from_json(const nlohmann::json& json);
  /// Patches along a side.
  [[nodiscard]] std::int64_t grid() const;
  /// Tokens of a picture: the class token and the patches.
  [[nodiscard]] std::int64_t tokens() const { return 1 + grid() * grid(); }
};

class ClipVisionEmbeddings;

/// CLIP's vision transformer with transformers' names, read for its penultimate states as IP-Adapter and DiffSensei do
/// (specs/diffsensei.md 2.4). The last block, the last norm and the projection are loaded, so that a model that was
/// read can be written again, but not computed.
class ClipVisionModel final : public nn::Module {
 public:
  ClipVisionModel(const nn::Weights& weights, const ClipVisionConfig& config);
  ~ClipVisionModel() override;

  /// pixels [B, num_channels, image_size, image_size] → hidden_states[-2]: [B, tokens, C].
  /// Throws Error(invalid_argument) for another shape.
  at::Tensor forward(const at::Tensor& pixels) const;

  [[nodiscard]] const ClipVisionConfig& config() const { return config_; }

 private:
  ClipVisionConfig config_;
  std::shared_ptr<ClipVisionEmbeddings> embeddings_;
  std::shared_ptr<nn::LayerNorm> pre_norm_;
  std::shared_ptr<ClipEncoder> encoder_;
};

}  // namespace koma::models
