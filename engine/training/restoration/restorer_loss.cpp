// SPDX-License-Identifier: Apache-2.0
#include "engine/training/restoration/restorer_loss.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cmath>

namespace koma::training {

namespace {

at::Tensor mean_difference(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).abs().mean();
}

}  // namespace

RestorerLoss first_stage_loss(const FirstStage& network, const RestorationBatch& batch) {
  const at::Tensor loss = mean_difference(network.restored(batch, network.vector(batch)), batch.clean);
  return {loss, loss.detach(), {}};
}

at::Tensor noised_vector(const at::Tensor& vector, const at::Tensor& noise, int t) {
  const double kept = models::DiffRirSchedule().kept[t];
  return std::sqrt(kept) * vector + std::sqrt(1 - kept) * noise;
}

RestorerLoss second_stage_loss(const models::DiffRir& network, const FirstStage& first, const RestorationBatch& batch,
                               bool pixels, at::Generator& generator) {
  at::Tensor wanted;
  {
    const at::NoGradGuard no_grad;
    wanted = first.vector(batch);
  }
  const at::Tensor noise = at::randn(wanted.sizes(), generator).to(wanted.device());
  const at::Tensor input = network.input(batch.drawn, batch.reference());
  const at::Tensor vector = network.vector(input, noised_vector(wanted, noise));
  const at::Tensor of_vector = mean_difference(vector, wanted);
  if (!pixels) return {of_vector, {}, of_vector.detach()};
  at::Tensor restored = network.restored(input, vector);
  if (network.config().scale == 1) restored = restored * batch.mask + batch.clean * (1 - batch.mask);
  const at::Tensor of_pixels = mean_difference(restored, batch.clean);
  return {of_pixels + of_vector, of_pixels.detach(), of_vector.detach()};
}

HoleError hole_error(const RestorationBatch& batch, const at::Tensor& restored, int scale) {
  const at::Tensor drawn =
      scale == 1 ? batch.drawn : at::upsample_nearest2d(batch.drawn, {batch.clean.size(2), batch.clean.size(3)});
  const at::Tensor counted = scale == 1 ? batch.mask : at::ones_like(batch.mask);
  const double pixels = 3 * counted.sum().item<double>();
  const auto error = [&](const at::Tensor& picture) {
    return ((picture - batch.clean).abs() * counted).sum().item<double>() / std::max(pixels, 1.0);
  };
  return {error(drawn), error(restored)};
}

}  // namespace koma::training
