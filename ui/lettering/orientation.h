// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace koma::lettering {

/// How one cluster stands in its line (lettering 2.1).
enum class Orientation {
  upright,              ///< U: as it is
  sideways,             ///< R: turned 90° clockwise
  uprightTransformed,   ///< Tu: the font's vertical glyph, else upright and repositioned
  sidewaysTransformed,  ///< Tr: the font's vertical glyph, else turned 90° clockwise
  tateChuYoko,          ///< a horizontal group in one cell of a column
  horizontal,           ///< horizontal writing: nothing is turned
};

/// The Vertical_Orientation property of Unicode (UAX #50), from ICU.
[[nodiscard]] Orientation verticalOrientation(char32_t character) noexcept;

/// "U", "R", "Tu", "Tr", "tcy" or "H".
[[nodiscard]] const char* code(Orientation orientation) noexcept;

}  // namespace koma::lettering
