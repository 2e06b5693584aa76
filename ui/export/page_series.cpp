// SPDX-License-Identifier: Apache-2.0
#include "ui/export/page_series.h"

#include <algorithm>
#include <string>

#include "engine/base/output_folder.h"

namespace koma::ui {

namespace fs = std::filesystem;

fs::path pageFile(const fs::path& folder, std::size_t index) {
  const std::string number = std::to_string(index + 1);
  return folder / ("page-" + std::string(3 - std::min<std::size_t>(3, number.size()), '0') + number + ".png");
}

std::optional<std::vector<fs::path>> exportSeries(const fs::path& folder, std::span<const NumberedPage> pages,
                                                  const lettering::PagePainter& painter, const SeriesOptions& options) {
  make_output_folder(folder);
  std::vector<fs::path> files;
  for (const NumberedPage& numbered : pages) {
    if (options.stop.stop_requested()) return std::nullopt;
    files.push_back(pageFile(folder, numbered.index));
    exportImage(files.back(), numbered.page, painter, options.image);
    if (options.progress) options.progress(files.size(), pages.size());
  }
  return files;
}

}  // namespace koma::ui
