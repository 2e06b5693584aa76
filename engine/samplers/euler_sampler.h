// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/samplers/sampler.h"

namespace koma::samplers {

/// Euler's method on dx/dσ = (x − x0)/σ (Karras et al. 2022, algorithm 1 without churn); agrees with diffusers'
/// EulerDiscreteScheduler for epsilon, v and sample prediction.
class EulerSampler final : public Sampler {
 public:
  EulerSampler(const ScheduleConfig& config, int steps);
  [[nodiscard]] at::Tensor scale_input(const at::Tensor& latents, int step) const override;

 private:
  [[nodiscard]] NoiseLevel level(int step) const override { return growing_level(sigma(step)); }
  [[nodiscard]] Step advance(const at::Tensor& model_output, const at::Tensor& x, int step,
                             const DenoisedEdit& edit) override;

  Prediction prediction_;
};

}  // namespace koma::samplers
