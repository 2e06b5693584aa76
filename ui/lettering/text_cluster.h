// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ui/lettering/line_class.h"
#include "ui/lettering/orientation.h"
#include "ui/lettering/text_options.h"

namespace koma::lettering {

/// The smallest piece that is placed and never broken: a character with its marks, a tate-chu-yoko group, a Latin word.
struct Cluster {
  std::u32string text;
  std::size_t offset = 0;  ///< of its first code point in the text
  LineClass lineClass = LineClass::kanji;
  Orientation orientation = Orientation::upright;
  double width = 1;  ///< along the line, in em, without the blanks between neighbours

  friend bool operator==(const Cluster&, const Cluster&) = default;
};

/// Cuts a text into clusters by the reference model (lettering 3 and 12.1–12.2), with the model's fixed widths.
[[nodiscard]] std::vector<Cluster> makeClusters(std::u32string_view text, const TextOptions& options);

}  // namespace koma::lettering
