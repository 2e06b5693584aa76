// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/training_table.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace koma::samplers {

namespace {

std::vector<double> to_doubles(const at::Tensor& tensor) {
  const at::Tensor wide = tensor.to(at::kDouble).contiguous();
  const double* first = wide.const_data_ptr<double>();
  return {first, first + wide.numel()};
}

at::Tensor training_betas(const ScheduleConfig& config) {  // → [train_steps] float32
  const int count = config.train_steps;
  if (config.betas == Betas::linear) return at::linspace(config.beta_start, config.beta_end, count, at::kFloat);
  if (config.betas == Betas::scaled_linear) {
    return at::linspace(std::sqrt(config.beta_start), std::sqrt(config.beta_end), count, at::kFloat).square();
  }
  // Nichol & Dhariwal 2021, equation 17.
  const auto kept = [](double t) { return std::pow(std::cos((t + 0.008) / 1.008 * std::numbers::pi / 2), 2); };
  at::Tensor betas = at::empty({count}, at::kFloat);
  for (int i = 0; i < count; ++i) {
    betas[i] = std::min(1 - kept(double(i + 1) / count) / kept(double(i) / count), 0.999);
  }
  return betas;
}

/// Lin et al. 2023, algorithm 1: the last step carries no signal at all.
at::Tensor with_zero_terminal_snr(const at::Tensor& betas) {  // [train_steps] → same
  at::Tensor root = (1 - betas).cumprod(0).sqrt();
  const at::Tensor first = root[0].clone(), last = root[-1].clone();
  root = (root - last) * (first / (first - last));
  const at::Tensor bar = root.square();
  return 1 - at::cat({bar.slice(0, 0, 1), bar.slice(0, 1) / bar.slice(0, 0, -1)});
}

at::Tensor kept_signal(const ScheduleConfig& config) {  // → [train_steps] float32
  at::Tensor betas = training_betas(config);
  if (config.zero_terminal_snr) betas = with_zero_terminal_snr(betas);
  return (1 - betas).cumprod(0);
}

}  // namespace

std::vector<double> training_alphas(const ScheduleConfig& config) {
  return to_doubles(kept_signal(config));
}

std::vector<double> training_sigmas(const ScheduleConfig& config) {
  at::Tensor kept = kept_signal(config);
  // The smallest float16 value instead of zero, so that the first sigma stays finite (diffusers does the same).
  if (config.zero_terminal_snr) kept[-1] = std::exp2(-24);
  return to_doubles(((1 - kept) / kept).sqrt());
}

AlphaTable::AlphaTable(const ScheduleConfig& config)
    : alphas(training_alphas(config)), last(config.set_alpha_to_one ? 1 : alphas.front()) {}

}  // namespace koma::samplers
