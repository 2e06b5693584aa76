// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/timesteps.h"

#include <algorithm>
#include <cmath>

#include "engine/base/error.h"

namespace koma::samplers {

namespace {

/// numpy's linspace(0, total − 1, points), from the end.
std::vector<double> evenly(int total, int points) {
  std::vector<double> result;
  for (int i = points - 1; i >= 0; --i) {
    result.push_back(points == 1 ? 0 : i == points - 1 ? total - 1 : i * (double(total - 1) / (points - 1)));
  }
  return result;
}

std::vector<double> leading_from_zero(const ScheduleConfig& config, int points) {
  std::vector<double> result;
  for (int i = points - 1; i >= 0; --i) result.push_back(i * (config.train_steps / points) + config.steps_offset);
  return result;
}

/// numpy's arange(total, 0, −ratio): its own count and its own increment, both with their rounding.
std::vector<double> trailing(int total, int steps) {
  const double ratio = double(total) / steps;
  const double increment = (total - ratio) - total;
  const auto count = int(std::ceil(total / ratio));
  std::vector<double> result;
  for (int i = 0; i < count; ++i) result.push_back(std::nearbyint(total + i * increment) - 1);
  return result;
}

std::vector<double> distilled(const ScheduleConfig& config, int steps) {
  const int original = config.original_inference_steps;
  if (original > config.train_steps || steps > original) {
    throw Error(ErrorCode::invalid_argument, std::string(to_string(config.method)) + " takes at most " +
                                                 std::to_string(std::min(original, config.train_steps)) +
                                                 " steps with this model; take fewer");
  }
  const int apart = config.train_steps / original;
  const double stride = double(original) / steps;
  std::vector<double> result;
  for (int i = 0; i < steps; ++i) result.push_back((original - int(std::floor(i * stride))) * apart - 1);
  return result;
}

std::vector<double> multistep(const ScheduleConfig& config, int steps) {
  if (config.spacing == Spacing::trailing) return trailing(config.train_steps, steps);
  if (steps >= config.train_steps) {  // one point more would fall on another
    throw Error(ErrorCode::invalid_argument, std::string(to_string(config.method)) + " takes at most " +
                                                 std::to_string(config.train_steps - 1) + " steps; take fewer");
  }
  std::vector<double> points =
      config.spacing == Spacing::leading ? leading_from_zero(config, steps + 1) : evenly(config.train_steps, steps + 1);
  points.pop_back();
  for (double& t : points) t = std::nearbyint(t);
  return points;
}

std::vector<double> by_table(const ScheduleConfig& config, int steps) {
  std::vector<double> points = config.spacing == Spacing::linspace  ? evenly(config.train_steps, steps)
                               : config.spacing == Spacing::leading ? leading_from_zero(config, steps)
                                                                    : trailing(config.train_steps, steps);
  for (double& t : points) t = std::nearbyint(t);
  if (points.back() < 0) points.pop_back();
  if (points.front() >= config.train_steps) {
    throw Error(ErrorCode::invalid_argument,
                "so many steps with steps_offset " + std::to_string(config.steps_offset) +
                    " would begin beyond the model's last training step; take fewer steps or another spacing");
  }
  return points;
}

}  // namespace

std::vector<double> spaced_timesteps(const ScheduleConfig& config, int steps) {
  switch (config.method) {
    case Method::ddim:
    case Method::pndm:
      return by_table(config, steps);
    case Method::dpmpp_2m:
    case Method::dpmpp_2m_sde:
    case Method::unipc:
      return multistep(config, steps);
    case Method::lcm:
    case Method::tcd:
      return distilled(config, steps);
    default:
      break;
  }
  if (config.spacing == Spacing::leading) return leading_from_zero(config, steps);
  if (config.spacing == Spacing::trailing) return trailing(config.train_steps, steps);
  std::vector<double> points = evenly(config.train_steps, steps);
  for (double& t : points) t = float(t);
  return points;
}

}  // namespace koma::samplers
