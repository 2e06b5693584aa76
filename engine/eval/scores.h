// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "engine/eval/box_match.h"
#include "engine/eval/judge_trainer.h"
#include "engine/eval/score.h"

namespace koma::eval {

/// What is found in a set of pictures, against the labels they were asked for; README.md of this folder defines each.
/// Keys: the names of `attributes` where a drawing shows them (visibility.h); "identity", "background", "night",
/// "box IoU", "balloon F1" and "clear balloon".
using Scores = std::map<std::string, Score>;

/// The order in which a report tells them.
inline constexpr std::array<const char*, 15> score_names = {
    "expression", "hair style", "hair tone",  "accessory", "outfit",  "girl/boy",   "eyes",         "identity",
    "facing",     "view",       "background", "night",     "box IoU", "balloon F1", "clear balloon"};

/// The scores that models are compared by, counted panel by panel.
inline constexpr std::array<const char*, 3> compared_scores = {"identity", "box IoU", "balloon F1"};

struct Judgement {
  Scores all;
  std::array<Scores, 3> by_shot;  ///< what is counted per character, in the order of synthesis::shots
  std::array<Scores, 3> by_view;  ///< the same in the order of synthesis::views
  /// Per compared score one ratio a panel, which sum up to that of `all`.
  std::array<std::vector<Score>, compared_scores.size()> by_panel;
  InstanceCount balloons;
  int unseen_dialogs = 0;  ///< asked for on a white ground, where nobody could find them
};

/// Judges `pictures[i]` (grey, a judged size) against `wanted[i]`.
/// Throws Error(invalid_argument) unless there are as many of both.
[[nodiscard]] Judgement judge_pictures(const Judges& judges, const std::vector<Image>& pictures,
                                       const std::vector<const Example*>& wanted);

}  // namespace koma::eval
