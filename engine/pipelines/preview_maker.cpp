// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/preview_maker.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>

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

namespace {

/// Tints where each subject of a found layout is to be; nothing where no grid has so many positions.
/// found bool [subjects, S], denoised [B, 4, h, w].
Image tinted(const Image& picture, const at::Tensor& found, const at::Tensor& denoised) {
  // Blue, orange, green, pink: apart for colour-blind eyes, too (Okabe and Ito 2008).
  static constexpr std::array<std::array<int, 3>, 4> colours = {
      {{0, 114, 178}, {230, 159, 0}, {0, 158, 115}, {204, 121, 167}}};
  constexpr int share = 2, of = 5;
  std::int64_t rows = denoised.size(2), columns = denoised.size(3);
  while (rows * columns > found.size(1)) {
    rows = (rows + 1) / 2;
    columns = (columns + 1) / 2;
  }
  if (rows * columns != found.size(1)) return picture;
  const at::Tensor cells = found.to(at::kCPU).contiguous();
  const bool* seen = cells.const_data_ptr<bool>();
  const Image rgb = to_rgb(picture);
  std::vector<std::uint8_t> pixels(rgb.pixels().begin(), rgb.pixels().end());
  for (std::int64_t y = 0; y < rgb.height(); ++y) {
    for (std::int64_t x = 0; x < rgb.width(); ++x) {
      const std::int64_t cell = y * rows / rgb.height() * columns + x * columns / rgb.width();
      std::uint8_t* pixel = &pixels[std::size_t(3 * (y * rgb.width() + x))];
      for (std::int64_t subject = 0; subject < cells.size(0); ++subject) {
        if (!seen[subject * cells.size(1) + cell]) continue;
        const auto& colour = colours[std::size_t(subject) % colours.size()];
        for (std::size_t c = 0; c < 3; ++c) pixel[c] = std::uint8_t((pixel[c] * (of - share) + colour[c] * share) / of);
      }
    }
  }
  return Image(rgb.width(), rgb.height(), 3, std::move(pixels));
}

}  // namespace

void PreviewMaker::offer(const Image& picture, const StepReport& report) {
  slot_.offer(report.found.defined() ? tinted(picture, report.found, report.denoised) : picture);
}

void PreviewMaker::consider(const StepReport& report) {
  const double waited = seconds(Clock::now() - last_);
  if (!slot_.wanted() || (offered_ && waited < seconds_between_previews)) return;
  const bool tiny = tiny_ && slot_.quality() == api::PreviewQuality::tiny;
  if (tiny && waited >= tiny_pause * tiny_seconds_ && report.step > 0) {
    offer(tiny_picture(report.denoised), report);
    showed_tiny_ = true;
  } else if (tiny && showed_tiny_) {
    return;  // going back to coarse colours between two pictures would flicker
  } else {
    offer(preview(report.denoised, traits_.preview), report);
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
