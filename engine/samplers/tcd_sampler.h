// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/samplers/sampler.h"
#include "engine/samplers/training_table.h"

namespace koma::samplers {

/// Trajectory consistency distillation (Zheng et al. 2024, algorithm 4, strategic stochastic sampling): every step goes
/// to a level below the next one and comes back up with fresh noise, by the share eta. Agrees with diffusers'
/// TCDScheduler; the last step ends on training step 0.
class TcdSampler final : public Sampler {
 public:
  TcdSampler(const ScheduleConfig& config, int steps, NoiseSource noise);
  [[nodiscard]] at::Tensor scale_input(const at::Tensor& latents, int) const override { return latents; }

 private:
  [[nodiscard]] NoiseLevel level(int step) const override { return preserving_level(sigma(step)); }
  [[nodiscard]] Step advance(const at::Tensor& model_output, const at::Tensor& x, int step,
                             const DenoisedEdit& edit) override;

  Prediction prediction_;
  AlphaTable table_;
  double eta_;
  NoiseSource noise_;
};

}  // namespace koma::samplers
