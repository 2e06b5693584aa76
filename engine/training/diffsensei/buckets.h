// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

namespace koma::training {

/// The sizes that panels are trained at (specs/diffsensei.md 6.3): 33 shapes from 1:4 to 4:1 in each of three areas.
struct Bucket {
  int tier = 0;   ///< 0, 1, 2: about 256², 512², 1024² pixels
  int shape = 0;  ///< 0…32, from wide to tall
  friend auto operator<=>(const Bucket&, const Bucket&) = default;
};

inline constexpr int bucket_tiers = 3, bucket_shapes = 33;

struct PixelSize {
  int width = 0, height = 0;
  friend bool operator==(const PixelSize&, const PixelSize&) = default;
};

[[nodiscard]] PixelSize size_of(const Bucket& bucket) noexcept;

/// First the area whose number of pixels is nearest, then the shape whose height / width is; of two equally near ones
/// the first. `last_tier` 0…2 leaves larger areas out.
[[nodiscard]] Bucket nearest_bucket(const PixelSize& panel, int last_tier = bucket_tiers - 1) noexcept;

/// max(1, base / 4^tier rounded half to even): pictures of this bucket that take about the memory of `base` small ones.
[[nodiscard]] std::int64_t bucket_batch(std::int64_t base, int tier) noexcept;

/// How a panel becomes a picture of its bucket: scaled to cover it, then cut out of the middle.
struct BucketFit {
  PixelSize scaled;       ///< covers the bucket; the side that is too long is truncated to whole pixels
  int left = 0, top = 0;  ///< what is cut off there, in pixels of `scaled`
  PixelSize size;         ///< the bucket's
  PixelSize panel;        ///< before scaling

  /// SDXL's micro-conditioning: height and width of the panel, top and left of the cut, height and width of the bucket.
  [[nodiscard]] std::array<float, 6> time_ids() const noexcept;
};
/// `size` is the bucket's, or near it.
[[nodiscard]] BucketFit fit_to_bucket(const PixelSize& panel, const PixelSize& size) noexcept;

}  // namespace koma::training
