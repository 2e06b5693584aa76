// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Generator.h>

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "engine/base/head_frame.h"
#include "engine/dataset/dataset_page.h"

namespace koma::training {

/// How what a panel is told about is chosen; the defaults are those of stage condition (specs/diffsensei.md 6.5).
struct SamplingRules {
  double text_drop = 0.05;          ///< chance of an empty caption
  double character_drop = 0.05;     ///< chance that a character is left out, its box too
  double own_crop = 0.5;            ///< chance that the reference is the panel's own crop
  bool by_area = false;             ///< largest characters first (stage mllm); else in random order
  int characters = 4, dialogs = 8;  ///< at most
  int smallest_crop = 4;            ///< pixels that each side of a crop must have
};

/// One character of a panel: where it is and which crop of the page shows it.
struct CharacterPlan {
  UnitBox box;                              ///< in 0…1 of the panel, not clamped
  dataset::PixelBox own;                    ///< the character as the panel draws it
  std::optional<dataset::PixelBox> source;  ///< nothing: nobody shows it, its tokens are zero
  bool mirrored = false;                    ///< of the source
};

/// What one panel is told about in one step.
struct PanelPlan {
  bool told = true;  ///< false: the caption is empty
  std::vector<CharacterPlan> characters;
  std::vector<UnitBox> dialogs;
};

/// Ids that a frame of the page shows twice: nobody can tell which of the two is meant, anywhere on the page.
[[nodiscard]] std::set<std::int64_t> ambiguous_ids(const dataset::DatasetPage& page);

/// Draws a plan for `page.frames[frame]` from `generator` alone (specs/diffsensei.md 6.5): equal generators give equal
/// plans. The other crop of a character is any crop of the same id on the page whose face is clean, the panel's own
/// among them.
[[nodiscard]] PanelPlan draw_plan(const dataset::DatasetPage& page, std::size_t frame, const SamplingRules& rules,
                                  at::Generator& generator);

}  // namespace koma::training
