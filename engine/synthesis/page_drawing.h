// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "engine/base/image.h"
#include "engine/dataset/dataset_page.h"
#include "engine/synthesis/panel_drawing.h"

namespace koma::synthesis {

struct PageOptions {
  int width = 1024, height = 720;  ///< pixels of the double page
  bool held_out = false;
};

/// A panel where it lies on its page; `labels` are in units of the panel.
struct PlacedPanel {
  cv::Rect frame;  ///< pixels of the page
  PanelLabels labels;
};

struct DrawnPage {
  Image picture;  ///< grey
  std::vector<PlacedPanel> panels;
};

/// A double page of 2 to 5 panels with a cast of 2 to 4 people who come again from panel to panel, so that a panel's
/// characters can be learned from their pictures in other panels. The same random state gives the same page.
/// Throws Error(invalid_argument) as `page_panels` does.
[[nodiscard]] DrawnPage draw_page(Random& random, const PageOptions& options);

/// The page as an entry of MangaZero's list (specs/diffsensei.md, section 7). A character's id is its
/// `identity_number`; boxes are cut at their panel's edge; types are those of `annotation`.
[[nodiscard]] dataset::DatasetPage page_annotation(const DrawnPage& page, const std::string& image_path);

}  // namespace koma::synthesis
