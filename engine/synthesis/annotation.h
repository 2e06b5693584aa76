// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "engine/synthesis/panel_drawing.h"

namespace koma::synthesis {

/// A number that names a combination of identity codes; the same person has the same number in every panel.
[[nodiscard]] int identity_number(const Identity& who) noexcept;

/// One panel as an entry of MangaZero's annotation list (specs/diffsensei.md, section 7): `image_path` and one frame
/// that fills the picture, with `caption`, `characters {id, bbox, type}` and `dialogs {bbox}`. Boxes are whole pixels,
/// cut at the picture's edge. `type` tells how well the face serves as a reference: 0 a clean face from the front,
/// whatever its expression, for ours never hide who somebody is; 1 half a face, a profile; 2 no face, a back. What MangaZero has no place for stands under "komawari": the
/// exact boxes in 0…1, which may leave the panel, and the names of every code.
[[nodiscard]] nlohmann::json annotation(const PanelLabels& labels, const std::string& image_path);

}  // namespace koma::synthesis
