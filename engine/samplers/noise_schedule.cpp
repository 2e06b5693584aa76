// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/noise_schedule.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/base/error.h"

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

std::vector<double> spaced_timesteps(const ScheduleConfig& config, int steps) {
  std::vector<double> result;
  const int total = config.train_steps;
  if (config.spacing == Spacing::linspace) {
    for (int i = steps - 1; i >= 0; --i) {
      const double t = steps == 1 ? 0 : i == steps - 1 ? total - 1 : i * (double(total - 1) / (steps - 1));
      result.push_back(float(t));
    }
  } else if (config.spacing == Spacing::leading) {
    for (int i = steps - 1; i >= 0; --i) result.push_back(i * (total / steps) + config.steps_offset);
  } else {
    // numpy's arange(total, 0, −ratio): its own count and its own increment, both with their rounding.
    const double ratio = double(total) / steps;
    const double increment = (total - ratio) - total;
    const auto count = int(std::ceil(total / ratio));
    for (int i = 0; i < count; ++i) result.push_back(std::nearbyint(total + i * increment) - 1);
  }
  return result;
}

double interpolated(const std::vector<double>& table, double t) {
  const double clamped = std::clamp(t, 0.0, double(table.size() - 1));
  const auto low = std::min(std::size_t(clamped), table.size() - 2);
  return table[low] + (table[low + 1] - table[low]) * (clamped - double(low));
}

/// The (fractional) training step whose log sigma is this one's.
double timestep_of(double sigma, const std::vector<double>& table) {
  const double wanted = std::log(std::max(sigma, 1e-10));
  const auto above = std::upper_bound(table.begin(), table.end(), sigma);
  const auto low = std::clamp<std::ptrdiff_t>(above - table.begin() - 1, 0, std::ptrdiff_t(table.size()) - 2);
  const double from = std::log(table[std::size_t(low)]), to = std::log(table[std::size_t(low) + 1]);
  return double(low) + std::clamp((from - wanted) / (from - to), 0.0, 1.0);
}

/// Karras et al. 2022, equation 5 with rho = 7, or a straight line in log sigma.
std::vector<double> reshaped(SigmaShape shape, double largest, double smallest, std::size_t count) {
  std::vector<double> sigmas;
  for (std::size_t i = 0; i < count; ++i) {
    const double ramp = count == 1 ? 0 : double(i) / double(count - 1);
    if (shape == SigmaShape::karras) {
      const double from = std::pow(largest, 1 / 7.0), to = std::pow(smallest, 1 / 7.0);
      sigmas.push_back(std::pow(from + ramp * (to - from), 7.0));
    } else {
      sigmas.push_back(std::exp(std::log(largest) + ramp * (std::log(smallest) - std::log(largest))));
    }
  }
  return sigmas;
}

NoiseSchedule flow_schedule(const ScheduleConfig& config, int steps) {
  NoiseSchedule schedule;
  for (int i = 0; i < steps; ++i) {
    const double plain = 1 - double(i) / steps;
    const auto sigma = double(float(config.shift * plain / (1 + (config.shift - 1) * plain)));
    schedule.sigmas.push_back(sigma);
    schedule.timesteps.push_back(float(sigma * config.train_steps));
  }
  schedule.sigmas.push_back(0);
  return schedule;
}

}  // namespace

std::vector<double> training_sigmas(const ScheduleConfig& config) {
  at::Tensor betas = training_betas(config);
  if (config.zero_terminal_snr) betas = with_zero_terminal_snr(betas);
  at::Tensor kept = (1 - betas).cumprod(0);
  // The smallest float16 value instead of zero, so that the first sigma stays finite (diffusers does the same).
  if (config.zero_terminal_snr) kept[-1] = std::exp2(-24);
  return to_doubles(((1 - kept) / kept).sqrt());
}

NoiseSchedule make_schedule(const ScheduleConfig& config, int steps) {
  if (steps < 1 || steps > config.train_steps) {
    throw Error(ErrorCode::invalid_argument, "steps must be 1 to " + std::to_string(config.train_steps));
  }
  if (config.method == Method::flow_match_euler) return flow_schedule(config, steps);
  const std::vector<double> table = training_sigmas(config);
  NoiseSchedule schedule;
  schedule.timesteps = spaced_timesteps(config, steps);
  for (const double t : schedule.timesteps) schedule.sigmas.push_back(interpolated(table, t));
  if (config.sigmas != SigmaShape::standard) {
    schedule.sigmas =
        reshaped(config.sigmas, schedule.sigmas.front(), schedule.sigmas.back(), schedule.timesteps.size());
    for (std::size_t i = 0; i < schedule.sigmas.size(); ++i) {
      schedule.timesteps[i] = float(timestep_of(schedule.sigmas[i], table));
    }
  }
  schedule.sigmas.push_back(config.final_sigma_zero ? 0 : table.front());
  for (double& sigma : schedule.sigmas) sigma = float(sigma);
  const double largest = *std::max_element(schedule.sigmas.begin(), schedule.sigmas.end());
  schedule.initial_scale =
      config.spacing == Spacing::leading ? double(float(std::sqrt(largest * largest + 1))) : largest;
  return schedule;
}

}  // namespace koma::samplers
