// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "engine/base/head_frame.h"
#include "engine/base/image.h"
#include "engine/synthesis/identity.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

/// One character as it was drawn. `head` is in pixels of the panel and equals head_frame(box).
struct DrawnCharacter {
  Identity identity;
  int expression = 0, pose = 0;
  int facing = 0;  ///< 0 right, 1 left
  View view = View::front;
  Shot shot = Shot::bust;
  UnitBox box;
  HeadFrame head;
  std::vector<cv::Point2f> hands;  ///< pixels of the panel
};

/// Everything the drawing shows.
struct PanelLabels {
  int width = 0, height = 0;
  std::vector<DrawnCharacter> characters;
  std::vector<UnitBox> dialogs;
  int background = 0;
  bool night = false;  ///< only where `knows_night(background)`
  Shot shot = Shot::bust;
  std::string caption;
};

struct DrawnPanel {
  Image picture;         ///< grey
  Image character_mask;  ///< grey: 0 nobody, 1 + index of the character
  Image dialog_mask;     ///< grey: 255 where the picture was kept calm for a balloon
  PanelLabels labels;
};

/// What is wished; negative means by chance.
struct PanelOptions {
  int width = 256, height = 256;
  int characters = -1;  ///< 0 to 3; by chance, three only where their heads stay large enough
  bool held_out = false;
  int background = -1, shot = -1, dialogs = -1;
  int night = -1;     ///< 0 or 1; 1 only with a background that knows night, or with one by chance
  bool masks = true;  ///< else both masks stay empty: people are drawn twice more for them
};

/// A panel of fresh characters before a background, with calm white ellipses where dialogue boxes lie. The same random
/// state gives the same panel. Look: specs/minimodel.md, "Second run". Throws Error(invalid_argument) for sizes outside
/// 32…1024 and codes outside their lists.
[[nodiscard]] DrawnPanel draw_panel(Random& random, const PanelOptions& options);

/// Draws given labels (their boxes, identities, codes, background and dialogs); heads and masks follow from them.
/// Throws Error(invalid_argument) as `draw_panel` does, and for empty boxes.
[[nodiscard]] DrawnPanel draw_labels(PanelLabels labels, bool masks = true);

}  // namespace koma::synthesis
