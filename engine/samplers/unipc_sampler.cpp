// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/unipc_sampler.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace koma::samplers {

UniPcSampler::UniPcSampler(const ScheduleConfig& config, int steps)
    : Sampler(make_schedule(config, steps)), config_(config) {}

// In λ = ln(1/σ) with h = λ' − λ: e^−h = σ'/σ. The ratio r_k = (λ_before − λ)/h is below 0.

at::Tensor UniPcSampler::corrected(const at::Tensor& denoised, int step) const {
  const double here = sigma(step), from = sigma(step - 1);
  const NoiseLevel to = preserving_level(here);
  const double minus_h = std::log(here / from), grown = here / from - 1;  // −h, e^−h − 1
  at::Tensor correction;
  if (order_ == 1) {
    correction = 0.5 * (denoised - newest_);
  } else {
    const double ratio = std::log(from / sigma(step - 2)) / -minus_h;
    // The 2×2 system of equation 9 in closed form: its right side is φ1 and 2·φ2, each over B(h).
    const double phi = grown / minus_h - 1;
    const double right1 = phi / grown, right2 = 2 * (phi / minus_h - 0.5) / grown;
    const double weight = (right1 - right2) / (1 - ratio);
    correction = weight / ratio * (before_ - newest_) + (right1 - weight) * (denoised - newest_);
  }
  const double kept = to.noise / preserving_level(from).noise;
  return kept * latents_ - to.signal * grown * (newest_ + correction);
}

at::Tensor UniPcSampler::predicted(const at::Tensor& x, int step) const {
  const double here = sigma(step), next = sigma(step + 1);
  const NoiseLevel to = preserving_level(next);
  const double grown = next / here - 1;  // e^−h − 1
  at::Tensor slope = newest_;
  if (order_ == 2) {
    const double ratio = std::log(here / sigma(step - 1)) / std::log(here / next);
    slope = newest_ + 0.5 / ratio * (before_ - newest_);
  }
  return to.noise / preserving_level(here).noise * x - to.signal * grown * slope;
}

Step UniPcSampler::advance(const at::Tensor& model_output, const at::Tensor& x, int step, const DenoisedEdit& edit) {
  const at::Tensor denoised = preserving_foreseen(config_.prediction, model_output, x, level(step), edit).denoised;
  const at::Tensor begun = order_ == 0 ? x : corrected(denoised, step);
  before_ = newest_;
  newest_ = denoised;
  const int left = config_.lower_order_final ? step_count() - step : config_.solver_order;
  const double next = sigma(step + 1);
  // Towards σ' = 0 the second order has no limit, and to the same σ there is no way to go.
  const bool straight = !before_.defined() || next == 0 || next == sigma(step);
  order_ = straight ? 1 : std::min(config_.solver_order, left);
  latents_ = begun;
  return {predicted(begun, step), denoised};
}

}  // namespace koma::samplers
