// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/base/image.h"
#include "engine/dataset/dataset_page.h"

namespace koma::dataset {

/// The double page: `left` at x = 0, `right` beside it, on black, as high as the higher one (specs/diffsensei.md,
/// section 7). Grey when both are, RGB otherwise. `right` may be empty. Throws Error(invalid_file) where a half is not
/// as wide as `sources` says, because the boxes would then lie elsewhere, and Error(unsupported) beyond 100 megapixels.
[[nodiscard]] Image assemble_page(const Image& left, const Image& right, const PageSources& sources);

/// The file's bytes by the ending of its name: PNG, or JPEG of quality 95.
/// Throws Error(invalid_argument) for another ending.
[[nodiscard]] std::vector<std::uint8_t> encode_page(const Image& page, const std::string& image_path);
/// Whether `encode_page` knows the ending.
[[nodiscard]] bool knows_ending(const std::string& image_path);

}  // namespace koma::dataset
