// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <stop_token>

#include "engine/models/unet_2d_condition.h"
#include "engine/samplers/guidance.h"
#include "engine/samplers/sampler.h"

namespace koma::pipelines {

/// Thrown where a stop was asked for; the generator's edge turns it into Cancelled.
struct Stopped {};

/// Throws Stopped when a stop was asked for.
inline void check(const std::stop_token& stop) {
  if (stop.stop_requested()) throw Stopped{};
}

/// What is known after a step.
struct StepReport {
  int step = 0;                ///< from 0
  const at::Tensor& output;    ///< of the denoiser, before guidance: negative rows, then positive // [R, 4, h, w]
  const at::Tensor& latents;   ///< after the step // [1, 4, h, w]
  const at::Tensor& denoised;  ///< the clean latents as foreseen // [1, 4, h, w]
};

/// One picture's way from noise to latents.
struct Denoising {
  const models::UNet2DConditionModel& unet;
  const models::PreparedConditions& conditions;  ///< R rows: negative and positive with guidance, else positive
  samplers::Sampler& sampler;
  samplers::Guidance guidance;
  at::ScalarType dtype = at::kFloat;  ///< the denoiser's; latents stay float32
};

/// The whole story of drawing. noise: standard normal [1, 4, h, w] on the denoiser's device → latents in its scale,
/// the same shape. `report` is called after every step. Throws Stopped.
[[nodiscard]] at::Tensor denoise(const Denoising& job, const at::Tensor& noise, const std::stop_token& stop,
                                 const std::function<void(const StepReport&)>& report);

}  // namespace koma::pipelines
