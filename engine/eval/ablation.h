// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "engine/api/generation_request.h"
#include "engine/eval/judge_trainer.h"

namespace koma::eval {

/// What the model is told of a panel's layout by masks.
struct Masks {
  bool characters = true;  ///< false: every character's tokens are seen all over the panel
  bool dialogs = true;     ///< false: no dialogue box is told
  friend auto operator<=>(const Masks&, const Masks&) = default;
};

/// One way to tell the model less, or something wrong, about the same panel.
struct Ablation {
  const char* name;
  const char* meaning;
};
inline constexpr std::array<Ablation, 5> ablations = {
    {{"masks-off", "no box is told: every character's box is the whole panel, and there is no dialogue box"},
     {"attention-masks-off",
      "character tokens are attended to all over the panel and no dialogue box is told; a painter that turns a box "
      "into "
      "a head position, as mini has one, keeps the boxes"},
     {"references-swapped",
      "every character gets the reference of another person outside the training set, with another hair style"},
     {"edges-off", "no picture leads"},
     {"words-off", "nobody is told of the character that only words describe"}}};

/// Throws Error(invalid_argument) with the names there are, for another one.
[[nodiscard]] const Ablation& ablation_named(const std::string& name);

/// The request as the ablation asks it; `seed` chooses the other people.
[[nodiscard]] api::GenerationRequest ablated(const Ablation& ablation, api::GenerationRequest request,
                                             const Example& example, std::uint64_t seed);

/// The masks that an ablation leaves of the usual ones.
[[nodiscard]] Masks masks_of(const Ablation& ablation, Masks usual) noexcept;

}  // namespace koma::eval
