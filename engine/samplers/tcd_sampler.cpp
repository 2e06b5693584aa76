// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/tcd_sampler.h"

#include <ATen/ATen.h>

#include <cmath>
#include <utility>

#include "engine/samplers/scheduler_class.h"

namespace koma::samplers {

TcdSampler::TcdSampler(const ScheduleConfig& config, int steps, NoiseSource noise)
    : Sampler(make_schedule(config, steps)),
      prediction_(config.prediction),
      table_(config),
      eta_(eta_of(config)),
      noise_(std::move(noise)) {}

Step TcdSampler::advance(const at::Tensor& model_output, const at::Tensor& x, int step, const DenoisedEdit& edit) {
  const bool last = step + 1 == step_count();
  const int next = last ? 0 : timestep(step + 1);
  // In float32, as the reference rounds: it decides which training step is meant.
  const auto below = int(std::floor(float(1 - eta_) * float(next)));
  const double lower = table_.at(below);
  const Foreseen foreseen = preserving_foreseen(prediction_, model_output, x, level(step), edit);
  const at::Tensor moved = std::sqrt(lower) * foreseen.denoised + std::sqrt(1 - lower) * foreseen.noise;
  if (last || eta_ == 0) return {moved, foreseen.denoised};
  const double kept = table_.at(next) / lower;
  return {std::sqrt(kept) * moved + std::sqrt(1 - kept) * noise_().to(x.device()), foreseen.denoised};
}

}  // namespace koma::samplers
