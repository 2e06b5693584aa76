// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/noise_path.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "engine/base/error.h"
#include "engine/samplers/training_table.h"
#include "engine/training/flow_matching.h"

namespace koma::training {

namespace {

at::Tensor column(const std::vector<double>& values, const at::Device& device) {
  return at::tensor(values, at::kDouble).to(at::kFloat).to(device).view({-1, 1, 1, 1});
}

}  // namespace

NoisePath::NoisePath(const samplers::ScheduleConfig& config)
    : flow_(config.method == samplers::Method::flow_match_euler),
      velocity_(config.prediction == samplers::Prediction::v_prediction),
      steps_(config.train_steps) {
  if (!flow_ && config.prediction == samplers::Prediction::sample)
    throw Error(
        ErrorCode::unsupported,
        "the checkpoint's scheduler has prediction_type sample, which cannot be trained; give another checkpoint");
  if (!flow_) alphas_ = samplers::training_alphas(config);
}

double NoisePath::draw_moment(at::Generator& generator) const {
  if (flow_) return draw_times(1, generator).item<double>();
  return double(at::randint(steps_, {1}, generator, at::kLong).item<std::int64_t>());
}

double NoisePath::weight(double moment, double gamma) const {
  if (flow_) return 1;
  const double alpha = alphas_.at(std::size_t(moment));
  const double ratio = alpha / (1 - alpha);
  if (ratio == 0) return 1;  // pure noise: the limit
  return std::min(ratio, gamma) / (velocity_ ? ratio + 1 : ratio);
}

NoisedBatch NoisePath::noised(const at::Tensor& latents, const at::Tensor& noise,
                              const std::vector<double>& moments) const {
  const at::Device device = latents.device();
  if (flow_) {
    const at::Tensor times = at::tensor(moments, at::kDouble).to(at::kFloat).to(device);
    const FlowSample flow = flow_sample(latents, noise, times);
    return {flow.noised, flow.velocity, times * double(steps_)};
  }
  std::vector<double> signal, rest;
  for (const double moment : moments) {
    const double alpha = alphas_.at(std::size_t(moment));
    signal.push_back(std::sqrt(alpha));
    rest.push_back(std::sqrt(1 - alpha));
  }
  const at::Tensor s = column(signal, device), n = column(rest, device);
  return {s * latents + n * noise, velocity_ ? s * noise - n * latents : noise,
          at::tensor(moments, at::kDouble).to(at::kFloat).to(device)};
}

}  // namespace koma::training
