// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>

#include "engine/dataset/dataset_page.h"

namespace koma::dataset {

/// Value → how often.
using Histogram = std::map<int, std::int64_t>;

/// What a set of annotations holds, counted page by page.
struct Statistics {
  std::int64_t pages = 0, panels = 0, characters = 0, dialogs = 0;
  std::int64_t pages_without_url = 0, panels_without_caption = 0;
  /// Characters that some other panel of the same page shows with a clean face: a reference of their own, not cut from
  /// the panel that is to be drawn.
  std::int64_t characters_with_reference = 0;
  Histogram panels_per_page, people_per_page, characters_per_panel, dialogs_per_panel;
  Histogram panel_side;                 ///< shorter side, rounded down to a power of two pixels
  std::array<std::int64_t, 3> types{};  ///< by FaceType
  std::int64_t types_missing = 0;

  void add(const DatasetPage& page);
};

[[nodiscard]] nlohmann::json to_json(const Statistics& statistics);

}  // namespace koma::dataset
