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

/// What the picture of a page's frame is called, without its ending: the page's path without its own, "-" and the
/// number, counted from 1.
[[nodiscard]] std::string picture_name(const std::string& image_path, std::size_t frame);
/// A box of the page in 0…1 of the frame, cut at its edges; nothing when nothing is left.
[[nodiscard]] std::optional<UnitBox> share_of_frame(const dataset::PixelBox& box, const dataset::PixelBox& frame);

/// The pixels of the original; empty when there is none. Throws as read_picture, and Error(invalid_argument) for a
/// frame outside its page.
[[nodiscard]] Image original_of(const PanelPair& panel);
/// The part of a picture inside a box, at least one pixel.
[[nodiscard]] Image cut_out(const Image& picture, const UnitBox& box);

}  // namespace koma::eval
