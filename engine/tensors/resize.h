// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "engine/base/image.h"

namespace koma::tensors {

enum class Filter { bilinear, bicubic, lanczos };

/// Pillow's antialiased `Image.resize`, bit for bit: a separable filter whose width grows when the picture shrinks,
/// first along rows, then along columns, with 8-bit values between and coefficients of 22 bits
/// (specs/diffsensei.md 2.3). Grey or RGB; sizes of 1 or more. Throws Error(invalid_argument) for an empty or RGBA
/// picture or a size below 1.
[[nodiscard]] Image resized(const Image& image, int width, int height, Filter filter);

/// The middle `width` × `height` pixels; an odd rest is cut right and below. Throws Error(invalid_argument) when the
/// picture is smaller.
[[nodiscard]] Image centre_cropped(const Image& image, int width, int height);

/// The whole picture, scaled to fit and centred in a square of `paper`; bilinear, antialiased. Grey or RGB.
[[nodiscard]] Image letterboxed(const Image& image, int side, std::uint8_t paper = 255);

}  // namespace koma::tensors
