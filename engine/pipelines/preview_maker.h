// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>

#include "engine/api/preview_slot.h"
#include "engine/models/autoencoder_tiny.h"
#include "engine/models/model_traits.h"
#include "engine/pipelines/denoise_loop.h"

namespace koma::pipelines {

/// Offers previews to the slot while they are wanted, not too often, and never of the first noise. With a tiny
/// autoencoder they are pictures, made so seldom that they cost at most a twentieth of the time; without one, or while
/// it would cost more, colours by a matrix. Where subjects' places are found while it draws, they are tinted.
class PreviewMaker {
 public:
  /// `tiny` may be null.
  PreviewMaker(api::PreviewSlot& slot, const models::ModelTraits& traits,
               std::shared_ptr<const models::AutoencoderTiny> tiny);
  /// After every step.
  void consider(const StepReport& report);

 private:
  using Clock = std::chrono::steady_clock;
  void offer(const Image& picture, const StepReport& report);
  [[nodiscard]] Image tiny_picture(const at::Tensor& denoised);

  api::PreviewSlot& slot_;
  const models::ModelTraits& traits_;
  std::shared_ptr<const models::AutoencoderTiny> tiny_;
  Clock::time_point last_ = Clock::now();
  double tiny_seconds_ = 0;  ///< of the dearest so far
  bool offered_ = false, showed_tiny_ = false;
};

}  // namespace koma::pipelines
