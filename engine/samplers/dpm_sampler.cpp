// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/dpm_sampler.h"

#include <ATen/ATen.h>

#include <cmath>

namespace koma::samplers {

DpmSampler::DpmSampler(const ScheduleConfig& config, int steps)
    : Sampler(make_schedule(config, steps)), config_(config) {}

bool DpmSampler::first_order(int step) const {
  const int count = step_count();
  const bool low_end = config_.euler_at_final || (config_.lower_order_final && count < 15) || config_.final_sigma_zero;
  const bool nowhere = sigma(step + 1) == sigma(step);  // Karras sigmas that end on the smallest do not move at last
  return config_.solver_order == 1 || !before_.defined() || nowhere || (step == count - 1 && low_end);
}

Step DpmSampler::advance(const at::Tensor& model_output, const at::Tensor& x, int step, const DenoisedEdit& edit) {
  Move move{sigma(step), sigma(step + 1)};
  move.width = std::log(move.sigma / move.next);
  move.latents = x;
  move.denoised = preserving_foreseen(config_.prediction, model_output, x, level(step), edit).denoised;
  move.second_order = config_.second_order;
  if (!first_order(step)) {
    const double width_before = std::log(sigma(step - 1) / move.sigma);
    move.change = (move.denoised - before_) * (move.width / width_before);
  }
  before_ = move.denoised;
  return {moved(move), move.denoised};
}

}  // namespace koma::samplers
