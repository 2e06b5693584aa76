// SPDX-License-Identifier: Apache-2.0
#include "engine/training/flow_matching.h"

#include <ATen/ATen.h>

#include "engine/training/picture_tensors.h"

namespace koma::training {

namespace {
constexpr double logit_mean = 0.2, logit_deviation = 1.1;
constexpr double head_reach = 1.15, head_lift = 0.05;  // in head radii
constexpr double accent = 3.0, figure = 2.0;

/// 1 where a cell's middle lies within `reach` radii of a disc's middle, which is lifted by `lift` radii.
/// discs [B, C, 3] → [B, h, w]
at::Tensor disc_mask(const at::Tensor& discs, std::int64_t height, std::int64_t width, double reach, double lift) {
  const at::Tensor x = (at::arange(width, discs.options()) + 0.5).mul_(latent_factor).view({1, 1, 1, -1});
  const at::Tensor y = (at::arange(height, discs.options()) + 0.5).mul_(latent_factor).view({1, 1, -1, 1});
  const at::Tensor disc = discs.unsqueeze(-1).unsqueeze(-1);  // [B, C, 3, 1, 1]
  const at::Tensor radius = disc.select(2, 2);
  const at::Tensor dx = x - disc.select(2, 0), dy = y - disc.select(2, 1) + lift * radius;
  return ((dx * dx + dy * dy).sqrt() < reach * radius).any(1).to(at::kFloat);
}

/// 1 where a cell's middle lies in a box. boxes [B, C, 4] → [B, h, w]
at::Tensor box_mask(const at::Tensor& boxes, std::int64_t height, std::int64_t width) {
  const at::Tensor x = (at::arange(width, boxes.options()) + 0.5).div_(double(width)).view({1, 1, 1, -1});
  const at::Tensor y = (at::arange(height, boxes.options()) + 0.5).div_(double(height)).view({1, 1, -1, 1});
  const auto edge = boxes.unsqueeze(-1).unsqueeze(-1).unbind(2);  // 4 × [B, C, 1, 1]
  return ((x > edge[0]) & (x < edge[2]) & (y > edge[1]) & (y < edge[3])).any(1).to(at::kFloat);
}
}  // namespace

at::Tensor draw_times(std::int64_t count, at::Generator& generator, const at::Device& device) {
  return at::sigmoid(draw_noise({count}, generator, device) * logit_deviation + logit_mean);
}

at::Tensor draw_noise(at::IntArrayRef sizes, at::Generator& generator, const at::Device& device) {
  return at::randn(sizes, generator_on(device, generator), at::TensorOptions(device).dtype(at::kFloat));
}

FlowSample flow_sample(const at::Tensor& latents, const at::Tensor& noise, const at::Tensor& times) {
  const at::Tensor t = times.view({-1, 1, 1, 1});
  return {(1 - t) * latents + t * noise, noise - latents};
}

at::Tensor head_mask(const at::Tensor& heads, std::int64_t latent_height, std::int64_t latent_width) {
  return disc_mask(heads, latent_height, latent_width, head_reach, head_lift);
}

at::Tensor importance(const at::Tensor& heads, const at::Tensor& hands, const at::Tensor& boxes,
                      std::int64_t latent_height, std::int64_t latent_width) {
  const at::Tensor accents = at::maximum(head_mask(heads, latent_height, latent_width),
                                         disc_mask(hands, latent_height, latent_width, 1.0, 0.0));
  const at::Tensor figures = box_mask(boxes, latent_height, latent_width);
  return at::maximum(1 + (figure - 1) * figures, 1 + (accent - 1) * accents);
}

}  // namespace koma::training
