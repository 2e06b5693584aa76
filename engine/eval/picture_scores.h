// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/eval/box_match.h"
#include "engine/eval/contact_sheet.h"
#include "engine/eval/panel_pair.h"

namespace koma::eval {

/// One score of a folder of pictures, or why there is none.
struct PictureScore {
  std::string name;
  std::optional<double> value;
  std::optional<Score::Interval> interval;  ///< 95 %; FID has none
  int n = 0;                                ///< panels, crops or boxes behind it
  std::string missing;                      ///< what to give to have it measured
};

struct PictureFindings {
  std::vector<PictureScore> scores;  ///< FID, CLIP score, DINO-I, DINO-C, dialogue F1
  InstanceCount dialogs;
  int panels = 0, originals = 0;
  std::vector<SheetEntry> sheet;
};

/// Measures what the request's encoders and originals allow. Pictures are read one after the other, twice at most.
/// Throws Error for what cannot be read or is not what it should be, and Stopped when stopped.
[[nodiscard]] PictureFindings measure_pictures(const api::PictureEvaluationRequest& request,
                                               const std::function<void(const std::string&)>& report,
                                               const std::stop_token& stop);

}  // namespace koma::eval
