// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <optional>

#include "ui/document/document.h"

/// Verbs for the cast; each is one undo step. Unknown ids throw Error(not_found); indices beyond the end do nothing.
namespace koma::ui {

/// A new member of the cast, in a colour unlike the others'; with a first reference when its picture is given.
manga::CharacterId addCharacter(Document& document, const QString& name, const manga::AssetId& reference = {});
/// The boxes go with the character, the balloons lose their speaker.
void removeCharacter(Document& document, manga::CharacterId character);
/// `to`: its index afterwards.
void moveCharacter(Document& document, manga::CharacterId character, std::size_t to);
void setName(Document& document, manga::CharacterId character, const QString& name);
void setColour(Document& document, manga::CharacterId character, const QColor& colour);
void setDescription(Document& document, manga::CharacterId character, const QString& words);
/// 0…2: what its boxes take unless they have a strength of their own.
void setStrength(Document& document, manga::CharacterId character, double strength);

void addReference(Document& document, manga::CharacterId character, const manga::Reference& reference);
void removeReference(Document& document, manga::CharacterId character, std::size_t index);
/// Another picture in the place of one that is there.
void replaceReference(Document& document, manga::CharacterId character, std::size_t index,
                      const manga::Reference& reference);
void moveReference(Document& document, manga::CharacterId character, std::size_t from, std::size_t to);
/// In 0…1 of the picture.
void setCrop(Document& document, manga::CharacterId character, std::size_t index, const UnitBox& crop);

/// A colour for a box that differs from those that the cast has.
[[nodiscard]] QColor freeColour(const manga::Project& project);

}  // namespace koma::ui
