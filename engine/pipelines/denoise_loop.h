// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/models/controlnet.h"
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
  int step = 0;                ///< from 0, counted from where the run began
  const at::Tensor& output;    ///< of the denoiser, before guidance: negative rows, then positive // [R, 4, h, w]
  const at::Tensor& latents;   ///< after the step // [1, 4, h, w]
  const at::Tensor& denoised;  ///< the clean latents as foreseen // [1, 4, h, w]
  at::Tensor found = {};       ///< where a found layout has each subject by now // bool [subjects, S]; undefined: none
};

/// One ControlNet at work in a part of the run.
struct ControlStep {
  const models::ControlNetModel& net;
  models::PreparedConditions conditions;  ///< as the denoiser's, with the net's own keys and values
  at::Tensor hint;                        ///< the embedded control picture // [R, C0, h, w]
  double scale = 1;
  double start = 0, end = 1;  ///< fractions of the steps that are run
};

/// What is done to latents around a step, for repainting. All may be left out. Each gets and gives [1, 4, h, w];
/// `step` counts in the sampler's schedule.
struct StepHooks {
  std::function<at::Tensor(const at::Tensor& latents, int step)> before;     ///< the model is shown
  std::function<at::Tensor(const at::Tensor& denoised, int step)> foreseen;  ///< the sampler goes towards
  std::function<at::Tensor(const at::Tensor& latents, int step)> after;      ///< the step's end
};

/// One picture's way from noise to latents.
struct Denoising {
  const models::UNet2DConditionModel& unet;
  const models::PreparedConditions& conditions;  ///< R rows: negative and positive with guidance, else positive
  samplers::Sampler& sampler;
  samplers::Guidance guidance;
  at::ScalarType dtype = at::kFloat;  ///< the denoiser's; latents stay float32
  std::vector<ControlStep> controls = {};
  at::Tensor extra_inputs = {};  ///< of a nine-channel denoiser: mask, latents of the masked picture // [1, 5, h, w]
  StepHooks hooks = {};
  /// Record the denoiser's kernels and replay them, where the device can; takes its activations' memory once more.
  bool recorded = false;
  std::vector<std::string>* notes = nullptr;  ///< where it is told when that fails
};

/// Where a run begins.
struct Start {
  at::Tensor latents;  ///< at the noise level before `step`, in the sampler's scale // [1, 4, h, w] float32
  int step = 0;        ///< in the sampler's schedule
};

/// The whole story of drawing: latents on the denoiser's device → latents in its scale, the same shape. `report` is
/// called after every step. Throws Stopped.
[[nodiscard]] at::Tensor denoise(const Denoising& job, const Start& start, const std::stop_token& stop,
                                 const std::function<void(const StepReport&)>& report);

}  // namespace koma::pipelines
