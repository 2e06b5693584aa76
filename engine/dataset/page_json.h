// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/dataset/dataset_page.h"

namespace koma::dataset {

/// What was read but not kept, or not kept as it stood.
struct PageRemarks {
  std::map<std::string, std::int64_t> unknown_keys;  ///< "frames[].characters[].name" → how often
  std::int64_t cut_boxes = 0;                        ///< boxes that reached over the page's edge and were cut there
};

/// A detector's box may miss the edge by so many pixels; it is cut there. One that lies further outside is refused.
inline constexpr int edge_tolerance = 16;

/// One entry of the list. `path` is its JSON path, for example `$[16]`. Coordinates are rounded to whole pixels. A
/// page's right edge is known when the widths of both halves are, its lower edge never. Adds to `remarks`, also when it
/// throws. Throws Error(invalid_argument) with the JSON path of the first thing that is wrong.
[[nodiscard]] DatasetPage page_from_json(const nlohmann::json& entry, const std::string& path, PageRemarks& remarks);
/// The same form; what is unknown is left out.
[[nodiscard]] nlohmann::json page_to_json(const DatasetPage& page);

/// Throws Error(invalid_argument) for a path that is empty, absolute or leaves the folder of pictures.
void check_image_path(const std::string& image_path, const std::string& place);

}  // namespace koma::dataset
