// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/samplers/sampler.h"

namespace koma::samplers {

/// Euler's method on rectified flow (Liu et al. 2022): x_σ = (1 − σ)·x0 + σ·noise and the model predicts
/// v = noise − x0, so x ← x + (σ' − σ)·v and x0 = x − σ·v. Agrees with diffusers' FlowMatchEulerDiscreteScheduler.
class FlowMatchEulerSampler final : public Sampler {
 public:
  FlowMatchEulerSampler(const ScheduleConfig& config, int steps) : Sampler(make_schedule(config, steps)) {}
  [[nodiscard]] at::Tensor scale_input(const at::Tensor& latents, int) const override { return latents; }

 private:
  [[nodiscard]] NoiseLevel level(int step) const override { return {1 - sigma(step), sigma(step)}; }
  [[nodiscard]] Step advance(const at::Tensor& model_output, const at::Tensor& x, int step,
                             const DenoisedEdit& edit) override;
};

}  // namespace koma::samplers
