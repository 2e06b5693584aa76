// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/samplers/sampler.h"

namespace koma::samplers {

/// Euler's method on dx/dσ = (x − x0)/σ (Karras et al. 2022, algorithm 1 without churn); agrees with diffusers'
/// EulerDiscreteScheduler for epsilon, v and sample prediction.
class EulerSampler final : public Sampler {
 public:
  EulerSampler(const ScheduleConfig& config, int steps);
  [[nodiscard]] const NoiseSchedule& schedule() const override { return schedule_; }
  [[nodiscard]] at::Tensor scale_input(const at::Tensor& latents, int step) const override;
  [[nodiscard]] Step step(const at::Tensor& model_output, const at::Tensor& latents, int step) override;

 private:
  NoiseSchedule schedule_;
  Prediction prediction_;
};

}  // namespace koma::samplers
