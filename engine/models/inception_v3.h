// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "engine/nn/module.h"

namespace koma::models {

class InceptionConvolution;
class InceptionBlock;

/// Inception v3 (Szegedy et al. 2016) as the Fréchet Inception Distance uses it (Heusel et al. 2017): TensorFlow's
/// network of 2015-12-05 in the names that pytorch-fid and torchvision share ("Mixed_5b.branch1x1.conv.weight"). It
/// differs from torchvision's: average pools count no padding, and the last block takes maxima instead. Widths are read
/// from the weights. A classifier ("fc") and auxiliary heads are passed over.
class InceptionV3 final : public nn::Module {
 public:
  /// Throws Error(invalid_file) with the name and shapes of what is missing or does not fit.
  explicit InceptionV3(const nn::Weights& weights);
  ~InceptionV3() override;

  /// pixels [B, 3, 299, 299] in −1…1 → [B, width()], the mean of the last block over all places ("pool3").
  /// Throws Error(invalid_argument) for another shape.
  at::Tensor forward(const at::Tensor& pixels) const;
  /// 2048 in the published network.
  [[nodiscard]] std::int64_t width() const { return width_; }

  static constexpr std::int64_t side = 299;

 private:
  std::vector<std::shared_ptr<InceptionConvolution>> stem_;
  std::vector<std::shared_ptr<InceptionBlock>> blocks_;
  std::int64_t width_ = 0;
};

}  // namespace koma::models
