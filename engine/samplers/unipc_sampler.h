// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/samplers/sampler.h"

namespace koma::samplers {

/// UniPC (Zhao et al. 2023) on x0, of order 2 or 1 with B(h) = e^h − 1 ("bh2"): a multistep predictor, which the next
/// call's x0 corrects before it goes on. Agrees with diffusers' UniPCMultistepScheduler.
class UniPcSampler final : public Sampler {
 public:
  UniPcSampler(const ScheduleConfig& config, int steps);
  [[nodiscard]] at::Tensor scale_input(const at::Tensor& latents, int) const override { return latents; }

 private:
  [[nodiscard]] NoiseLevel level(int step) const override { return preserving_level(sigma(step)); }
  [[nodiscard]] Step advance(const at::Tensor& model_output, const at::Tensor& x, int step,
                             const DenoisedEdit& edit) override;
  [[nodiscard]] at::Tensor corrected(const at::Tensor& denoised, int step) const;
  [[nodiscard]] at::Tensor predicted(const at::Tensor& x, int step) const;

  ScheduleConfig config_;
  int order_ = 0;               ///< of the last prediction; 0 before the first
  at::Tensor latents_;          ///< where the last prediction began // [B, 4, H/8, W/8] float32
  at::Tensor newest_, before_;  ///< x0 of the last two steps
};

}  // namespace koma::samplers
