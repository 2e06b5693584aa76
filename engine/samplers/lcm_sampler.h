// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/samplers/sampler.h"

namespace koma::samplers {

/// Sampling of latent consistency models (Luo et al. 2023, algorithm 3): every step foresees the clean latents and adds
/// fresh noise for the next level. Agrees with diffusers' LCMScheduler.
class LcmSampler final : public Sampler {
 public:
  LcmSampler(const ScheduleConfig& config, int steps, NoiseSource noise);
  [[nodiscard]] at::Tensor scale_input(const at::Tensor& latents, int) const override { return latents; }

 private:
  [[nodiscard]] NoiseLevel level(int step) const override { return preserving_level(sigma(step)); }
  [[nodiscard]] Step advance(const at::Tensor& model_output, const at::Tensor& x, int step,
                             const DenoisedEdit& edit) override;

  Prediction prediction_;
  double timestep_scaling_;
  NoiseSource noise_;
};

}  // namespace koma::samplers
