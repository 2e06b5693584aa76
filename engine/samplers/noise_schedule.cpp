// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/noise_schedule.h"

#include <algorithm>
#include <cmath>

#include "engine/base/error.h"
#include "engine/samplers/scheduler_class.h"
#include "engine/samplers/sigma_shape.h"
#include "engine/samplers/timesteps.h"
#include "engine/samplers/training_table.h"

namespace koma::samplers {

namespace {

double interpolated(const std::vector<double>& table, double t) {
  const double clamped = std::clamp(t, 0.0, double(table.size() - 1));
  const auto low = std::min(std::size_t(clamped), table.size() - 2);
  return table[low] + (table[low + 1] - table[low]) * (clamped - double(low));
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

/// Euler, Euler a, Heun: sigmas are shaped between the ends of the spaced ones, timesteps keep their fractions.
NoiseSchedule sigma_schedule(const ScheduleConfig& config, int steps) {
  const std::vector<double> table = training_sigmas(config);
  NoiseSchedule schedule;
  schedule.timesteps = spaced_timesteps(config, steps);
  for (const double t : schedule.timesteps) schedule.sigmas.push_back(interpolated(table, t));
  if (config.sigmas != SigmaShape::standard) {
    std::vector<double> logs;
    for (const double sigma : table) logs.push_back(std::log(sigma));
    schedule.sigmas = shaped_sigmas(config.sigmas, schedule.sigmas.front(), schedule.sigmas.back(), steps);
    schedule.timesteps.clear();
    for (const double sigma : schedule.sigmas) schedule.timesteps.push_back(float(timestep_of(sigma, logs)));
  }
  schedule.sigmas.push_back(config.final_sigma_zero ? 0 : table.front());
  for (double& sigma : schedule.sigmas) sigma = float(sigma);
  const double largest = *std::max_element(schedule.sigmas.begin(), schedule.sigmas.end());
  schedule.initial_scale =
      config.spacing == Spacing::leading ? double(float(std::sqrt(largest * largest + 1))) : largest;
  return schedule;
}

/// DPM++ and UniPC: sigmas are shaped between the ends of the whole table, timesteps are whole.
NoiseSchedule multistep_schedule(const ScheduleConfig& config, int steps) {
  const std::vector<double> table = training_sigmas(config);
  NoiseSchedule schedule;
  double last = config.final_sigma_zero ? 0 : table.front();
  if (config.sigmas == SigmaShape::standard) {
    schedule.timesteps = spaced_timesteps(config, steps);
    for (const double t : schedule.timesteps) schedule.sigmas.push_back(interpolated(table, t));
  } else {
    std::vector<double> logs;  // float32, as the reference's: that decides where a timestep is whole
    for (const double sigma : table) logs.push_back(float(std::log(sigma)));
    schedule.sigmas = shaped_sigmas(config.sigmas, table.back(), table.front(), steps);
    const bool unipc = config.method == Method::unipc;
    const bool rounds = config.sigmas == SigmaShape::karras && (unipc || config.betas != Betas::squaredcos_cap_v2);
    for (const double sigma : schedule.sigmas) {
      const double t = timestep_of(sigma, logs);
      schedule.timesteps.push_back(rounds ? std::nearbyint(t) : std::floor(t));
    }
    if (unipc && !config.final_sigma_zero) last = schedule.sigmas.back();
  }
  schedule.sigmas.push_back(last);
  for (double& sigma : schedule.sigmas) sigma = float(sigma);
  return schedule;
}

double sigma_at(double alpha) {
  return std::sqrt((1 - alpha) / alpha);
}

/// The level after the last call of DDIM, PNDM, LCM or TCD.
double last_alpha(const ScheduleConfig& config, const AlphaTable& table, int last_timestep, int steps) {
  if (config.method == Method::lcm) return 1;
  if (config.method == Method::tcd) return table.at(0);
  return table.at(last_timestep - config.train_steps / steps);
}

/// DDIM, PNDM, LCM, TCD: levels are looked up in ᾱ.
NoiseSchedule alpha_schedule(const ScheduleConfig& config, std::vector<double> timesteps, int steps) {
  const AlphaTable table(config);
  NoiseSchedule schedule;
  for (const double t : timesteps) schedule.sigmas.push_back(sigma_at(table.at(int(t))));
  schedule.sigmas.push_back(sigma_at(last_alpha(config, table, int(timesteps.back()), steps)));
  if (std::isinf(schedule.sigmas.front()) && config.prediction == Prediction::epsilon) {
    throw Error(ErrorCode::unsupported, std::string(to_string(config.method)) +
                                            " cannot begin at pure noise with a model that foresees the noise; choose "
                                            "v_prediction, leading spacing, or sample with euler");
  }
  schedule.timesteps = std::move(timesteps);
  return schedule;
}

/// Heun looks twice at every level but the first and the last.
NoiseSchedule with_second_looks(const NoiseSchedule& once) {
  NoiseSchedule twice{{once.timesteps.front()}, {once.sigmas.front()}, once.initial_scale};
  for (std::size_t i = 1; i < once.timesteps.size(); ++i) {
    twice.timesteps.insert(twice.timesteps.end(), 2, once.timesteps[i]);
    twice.sigmas.insert(twice.sigmas.end(), 2, once.sigmas[i]);
  }
  twice.sigmas.push_back(once.sigmas.back());
  return twice;
}

/// PNDM's first steps need slopes that are not there yet: by PLMS, the second level is looked at twice; or three steps
/// of Runge-Kutta, each looking at its end and twice between.
std::vector<double> with_first_slopes(const ScheduleConfig& config, const std::vector<double>& once, int steps) {
  std::vector<double> result;
  if (config.skip_prk_steps) {
    result = once;
    if (once.size() > 1) result.insert(result.begin() + 1, once[1]);
    return result;
  }
  if (once.size() < 4) {
    throw Error(ErrorCode::invalid_argument, "pndm needs at least 4 steps with this model; take more");
  }
  const double half = config.train_steps / steps / 2;
  for (std::size_t i = 0; i < 3; ++i) {
    result.insert(result.end(), {once[i], once[i + 1] + half, once[i + 1] + half, once[i + 1]});
  }
  result.insert(result.end(), once.begin() + 3, once.end());
  return result;
}

}  // namespace

NoiseSchedule make_schedule(const ScheduleConfig& config, int steps) {
  if (steps < 1 || steps > config.train_steps) {
    throw Error(ErrorCode::invalid_argument, "steps must be 1 to " + std::to_string(config.train_steps));
  }
  refuse_what_the_class_lacks(config);
  switch (config.method) {
    case Method::flow_match_euler:
      return flow_schedule(config, steps);
    case Method::dpmpp_2m:
    case Method::dpmpp_2m_sde:
    case Method::unipc:
      return multistep_schedule(config, steps);
    case Method::pndm:
      return alpha_schedule(config, with_first_slopes(config, spaced_timesteps(config, steps), steps), steps);
    case Method::ddim:
    case Method::lcm:
    case Method::tcd:
      return alpha_schedule(config, spaced_timesteps(config, steps), steps);
    case Method::heun:
      return with_second_looks(sigma_schedule(config, steps));
    default:
      return sigma_schedule(config, steps);
  }
}

}  // namespace koma::samplers
