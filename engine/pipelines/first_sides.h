// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace koma::pipelines {

/// Sides of a first, smaller pass of a picture.
struct FirstSides {
  int width = 0, height = 0;
  friend bool operator==(const FirstSides&, const FirstSides&) = default;
};

/// Multiples of 64 near `area` pixels, none longer than the picture's own, in its shape as closely as these allow: a
/// shape that is off by a hundredth counts as much as an area off by a twentieth. 2048 × 1024 at 1024² → 1408 × 704.
/// The picture itself where it is not larger than `area`.
[[nodiscard]] FirstSides first_sides(int width, int height, int area);

}  // namespace koma::pipelines
