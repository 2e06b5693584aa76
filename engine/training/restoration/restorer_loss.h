// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Generator.h>

#include "engine/training/restoration/restorer_networks.h"

namespace koma::training {

/// What a batch costs; the parts are without gradient.
struct RestorerLoss {
  at::Tensor total;           // []
  at::Tensor pixels, vector;  // []; undefined where they do not count
};

/// Mean |restored − clean| (specs/llmga.md 3.8, stage 1).
[[nodiscard]] RestorerLoss first_stage_loss(const FirstStage& network, const RestorationBatch& batch);

/// The diffusion forward: √ᾱₜ · vector + √(1 − ᾱₜ) · noise; both [B, 256], t 0…3. Training begins at t = 3 with the
/// first stage's vector, where drawing begins with noise alone.
[[nodiscard]] at::Tensor noised_vector(const at::Tensor& vector, const at::Tensor& noise, int t = 3);

/// Stage 2: mean |vector − the first stage's|, and with `pixels` also the mean |composited − clean|: at x1 only the
/// hole counts, for the rest is the clean picture's; x2 and x4 count whole.
[[nodiscard]] RestorerLoss second_stage_loss(const models::DiffRir& network, const FirstStage& first,
                                             const RestorationBatch& batch, bool pixels, at::Generator& generator);

/// Mean |picture − clean| of the drawing and of what was made of it.
struct HoleError {
  double drawn = 0, restored = 0;
};
/// At x1 over the holes alone; x2 and x4 over everything, the drawing enlarged by repeating pixels.
[[nodiscard]] HoleError hole_error(const RestorationBatch& batch, const at::Tensor& restored, int scale);

}  // namespace koma::training
