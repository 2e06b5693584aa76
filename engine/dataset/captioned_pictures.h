// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace koma::dataset {

/// A picture and what is said about it.
struct CaptionedPicture {
  std::string image;    ///< path below the folder of pictures
  std::string caption;  ///< the long one
  std::string brief;    ///< the original, short one; may be empty
};

struct CaptionFile {
  std::vector<CaptionedPicture> pictures;
  std::int64_t skipped = 0;   ///< pictures without words, entries that are wrong
  std::string first_problem;  ///< of one of them; empty without
};

/// Pictures with captions: a JSON list of {"image", "caption", "brief"} (`brief` may be missing), or a folder whose
/// NAME.png or NAME.jpg has its caption in NAME.txt, in which case the first line is the brief one where there are
/// several. Sorted by name. Throws Error(not_found | unreadable | invalid_file) when there is none.
[[nodiscard]] CaptionFile read_captions(const std::filesystem::path& place);

/// By its ending: PNG or JPEG.
[[nodiscard]] bool is_picture_file(const std::filesystem::path& file);

}  // namespace koma::dataset
