// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/dataset/dataset_page.h"

namespace koma::dataset {

/// The indices of a double page's panels in the order in which MangaZero's authors sort them (specs/diffsensei.md,
/// section 7): first those that begin more than 100 pixels left of the middle, then the others; in each half by rows of
/// 100 pixels (`round(top / 100)`, halves to even), in a row from right to left. `page_width` in pixels.
[[nodiscard]] std::vector<std::size_t> reading_order(std::span<const DatasetFrame> frames, int page_width);

}  // namespace koma::dataset
