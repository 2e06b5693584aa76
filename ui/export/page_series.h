// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "ui/export/image_exporter.h"

namespace koma::ui {

/// A page and where it stands in its work, 0 is the first.
struct NumberedPage {
  std::size_t index = 0;
  manga::Page page;
};

struct SeriesOptions {
  ImageOptions image;
  std::function<void(std::size_t done, std::size_t total)> progress;  ///< after each page; may be empty
  std::stop_token stop;                                               ///< asked before each page
};

/// "page-007.png" in a folder, numbered as people count.
[[nodiscard]] std::filesystem::path pageFile(const std::filesystem::path& folder, std::size_t index);

/// Writes each page as a PNG of its own into a folder, which is made if it is missing. Returns the files; none at all
/// when it was stopped, though those written until then stay. Throws what exportImage() and make_output_folder() throw.
[[nodiscard]] std::optional<std::vector<std::filesystem::path>> exportSeries(const std::filesystem::path& folder,
                                                                             std::span<const NumberedPage> pages,
                                                                             const lettering::PagePainter& painter,
                                                                             const SeriesOptions& options);

}  // namespace koma::ui
