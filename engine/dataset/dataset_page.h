// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace koma::dataset {

/// Whole pixels of a page's picture; right and bottom are the first pixels outside. left < right, top < bottom.
struct PixelBox {
  int left = 0, top = 0, right = 0, bottom = 0;
  [[nodiscard]] int width() const noexcept { return right - left; }
  [[nodiscard]] int height() const noexcept { return bottom - top; }
  friend bool operator==(const PixelBox&, const PixelBox&) = default;
};

/// How well a face is drawn for recognising who it is (MangaZero's `type`).
enum class FaceType { clean = 0, vague = 1, exaggerated = 2 };

struct DatasetCharacter {
  std::int64_t id = 0;  ///< who it is; says something only within its page
  PixelBox bbox;
  std::optional<FaceType> type;  ///< missing: clean where a crop is taken from, not to be drawn as a target
  friend bool operator==(const DatasetCharacter&, const DatasetCharacter&) = default;
};

struct DatasetDialog {
  PixelBox bbox;
  friend bool operator==(const DatasetDialog&, const DatasetDialog&) = default;
};

/// One panel. Its characters and dialogs may reach over its edges.
struct DatasetFrame {
  PixelBox bbox;
  std::string caption;  ///< UTF-8
  std::vector<DatasetCharacter> characters;
  std::vector<DatasetDialog> dialogs;
  friend bool operator==(const DatasetFrame&, const DatasetFrame&) = default;
};

/// Where the two halves of a double page come from. Empty addresses and widths of 0 are unknown.
struct PageSources {
  std::string url1, url2;
  int width1 = 0, width2 = 0;  ///< pixels of the left and the right half
  friend bool operator==(const PageSources&, const PageSources&) = default;
};

/// A double page: the left picture at x = 0, the right one at x = width1. All boxes are in its pixels.
/// Source: specs/diffsensei.md, section 7.
struct DatasetPage {
  std::string image_path;  ///< relative, of forward slashes, never leaving the folder of pictures
  PageSources sources;
  std::vector<DatasetFrame> frames;
  friend bool operator==(const DatasetPage&, const DatasetPage&) = default;
};

}  // namespace koma::dataset
