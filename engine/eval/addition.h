// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include "engine/api/generation_request.h"
#include "engine/eval/judge_trainer.h"

namespace koma::eval {

/// A further condition that every panel of an evaluation gets, so that all of them are measured together; an ablation
/// of the same name with "-off" takes it away again.
struct Addition {
  const char* name;
  const char* meaning;
};
inline constexpr std::array<Addition, 2> additions = {
    {{"edges", "a ControlNet (mini-canny, scale 1) is shown the edges of the true drawing"},
     {"words",
      "of several characters the last has neither reference nor box: a region of the same place with words about it "
      "stands for it"}}};

/// Throws Error(invalid_argument) with the names there are, for another one.
[[nodiscard]] const Addition& addition_named(const std::string& name);

/// The request with these conditions besides.
[[nodiscard]] api::GenerationRequest added(const std::vector<std::string>& names, api::GenerationRequest request,
                                           const Example& example);

}  // namespace koma::eval
