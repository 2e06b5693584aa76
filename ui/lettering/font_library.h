// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "ui/lettering/typeface.h"

namespace koma::lettering {

/// What a text sounds like; each voice is an ordered list of typefaces.
enum class Voice {
  dialogue,  ///< Komawari Antique; Latin words inside Japanese are its gothic
  shout,     ///< Komawari Gothic
  english,   ///< Comic Neue Bold
};

/// The bundled fonts, opened once and given by reference to everybody who sets text. Needs a QGuiApplication.
class FontLibrary {
 public:
  /// Opens the fonts of `resources/fonts`. Throws Error(not_found | invalid_file).
  explicit FontLibrary(const std::filesystem::path& folder);

  /// The voice's first typeface that has every character of `text`; its first one when none has.
  [[nodiscard]] const Typeface& choose(Voice voice, std::u32string_view text) const;
  /// True when some typeface of the voice has the character.
  [[nodiscard]] bool has(Voice voice, char32_t character) const;

 private:
  [[nodiscard]] std::vector<const Typeface*> order(Voice voice) const;

  Typeface antique_;
  Typeface gothic_;
  Typeface comic_;
};

/// The fonts of a folder for the thread that asks: opened once in each, because shaping is not shared.
[[nodiscard]] const FontLibrary& fontsOfThisThread(const std::filesystem::path& folder);

}  // namespace koma::lettering
