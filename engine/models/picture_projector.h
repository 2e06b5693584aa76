// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "engine/nn/layers.h"

namespace koma::models {

/// LLaVA's projector "mlp2x_gelu" from a picture's features to a language model's embeddings (Liu et al. 2024,
/// arXiv 2310.03744): linear, GELU (the erf form), linear. Names "0" and "2", below `model.mm_projector` in a folder.
class PictureProjector final : public nn::Module {
 public:
  PictureProjector(const nn::Weights& weights, std::int64_t features, std::int64_t width);
  /// [..., features] → [..., width]
  [[nodiscard]] at::Tensor forward(const at::Tensor& x) const;

 private:
  std::shared_ptr<nn::Linear> first_, second_;
};

/// Where the projector's tensors lie in LLaVA's and LLMGA's folders.
inline constexpr const char* projector_prefix = "model.mm_projector.";

}  // namespace koma::models
