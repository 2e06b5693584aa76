// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/samplers/sampler.h"

namespace koma::samplers {

/// What the multistep solvers of DPM-Solver++ (Lu et al. 2022) share: they remember x0 of the step before, and the
/// first step, and the last under diffusers' rules, are of order 1.
class DpmSampler : public Sampler {
 public:
  [[nodiscard]] at::Tensor scale_input(const at::Tensor& latents, int) const override { return latents; }

 protected:
  DpmSampler(const ScheduleConfig& config, int steps);

  /// One step from σ to σ', in λ = ln(1/σ).
  struct Move {
    double sigma = 0, next = 0;
    double width = 0;     ///< h = λ' − λ, infinite when σ' is 0
    at::Tensor latents;   // [B, 4, H/8, W/8] float32
    at::Tensor denoised;  ///< x0
    at::Tensor change;    ///< h·dx0/dλ by the last two steps; undefined in steps of order 1
    SecondOrder second_order = SecondOrder::midpoint;
  };

 private:
  [[nodiscard]] NoiseLevel level(int step) const override { return preserving_level(sigma(step)); }
  [[nodiscard]] Step advance(const at::Tensor& model_output, const at::Tensor& x, int step,
                             const DenoisedEdit& edit) override;
  [[nodiscard]] bool first_order(int step) const;
  /// The latents at σ'. // → [B, 4, H/8, W/8] float32
  [[nodiscard]] virtual at::Tensor moved(const Move& move) = 0;

  ScheduleConfig config_;
  at::Tensor before_;  ///< x0 of the step before; undefined before the first // [B, 4, H/8, W/8] float32
};

}  // namespace koma::samplers
