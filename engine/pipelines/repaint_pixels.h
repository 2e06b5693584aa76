// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include "engine/base/image.h"
#include "engine/pipelines/repaint_rect.h"

namespace koma::pipelines {

/// A picture's pixels as OpenCV sees them, shared: only for reading, and only while the picture lives.
[[nodiscard]] cv::Mat view_of(const Image& image);
/// 8-bit pixels, copied.
[[nodiscard]] Image image_of(const cv::Mat& pixels);
/// 0…1 as 8-bit pixels, rounded; what lies outside is clamped.
[[nodiscard]] Image image_of_unit(const cv::Mat& unit);

/// The part of a picture; `rect` lies inside it.
[[nodiscard]] Image cropped(const Image& image, const PixelRect& rect);
/// Averages areas when the picture shrinks, Lanczos when it grows; the same size gives the same pixels.
[[nodiscard]] Image scaled(const Image& image, int width, int height);
/// A mask at another size, without the overshoot of Lanczos.
[[nodiscard]] Image scaled_mask(const Image& mask, int width, int height);
/// Grey and RGB as they are; RGBA lies on white paper.
[[nodiscard]] Image on_paper(const Image& image);
/// Equal channels everywhere, but for what a JPEG does to greys.
[[nodiscard]] bool is_grey(const Image& picture);
/// Nearly full counts as full (≥ 253 of 255): what is just under 1 would be drawn one step late
/// (specs/inpaint.md 2, "stabilise").
void stabilise(cv::Mat& mask);

/// From here on a value of a mask counts as full.
inline constexpr int full_mask = 253;

}  // namespace koma::pipelines
