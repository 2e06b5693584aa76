// SPDX-License-Identifier: Apache-2.0
#include "ui/lettering/line_class.h"

#include <string_view>
#include <utility>

namespace koma::lettering {
namespace {

using Row = std::pair<LineClass, std::u32string_view>;

// The order does not matter: no character stands twice.
constexpr Row table[] = {
    {LineClass::opening, U"‘“（(〔［[｛{〈《「『【｟〘〖«〝"},
    {LineClass::closing, U"’”）)〕］]｝}〉》」』】｠〙〗»〟"},
    {LineClass::hyphen, U"‐〜～゠–"},
    {LineClass::dividing, U"！？!?‼⁇⁈⁉"},
    {LineClass::middleDot, U"・：；"},
    {LineClass::fullStop, U"。．"},
    {LineClass::comma, U"、，"},
    {LineClass::inseparable, U"—―…‥〳〴〵"},
    {LineClass::iteration, U"々〻ゝゞヽヾ"},
    {LineClass::longSound, U"ー"},
    {LineClass::smallKana, U"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"},
    {LineClass::prefix, U"￥＄￡＃€№"},
    {LineClass::suffix, U"％‰°′″℃¢㌔㌢㍉㍍㎏㎝㎜㎞"},
    {LineClass::wideSpace, U"\u3000"},
    {LineClass::latinSpace, U" \t"},
    {LineClass::newline, U"\n"},
};

}  // namespace

LineClass lineClassOf(char32_t character) noexcept {
  for (const auto& [found, members] : table)
    if (members.find(character) != std::u32string_view::npos) return found;
  if (character >= 0x31F0 && character <= 0x31FF) return LineClass::smallKana;
  if ((character >= 0x3041 && character <= 0x309F) || (character >= 0x30A1 && character <= 0x30FF))
    return LineClass::kana;
  return character < 0x250 ? LineClass::latin : LineClass::kanji;
}

}  // namespace koma::lettering
