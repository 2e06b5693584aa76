// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/buckets.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace koma::training {

namespace {

/// The wide half of the largest area and its square; the tall half are the transposes.
constexpr std::array<PixelSize, 17> wide_sizes{{{2048, 512},
                                                {1984, 512},
                                                {1920, 544},
                                                {1856, 576},
                                                {1792, 576},
                                                {1728, 608},
                                                {1664, 640},
                                                {1600, 640},
                                                {1536, 672},
                                                {1472, 704},
                                                {1408, 736},
                                                {1344, 768},
                                                {1280, 832},
                                                {1216, 864},
                                                {1152, 896},
                                                {1088, 960},
                                                {1024, 1024}}};
constexpr std::array<std::int64_t, bucket_tiers> areas{256 * 256, 512 * 512, 1024 * 1024};

double ratio(const PixelSize& size) noexcept {
  return double(size.height) / double(size.width);
}

}  // namespace

PixelSize size_of(const Bucket& bucket) noexcept {
  const int last = int(wide_sizes.size()) - 1;
  const bool tall = bucket.shape > last;
  const PixelSize wide = wide_sizes[std::size_t(tall ? 2 * last - bucket.shape : bucket.shape)];
  const int divisor = 4 >> bucket.tier;
  return tall ? PixelSize{wide.height / divisor, wide.width / divisor}
              : PixelSize{wide.width / divisor, wide.height / divisor};
}

Bucket nearest_bucket(const PixelSize& panel, int last_tier) noexcept {
  const std::int64_t pixels = std::int64_t(panel.width) * panel.height;
  Bucket best;
  for (int tier = 1; tier <= last_tier; ++tier) {
    if (std::abs(pixels - areas[std::size_t(tier)]) < std::abs(pixels - areas[std::size_t(best.tier)]))
      best.tier = tier;
  }
  for (int shape = 1; shape < bucket_shapes; ++shape) {
    const double distance = std::abs(ratio(size_of({best.tier, shape})) - ratio(panel));
    if (distance < std::abs(ratio(size_of(best)) - ratio(panel))) best.shape = shape;
  }
  return best;
}

std::int64_t bucket_batch(std::int64_t base, int tier) noexcept {
  // nearbyint rounds half to even, as Python's round does.
  return std::max<std::int64_t>(1, std::int64_t(std::nearbyint(double(base) / double(1 << (2 * tier)))));
}

std::array<float, 6> BucketFit::time_ids() const noexcept {
  return {float(panel.height), float(panel.width), float(top), float(left), float(size.height), float(size.width)};
}

BucketFit fit_to_bucket(const PixelSize& panel, const PixelSize& size) noexcept {
  BucketFit fit{.size = size, .panel = panel};
  if (ratio(panel) > ratio(fit.size)) {
    fit.scaled = {fit.size.width, int(std::int64_t(panel.height) * fit.size.width / panel.width)};
  } else {
    fit.scaled = {int(std::int64_t(panel.width) * fit.size.height / panel.height), fit.size.height};
  }
  fit.scaled.width = std::max(fit.scaled.width, fit.size.width);
  fit.scaled.height = std::max(fit.scaled.height, fit.size.height);
  fit.left = (fit.scaled.width - fit.size.width) / 2;
  fit.top = (fit.scaled.height - fit.size.height) / 2;
  return fit;
}

}  // namespace koma::training
