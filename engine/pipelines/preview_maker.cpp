// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/preview_maker.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "engine/pipelines/preview.h"
#include "engine/tensors/pixels.h"

namespace koma::pipelines {

namespace {

/// Previews more often than this only cost time.
constexpr double seconds_between_previews = 0.15;
/// A tiny autoencoder waits so many times as long as it takes.
constexpr double tiny_pause = 20;

double seconds(std::chrono::steady_clock::duration span) {
  return std::chrono::duration<double>(span).count();
}

}  // namespace

PreviewMaker::PreviewMaker(api::PreviewSlot& slot, const models::ModelTraits& traits,
                           std::shared_ptr<const models::AutoencoderTiny> tiny)
    : slot_(slot), traits_(traits), tiny_(std::move(tiny)) {}

void PreviewMaker::consider(const StepReport& report) {
  const double waited = seconds(Clock::now() - last_);
  if (!slot_.wanted() || (offered_ && waited < seconds_between_previews)) return;
  const bool tiny = tiny_ && slot_.quality() == api::PreviewQuality::tiny;
  if (tiny && waited >= tiny_pause * tiny_seconds_ && report.step > 0) {
    slot_.offer(tiny_picture(report.denoised));
    showed_tiny_ = true;
  } else if (tiny && showed_tiny_) {
    return;  // going back to coarse colours between two pictures would flicker
  } else {
    slot_.offer(preview(report.denoised, traits_.preview));
  }
  offered_ = true;
  last_ = Clock::now();
}

Image PreviewMaker::tiny_picture(const at::Tensor& denoised) {
  const Clock::time_point start = Clock::now();
  const at::ScalarType own = tiny_->parameters().front().scalar_type();
  const at::Tensor pixels = tiny_->decode(denoised.slice(0, 0, 1).to(own));  // [1, 3, H, W]
  Image picture = tensors::to_image(pixels.select(0, 0));
  tiny_seconds_ = std::max(tiny_seconds_, seconds(Clock::now() - start));
  return picture;
}

}  // namespace koma::pipelines
