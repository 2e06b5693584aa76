// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/models/diffrir_generator.h"
#include "engine/tensors/device.h"

namespace koma::models {

/// The drawing and what is kept, beside each other. drawn [B, 3, h, w] and reference [B, 3, scale·h, scale·w] in
/// 0…1, the reference 0 where the drawing counts → [B, inputs, h, w]. Throws Error(invalid_argument) for other
/// shapes.
[[nodiscard]] at::Tensor diffrir_input(const DiffRirConfig& config, const at::Tensor& drawn,
                                       const at::Tensor& reference);

/// DiffRIR (Xia et al. 2023, "LLMGA"; specs/llmga.md 3): looks at a picture whose part was drawn anew and at the pixels
/// that were kept, and rewrites the drawn part so that brightness, contrast and texture agree. A diffusion of four
/// steps over 256 numbers finds the vector that leads one pass of a U-Net. x2 and x4 enlarge the drawing on the way.
class DiffRir final : public nn::Module {
 public:
  DiffRir(const nn::Weights& weights, const DiffRirConfig& config);

  /// `diffrir_input`.
  [[nodiscard]] at::Tensor input(const at::Tensor& drawn, const at::Tensor& reference) const {
    return diffrir_input(config_, drawn, reference);
  }
  /// The vector for an input with sides of the config's multiple. start [B, 256]; → [B, 256]. The observer sees "code"
  /// and what `diffuse` shows.
  [[nodiscard]] at::Tensor vector(const at::Tensor& input, const at::Tensor& start,
                                  const Observer& observer = {}) const;
  /// The U-Net alone, led by a vector; an input with sides of the config's multiple. → [B, 3, scale·h, scale·w]
  [[nodiscard]] at::Tensor restored(const at::Tensor& input, const at::Tensor& vector,
                                    const Observer& observer = {}) const {
    return generator_->forward(input, vector, observer);
  }
  /// All of it: padded by reflection to the multiple, restored, cut. Not clamped, not composited.
  /// start [B, 256] → [B, 3, scale·h, scale·w]
  [[nodiscard]] at::Tensor forward(const at::Tensor& drawn, const at::Tensor& reference, const at::Tensor& start,
                                   const Observer& observer = {}) const;
  [[nodiscard]] const DiffRirConfig& config() const { return config_; }

 private:
  DiffRirConfig config_;
  std::shared_ptr<DiffRirGenerator> generator_;
  std::shared_ptr<DiffRirEncoder> condition_;
  std::shared_ptr<DiffRirDenoiser> denoise_;
};

/// Reads DiffRIR's weights from what checkpoints::read_part_layout(…, "restorer") found.
/// Throws Error(unreadable | invalid_file | unsupported) naming the file.
[[nodiscard]] std::shared_ptr<const DiffRir> open_diffrir(const checkpoints::PartLayout& part,
                                                          const tensors::Placement& placement = {});

/// The picture grown right and below by reflection (the edge itself is not repeated) until its sides are multiples of
/// `multiple`; reflects again where it is smaller than that. x [B, C, H, W]
[[nodiscard]] at::Tensor reflected_to(const at::Tensor& x, std::int64_t multiple);

}  // namespace koma::models
