// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "engine/samplers/sampler.h"

namespace koma::samplers {

/// Heun's method on dx/dσ = (x − x0)/σ (Karras et al. 2022, algorithm 1 without churn): Euler's step, then again with
/// the mean of the slopes at both ends; the last step is Euler's. Agrees with diffusers' HeunDiscreteScheduler.
class HeunSampler final : public Sampler {
 public:
  HeunSampler(const ScheduleConfig& config, int steps);
  [[nodiscard]] at::Tensor scale_input(const at::Tensor& latents, int step) const override;

 private:
  [[nodiscard]] NoiseLevel level(int step) const override { return growing_level(sigma(step)); }
  [[nodiscard]] Step advance(const at::Tensor& model_output, const at::Tensor& x, int step,
                             const DenoisedEdit& edit) override;

  /// What the second look needs of the first.
  struct FirstLook {
    at::Tensor latents, slope;  // [B, 4, H/8, W/8] float32
    double width = 0;           ///< of the step, in σ
  };

  Prediction prediction_;
  std::optional<FirstLook> first_;
};

}  // namespace koma::samplers
