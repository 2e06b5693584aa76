// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>

#include "engine/base/image.h"
#include "engine/models/model_set.h"
#include "engine/pipelines/denoise_loop.h"
#include "engine/pipelines/panel_size.h"
#include "engine/tensors/noise.h"

namespace koma::pipelines {

/// What is drawn over instead of noise alone.
struct Redraw {
  Image picture;        ///< grey or RGB; scaled to cover the drawing when its size is another
  Image mask;           ///< grey, white is repainted, greys join later (specs/inpaint.md 2); empty: everything
  double strength = 1;  ///< 0…1: the part of the schedule that is run
};

/// How a drawing that begins with a picture begins.
struct RedrawStart {
  at::Tensor latents;       // [1, 4, h, w] at the noise level of the first step
  at::Tensor extra_inputs;  // [1, 5, h, w] for a nine-channel denoiser, else undefined
  StepHooks hooks;          ///< keep what the mask keeps
};

/// What is needed for it. Needs Stage::autoencoder.
struct RedrawJob {
  const models::ModelSet& set;
  const Redraw& redraw;
  const PanelSize& size;
  const samplers::Sampler& sampler;
  int first_step = 0;
  /// As diffusers' pipelines: posteriors are sampled, a mask is binary and blended after each step, a nine-channel
  /// denoiser repaints the kept part too.
  bool upstream_quirks = false;
  std::function<at::Tensor()> noise;  ///< the picture's one field of noise // [1, 4, h, w]
  tensors::NoiseStream& stream;       ///< what posteriors are sampled with, in diffusers' order
};

[[nodiscard]] RedrawStart redraw_start(const RedrawJob& job);

}  // namespace koma::pipelines
