// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/pndm_sampler.h"

#include <ATen/ATen.h>

#include <cmath>

#include "engine/base/error.h"

namespace koma::samplers {

PndmSampler::PndmSampler(const ScheduleConfig& config, int steps)
    : Sampler(make_schedule(config, steps)),
      prediction_(config.prediction),
      table_(config),
      apart_(config.train_steps / steps),
      runge_kutta_(config.skip_prk_steps ? 0 : 12) {}

/// Equation 11, from one training step to another, with a sum of outputs. An edit sees the clean latents that the sum
/// foresees: those are what the step uses.
Step PndmSampler::moved(const at::Tensor& output, const Way& way) const {
  const double here = table_.at(way.from), next = table_.at(way.to);
  const NoiseLevel level{std::sqrt(here), std::sqrt(1 - here)};
  const Foreseen foreseen = preserving_foreseen(prediction_, output, way.latents, level, way.edit);
  const double divisor = here * std::sqrt(1 - next) + std::sqrt(here * (1 - here) * next);
  return {std::sqrt(next / here) * way.latents - (next - here) / divisor * foreseen.noise, foreseen.denoised};
}

Step PndmSampler::by_runge_kutta(const at::Tensor& output, const at::Tensor& x, int step, const DenoisedEdit& edit) {
  const int part = calls_ % 4;
  if (part == 0) {
    begun_ = x;
    mean_ = output / 6;
    outputs_.push_back(output);
  } else {
    mean_ = mean_ + output / (part == 3 ? 6 : 3);
  }
  const int to = timestep(step) - (part % 2 == 0 ? apart_ / 2 : 0);
  return moved(part == 3 ? mean_ : output, {begun_, timestep(step - part), to, edit});
}

Step PndmSampler::by_multistep(const at::Tensor& output, const at::Tensor& x, int step, const DenoisedEdit& edit) {
  const int here = timestep(step);
  if (calls_ == 1) {  // the second look: the first step again, with the mean of both its ends
    return moved((output + outputs_.back()) / 2, {begun_, here + apart_, here, edit});
  }
  if (calls_ == 0) begun_ = x;
  outputs_.push_back(output);
  if (outputs_.size() > 4) outputs_.erase(outputs_.begin());
  const auto ago = [this](std::size_t steps) { return outputs_[outputs_.size() - 1 - steps]; };
  at::Tensor slope = output;  // Adams-Bashforth of order 1 to 4
  if (outputs_.size() == 2) slope = (3 * ago(0) - ago(1)) / 2;
  if (outputs_.size() == 3) slope = (23 * ago(0) - 16 * ago(1) + 5 * ago(2)) / 12;
  if (outputs_.size() == 4) slope = (55 * ago(0) - 59 * ago(1) + 37 * ago(2) - 9 * ago(3)) / 24;
  return moved(slope, {x, here, here - apart_, edit});
}

Step PndmSampler::advance(const at::Tensor& model_output, const at::Tensor& x, int step, const DenoisedEdit& edit) {
  if (calls_ != step && runge_kutta_ > 0) {
    throw Error(ErrorCode::unsupported,
                "pndm with this model's Runge-Kutta steps cannot begin in the middle; choose another sampler, or set "
                "skip_prk_steps in the model's scheduler");
  }
  const at::Tensor output = model_output.to(at::kFloat);
  const Step result =
      calls_ < runge_kutta_ ? by_runge_kutta(output, x, step, edit) : by_multistep(output, x, step, edit);
  ++calls_;
  return result;
}

}  // namespace koma::samplers
