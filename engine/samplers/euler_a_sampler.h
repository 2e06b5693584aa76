// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/samplers/sampler.h"

namespace koma::samplers {

/// Ancestral sampling with Euler's steps (Karras et al. 2022, section 4, as k-diffusion does it): each step goes
/// further down than the next level and comes back up to it with fresh noise. Agrees with diffusers'
/// EulerAncestralDiscreteScheduler, which draws noise for the last step too.
class EulerASampler final : public Sampler {
 public:
  EulerASampler(const ScheduleConfig& config, int steps, NoiseSource noise);
  [[nodiscard]] at::Tensor scale_input(const at::Tensor& latents, int step) const override;

 private:
  [[nodiscard]] NoiseLevel level(int step) const override { return growing_level(sigma(step)); }
  [[nodiscard]] Step advance(const at::Tensor& model_output, const at::Tensor& x, int step,
                             const DenoisedEdit& edit) override;

  Prediction prediction_;
  NoiseSource noise_;
};

}  // namespace koma::samplers
