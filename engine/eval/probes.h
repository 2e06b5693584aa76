// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

#include "engine/api/generator.h"

namespace koma::eval {

/// Which held-out panels a probe draws, and how.
struct ProbePlan {
  std::string model;  ///< folder or catalog id
  int seeds = 0;
  std::uint64_t first_seed = 0;
  int steps = 0;  ///< 0: the model\'s own
};

/// How far the picture moves when one condition changes and the seed stays, as mean absolute difference of 8-bit greys.
struct ReferenceSwap {
  int seeds = 0;
  double inside = 0;   ///< inside the swapped character's box
  double outside = 0;  ///< everywhere else
};

/// Other reference, same everything else, over so many held-out panels with at least one character.
[[nodiscard]] ReferenceSwap swap_references(api::Generator& generator, const ProbePlan& plan,
                                            std::stop_token stop = {});

/// Where the picture is calm: mean absolute difference of horizontal and vertical neighbours, 8-bit greys.
struct MovedDialog {
  int seeds = 0;
  double with_box = 0;     ///< inside the ellipse of a dialogue box
  double without_box = 0;  ///< the same place after the box was moved away
  double white_with = 0;   ///< share of pixels above 240 there
  double white_without = 0;
};

/// Moves the dialogue box of panels that have one to the opposite side.
[[nodiscard]] MovedDialog move_dialogs(api::Generator& generator, const ProbePlan& plan, std::stop_token stop = {});

}  // namespace koma::eval
