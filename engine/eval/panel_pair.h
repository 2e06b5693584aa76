// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/picture_evaluation_request.h"
#include "engine/base/head_frame.h"
#include "engine/base/image.h"
#include "engine/dataset/dataset_page.h"

namespace koma::eval {

/// A generated picture with what is known of the panel it stands for.
struct PanelPair {
  std::string name;  ///< relative path of the picture
  std::filesystem::path picture;
  std::filesystem::path original;  ///< empty: none. With a frame, the page that it is cut out of
  std::optional<dataset::PixelBox> frame;
  std::string caption;              ///< empty: none
  std::vector<UnitBox> characters;  ///< in 0…1 of the panel
  std::vector<UnitBox> dialogs;
};

/// The pictures of a request with their originals by name, or by its annotations. Throws Error(not_found |
/// invalid_argument | unreadable | invalid_file): no folder, no pictures in it, a frame without a picture.
[[nodiscard]] std::vector<PanelPair> panel_pairs(const api::PictureEvaluationRequest& request);

/// The PNG and JPEG files below a folder, sorted by path. Throws Error(not_found | unreadable), and Error(not_found)
/// when there are none.
[[nodiscard]] std::vector<std::filesystem::path> pictures_below(const std::filesystem::path& folder);

/// The pixels of the original; empty when there is none. Throws as read_picture, and Error(invalid_argument) for a
/// frame outside its page.
[[nodiscard]] Image original_of(const PanelPair& panel);
/// The part of a picture inside a box, at least one pixel.
[[nodiscard]] Image cut_out(const Image& picture, const UnitBox& box);

}  // namespace koma::eval
