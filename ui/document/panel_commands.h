// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRectF>
#include <optional>
#include <span>

#include "ui/document/document.h"
#include "ui/document/selection.h"

/// Verbs for a panel and what is asked of the model there; each is one undo step. Unknown ids throw Error(not_found).
namespace koma::ui {

manga::PanelId addPanel(Document& document, manga::PageId page, const manga::Polygon& frame);
void setFrame(Document& document, manga::PanelId panel, const manga::Polygon& frame);
void setBorder(Document& document, manga::PanelId panel, manga::BorderStyle style, double width);

/// Somebody's box of a sensible size for a bust, where the panel has room; around `centre` (mm) when it is given.
[[nodiscard]] manga::CharacterBox boxFor(const manga::Panel& panel, manga::CharacterId character,
                                         const std::optional<manga::Point>& centre = {});
BoxRef placeCharacter(Document& document, manga::PanelId panel, const manga::CharacterBox& box);
/// Words, strength, place: everything of a box. Quick changes of the same box merge.
void setCharacterBox(Document& document, const BoxRef& ref, const manga::CharacterBox& box);

/// Into another panel of the same page; `rect` is its place in mm. Returns its new name.
BoxRef moveBox(Document& document, const BoxRef& ref, manga::PanelId panel, const QRectF& rect);

/// Keystrokes merge.
void setPrompt(Document& document, manga::PanelId panel, const QString& prompt);
/// None is not the same as an empty one: none leaves it to the model.
void setNegativePrompt(Document& document, manga::PanelId panel, const std::optional<QString>& prompt);
/// "close-up", "bust", "full", "wide" or empty.
void setShot(Document& document, manga::PanelId panel, const std::string& shot);
void setSettings(Document& document, manga::PanelId panel, const manga::DrawingSettings& settings);

/// The take that the page shows; zero shows none.
void acceptTake(Document& document, manga::PanelId panel, manga::TakeId take);
void removeTakes(Document& document, manga::PanelId panel, std::span<const manga::TakeId> takes);
/// Brings back what a take was asked for: prompts, shot, drawing settings with LoRAs and seed, and the boxes of those
/// who are still in the cast under their names; hidden boxes stay. Its size is that of the frame. Throws
/// Error(invalid_argument) when its recipe cannot be read.
void recallTake(Document& document, manga::PanelId panel, manga::TakeId take);

}  // namespace koma::ui
