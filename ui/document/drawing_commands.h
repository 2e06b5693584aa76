// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"

/// Verbs for how pictures are drawn: the work's settings, control pictures, repainting. Each is one undo step; quick
/// changes of the same thing merge. Unknown ids throw Error(not_found).
namespace koma::ui {

/// What panels leave open.
void setWorkDrawing(Document& document, const manga::DrawingSettings& settings);

/// Behind those that are there.
void addControl(Document& document, manga::PanelId panel, const manga::ControlImage& control);
/// `index` counts from 0, as in all of these; beyond the last nothing happens.
void setControl(Document& document, manga::PanelId panel, std::size_t index, const manga::ControlImage& control);
void removeControl(Document& document, manga::PanelId panel, std::size_t index);

/// Empty: no mask.
void setMask(Document& document, manga::PanelId panel, const manga::AssetId& mask);
void setRepaint(Document& document, manga::PanelId panel, const manga::RepaintSettings& repaint);
/// A picture that was made longer becomes the shown take; `mask` shows what is new in it.
void extendPicture(Document& document, manga::PanelId panel, manga::TakeId take, const manga::AssetId& mask);

}  // namespace koma::ui
