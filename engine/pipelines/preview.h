// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/base/image.h"
#include "engine/models/model_traits.h"

namespace koma::pipelines {

/// The foreseen picture at the latents' own size: rgb = (matrixᵀ·z + bias + 1)/2, for the first row of the batch.
/// denoised: as the sampler foresees it, in the denoiser's scale // [B, 4, h, w] → h × w RGB
[[nodiscard]] Image preview(const at::Tensor& denoised, const models::PreviewMatrix& matrix);

}  // namespace koma::pipelines
