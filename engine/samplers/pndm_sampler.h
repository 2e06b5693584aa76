// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/samplers/sampler.h"
#include "engine/samplers/training_table.h"

namespace koma::samplers {

/// Pseudo numerical methods (Liu et al. 2022): linear multistep of order 4 on ε. The first slopes come from a second
/// look at the second level (skip_prk_steps, as Stable Diffusion ships it), or from three Runge-Kutta steps. Agrees
/// with diffusers' PNDMScheduler, also where a run begins in the middle (which needs skip_prk_steps): the second call
/// looks at the first step again there too, while the schedule goes on, so that the latents stay one level behind.
class PndmSampler final : public Sampler {
 public:
  PndmSampler(const ScheduleConfig& config, int steps);
  [[nodiscard]] at::Tensor scale_input(const at::Tensor& latents, int) const override { return latents; }

 private:
  [[nodiscard]] NoiseLevel level(int step) const override { return preserving_level(sigma(step)); }
  [[nodiscard]] Step advance(const at::Tensor& model_output, const at::Tensor& x, int step,
                             const DenoisedEdit& edit) override;

  struct Way {
    const at::Tensor& latents;  // [B, 4, H/8, W/8] float32
    int from, to;               ///< training steps; below 0 is the end
    const DenoisedEdit& edit;
  };
  [[nodiscard]] Step by_runge_kutta(const at::Tensor& output, const at::Tensor& x, int step, const DenoisedEdit& edit);
  [[nodiscard]] Step by_multistep(const at::Tensor& output, const at::Tensor& x, int step, const DenoisedEdit& edit);
  [[nodiscard]] Step moved(const at::Tensor& output, const Way& way) const;

  Prediction prediction_;
  AlphaTable table_;
  int apart_;        ///< training steps from one level to the next
  int runge_kutta_;  ///< calls that take Runge-Kutta's steps
  int calls_ = 0;
  std::vector<at::Tensor> outputs_;  ///< the newest last, at most 4 // [B, 4, H/8, W/8] float32
  at::Tensor mean_;                  ///< of Runge-Kutta's slopes so far
  at::Tensor begun_;                 ///< latents where the step began
};

}  // namespace koma::samplers
