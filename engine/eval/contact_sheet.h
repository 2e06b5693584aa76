// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/base/image.h"

namespace koma::eval {

/// One column of the contact sheet.
struct SheetEntry {
  std::vector<Image> references;
  std::vector<Image> pictures;  ///< as the author gets it, grey; then those of the comparisons
  Image drawing;                ///< what the picture is measured by; empty: nothing
};

/// References above (three at most), the pictures, the true drawing below; entries in rows of eight.
/// Throws Error(invalid_argument) without entries.
[[nodiscard]] Image contact_sheet(const std::vector<SheetEntry>& entries);

}  // namespace koma::eval
