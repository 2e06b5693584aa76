// SPDX-License-Identifier: Apache-2.0
#include "engine/training/flow_matching.h"

#include <ATen/ATen.h>

namespace koma::training {

namespace {
constexpr double logit_mean = 0.2, logit_deviation = 1.1;
constexpr double head_reach = 1.15, head_lift = 0.05;  // in head radii
}  // namespace

at::Tensor draw_times(std::int64_t count, at::Generator& generator) {
  return at::sigmoid(at::randn({count}, generator) * logit_deviation + logit_mean);
}

FlowSample flow_sample(const at::Tensor& latents, const at::Tensor& noise, const at::Tensor& times) {
  const at::Tensor t = times.view({-1, 1, 1, 1});
  return {(1 - t) * latents + t * noise, noise - latents};
}

at::Tensor head_mask(const at::Tensor& heads, std::int64_t latent_height, std::int64_t latent_width) {
  const at::Tensor x = (at::arange(latent_width, at::kFloat) + 0.5).mul_(latent_factor).view({1, 1, 1, -1});
  const at::Tensor y = (at::arange(latent_height, at::kFloat) + 0.5).mul_(latent_factor).view({1, 1, -1, 1});
  const at::Tensor frame = heads.unsqueeze(-1).unsqueeze(-1);  // [B, C, 3, 1, 1]
  const at::Tensor radius = frame.select(2, 2);
  const at::Tensor dx = x - frame.select(2, 0), dy = y - frame.select(2, 1) + head_lift * radius;
  return ((dx * dx + dy * dy).sqrt() < head_reach * radius).any(1).to(at::kFloat);
}

}  // namespace koma::training
