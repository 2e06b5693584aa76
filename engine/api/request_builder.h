// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

#include "engine/api/generation_request.h"
#include "engine/api/model_catalog.h"
#include "engine/manga/project.h"

namespace koma::api {

/// Finds a picture of the project: its pixels, its file, or both. Throws Error(not_found) when it is gone.
using AssetLoader = std::function<Picture(const manga::AssetId&)>;

/// What an engine is to be told for the name of a model, LoRA or ControlNet in the project: its id or its path.
using ModelLocator = std::function<std::string(ModelKind kind, const std::string& name)>;

struct BuildOptions {
  std::int64_t area = std::int64_t{512} * 512;  ///< pixels of the picture, about; the panel's own size counts on it
  int dialogs = 8;                              ///< at most so many dialog boxes: the largest
  ModelLocator locate;                          ///< empty: names are told as they are
  /// Not empty: asks for the mask of what these words mean in the accepted take, instead of a picture.
  std::string mask_words = {};
};

/// What to ask the engine for so that this panel draws itself; a pure function, shared by window and command line.
/// The size has the frame's aspect; boxes are in 0…1 of the frame's bounding rectangle. Dialog boxes are not stored
/// anywhere: they are the balloons that lie over the panel, clipped to it. The panel's regions become those
/// of the request (region_request.h), a control image a control. A panel with a mask and an accepted take is repainted:
/// the part of the take that the frame shows is the init picture. Throws Error(invalid_argument) when a mask is asked
/// for where there is no picture, Error(not_found) for a panel, member of the cast or picture that is not there,
/// Error(invalid_argument) for a frame without area or a word that a request does not know.
[[nodiscard]] GenerationRequest build_request(const manga::Project& project, manga::PanelId panel,
                                              const AssetLoader& assets, const BuildOptions& options = {});

/// Whether the panel is repainted: it has a mask, and a picture under it.
[[nodiscard]] bool repaints(const manga::Panel& panel) noexcept;

/// The part of a picture of `width` × `height` that a frame shows, in 0…1: the picture covers the frame, and equal
/// margins are cut off where it is too long (as ui/lettering/page_painter does).
[[nodiscard]] UnitBox shown_part(double width, double height, const manga::Rect& frame);

/// A balloon's body over a panel, in 0…1 of its bounding rectangle, clipped to it.
struct PlacedDialog {
  manga::BalloonId balloon;
  UnitBox box;
};
/// All balloons over a panel, in their order.
[[nodiscard]] std::vector<PlacedDialog> placed_dialogs(const manga::Page& page, const manga::Panel& panel);
/// Which of them are too many for a model that takes `most`: indices of the smallest, the largest of these first.
[[nodiscard]] std::vector<std::size_t> surplus_dialogs(const std::vector<PlacedDialog>& dialogs, int most);
/// What a model that takes `most` is asked for: the largest, in the balloons' order.
[[nodiscard]] std::vector<UnitBox> dialog_boxes(const manga::Page& page, const manga::Panel& panel, int most);

}  // namespace koma::api
