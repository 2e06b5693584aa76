// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace koma::lettering {

/// The classes of JLReq that balloons need (lettering 4.1).
enum class LineClass {
  opening,      ///< cl-01
  closing,      ///< cl-02
  hyphen,       ///< cl-03
  dividing,     ///< cl-04: ！？ and groups of them
  middleDot,    ///< cl-05
  fullStop,     ///< cl-06
  comma,        ///< cl-07
  inseparable,  ///< cl-08: … ― 〳〵
  iteration,    ///< cl-09
  longSound,    ///< cl-10
  smallKana,    ///< cl-11
  prefix,       ///< cl-12
  suffix,       ///< cl-13
  wideSpace,    ///< cl-14
  kana,         ///< cl-15 and cl-16
  kanji,        ///< cl-19 and every other full-width character
  latinSpace,   ///< cl-26
  latin,        ///< cl-27: one word
  group,        ///< cl-30: tate-chu-yoko digits
  newline,      ///< the author's own break; not a class of JLReq
};

/// The class of one character standing by itself. ASCII letters, digits and signs are `latin`, but for brackets and !
/// ?.
[[nodiscard]] LineClass lineClassOf(char32_t character) noexcept;

[[nodiscard]] inline bool isSpace(LineClass c) noexcept {
  return c == LineClass::wideSpace || c == LineClass::latinSpace;
}
/// 」 。 、: marks that close what stands before them.
[[nodiscard]] inline bool isClosingMark(LineClass c) noexcept {
  return c == LineClass::closing || c == LineClass::fullStop || c == LineClass::comma;
}
/// Classes whose body is half an em; the other half of the usual full-width look is conditional space (lettering 5).
[[nodiscard]] inline bool hasHalfBody(LineClass c) noexcept {
  return c == LineClass::opening || isClosingMark(c) || c == LineClass::middleDot;
}
/// Kana, kanji and the marks that count as such: they take a quarter em towards Latin.
[[nodiscard]] inline bool isJapanese(LineClass c) noexcept {
  return c == LineClass::kana || c == LineClass::kanji || c == LineClass::longSound || c == LineClass::iteration ||
         c == LineClass::smallKana;
}

}  // namespace koma::lettering
