// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "engine/eval/judge_trainer.h"

namespace koma::eval {

/// A share of right answers with its 95 % Wilson interval.
struct Score {
  double right = 0;
  double total = 0;

  [[nodiscard]] double value() const noexcept { return total > 0 ? right / total : 0; }
  struct Interval {
    double low = 0, high = 0;
  };
  [[nodiscard]] Interval interval() const noexcept;
};

/// What the judges say of a set of pictures, against the labels they were asked for. Keys: the names of `attributes`,
/// where they can be seen (no eyes of people who laugh or are surprised, no outfit in a close-up); "identity": hair
/// style, tone, accessory, girl/boy and the visible outfit all right; "background"; "clear balloon": of the dialogue
/// boxes, those whose place for text is white, which needs no judge. "box IoU" is the intersection over union of the
/// judged and the wanted character mask in cells of 8 × 8 pixels, weighted by area.
using Scores = std::map<std::string, Score>;

/// The order in which a report tells them.
inline constexpr std::array<const char*, 12> score_names = {"expression", "hair style", "hair tone", "accessory",
                                                            "outfit",     "girl/boy",   "eyes",      "identity",
                                                            "facing",     "background", "box IoU",   "clear balloon"};

struct Judgement {
  Scores all;
  std::array<Scores, 3> by_shot;  ///< what is counted per character, in the order of synthesis::shots
};

/// Judges `pictures[i]` (grey, a judged size) against `wanted[i]`.
[[nodiscard]] Judgement judge_pictures(const Judges& judges, const std::vector<Image>& pictures,
                                       const std::vector<const Example*>& wanted);

}  // namespace koma::eval
