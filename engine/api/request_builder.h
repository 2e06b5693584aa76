// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

#include "engine/api/generation_request.h"
#include "engine/manga/project.h"

namespace koma::api {

/// Finds a picture of the project: its pixels, its file, or both. Throws Error(not_found) when it is gone.
using AssetLoader = std::function<Picture(const manga::AssetId&)>;

struct BuildOptions {
  std::int64_t area = std::int64_t{512} * 512;  ///< pixels of the picture, about
  int dialogs = 8;                              ///< at most so many dialog boxes: the largest
};

/// What to ask the engine for so that this panel draws itself; a pure function, shared by window and command line.
/// The size has the frame's aspect; boxes are in 0…1 of the frame's bounding rectangle. Dialog boxes are not stored
/// anywhere: they are the balloons that lie over the panel, clipped to it. A region of the panel becomes a region of
/// the request, a control image a control; the panel's mask belongs to repainting and is left out.
/// Throws Error(not_found) for a panel, member of the cast or picture that is not there, Error(invalid_argument) for a
/// frame without area or a word that is no shot or side.
[[nodiscard]] GenerationRequest build_request(const manga::Project& project, manga::PanelId panel,
                                              const AssetLoader& assets, const BuildOptions& options = {});

/// The balloons' bodies over a panel, in 0…1 of its bounding rectangle, clipped to it; the `most` largest, in the
/// balloons' order.
[[nodiscard]] std::vector<UnitBox> dialog_boxes(const manga::Page& page, const manga::Panel& panel, int most);

}  // namespace koma::api
