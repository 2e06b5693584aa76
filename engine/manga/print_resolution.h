// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace koma::manga {

inline constexpr double mm_per_inch = 25.4;
/// Dots per inch that pages and pictures are made for.
inline constexpr int least_dpi = 10, most_dpi = 2400;

}  // namespace koma::manga
