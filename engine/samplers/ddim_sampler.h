// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/samplers/sampler.h"
#include "engine/samplers/training_table.h"

namespace koma::samplers {

/// Denoising diffusion implicit models (Song et al. 2021, equation 12); with eta above 0 part of the noise is fresh.
/// Agrees with diffusers' DDIMScheduler, where a step ends train_steps/steps below its own timestep, not on the next.
class DdimSampler final : public Sampler {
 public:
  DdimSampler(const ScheduleConfig& config, int steps, NoiseSource noise);
  [[nodiscard]] at::Tensor scale_input(const at::Tensor& latents, int) const override { return latents; }

 private:
  [[nodiscard]] NoiseLevel level(int step) const override { return preserving_level(sigma(step)); }
  [[nodiscard]] Step advance(const at::Tensor& model_output, const at::Tensor& x, int step,
                             const DenoisedEdit& edit) override;

  Prediction prediction_;
  AlphaTable table_;
  int apart_;  ///< training steps from one level to the next
  double eta_;
  NoiseSource noise_;
};

}  // namespace koma::samplers
