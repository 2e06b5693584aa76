// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/manga/balloon.h"
#include "engine/manga/panel.h"

namespace koma::manga {

/// Sizes of the sheet in mm. The trim box begins at (0, 0); bleed lies around it.
struct Paper {
  std::string preset;  ///< id of a paper preset, or empty
  Size trim{182, 257};
  double bleed = 3;
  Rect inner_frame{16, 18.5, 150, 220};  ///< where panels usually lie
  double safe_margin = 5;                ///< text stays this far inside the trim
  UnknownFields unknown;
  friend bool operator==(const Paper&, const Paper&) = default;
};

struct Page {
  PageId id;
  Paper paper;
  std::vector<Panel> panels;
  std::vector<Balloon> balloons;  ///< the last lies on top
  UnknownFields unknown;
  friend bool operator==(const Page&, const Page&) = default;
};

}  // namespace koma::manga
