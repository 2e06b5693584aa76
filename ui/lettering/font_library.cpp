// SPDX-License-Identifier: Apache-2.0
#include "ui/lettering/font_library.h"

#include <QThreadStorage>
#include <algorithm>

namespace koma::lettering {

FontLibrary::FontLibrary(const std::filesystem::path& folder)
    : antique_(folder / "KomawariAntique.ttf"),
      gothic_(folder / "KomawariGothic.ttf"),
      comic_(folder / "ComicNeue-Bold.otf") {}

std::vector<const Typeface*> FontLibrary::order(Voice voice) const {
  switch (voice) {
    case Voice::shout:
      return {&gothic_, &antique_};
    case Voice::english:
      return {&comic_, &antique_};
    default:
      return {&antique_, &gothic_};
  }
}

const Typeface& FontLibrary::choose(Voice voice, std::u32string_view text) const {
  const auto faces = order(voice);
  for (const Typeface* face : faces)
    if (std::all_of(text.begin(), text.end(), [&](char32_t c) { return face->has(c); })) return *face;
  return *faces.front();
}

bool FontLibrary::has(Voice voice, char32_t character) const {
  const auto faces = order(voice);
  return std::any_of(faces.begin(), faces.end(), [&](const Typeface* face) { return face->has(character); });
}

const FontLibrary& fontsOfThisThread(const std::filesystem::path& folder) {
  static QThreadStorage<FontLibrary*> libraries;
  if (!libraries.hasLocalData()) libraries.setLocalData(new FontLibrary(folder));
  return *libraries.localData();
}

}  // namespace koma::lettering
