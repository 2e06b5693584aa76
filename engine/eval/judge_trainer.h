// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

#include "engine/eval/judge.h"
#include "engine/synthesis/panel_drawing.h"

namespace koma::eval {

/// Both judges, trained together.
struct Judges {
  std::shared_ptr<CharacterJudge> character;
  std::shared_ptr<PanelJudge> panel;
};

/// How the judges see a drawing besides as it is: through the autoencoder, through the ink finish. A judge that knew
/// only clean drawings would count the model's medium as a mistake.
using Appearance = std::function<Image(const Image&)>;

struct JudgeTraining {
  std::uint64_t seed = 1;
  int steps = 600;
  int panels = 1800;  ///< drawings in the training set, of identities that are not held out
  std::vector<Appearance> appearances;
  std::function<void(int step, double loss)> progress;
  std::stop_token stop;
};

/// Trains on drawings of people that are not held out: AdamW, warm-up and decay, blur, brightness and noise as
/// augmentation, bfloat16 where it pays. Throws Error(invalid_argument) for less than one panel of each native size or
/// no step, Stopped when stopped.
[[nodiscard]] Judges train_judges(const JudgeTraining& training);

/// One drawn panel with what it shows, as judges and scores use it.
struct Example {
  Image picture;  ///< grey, native size
  synthesis::PanelLabels labels;
  Image character_mask;  ///< 0 nobody, 1 + index of the character
};

/// `count` panels, the native sizes in turn, beginning with the size that `seed` picks.
[[nodiscard]] std::vector<Example> draw_examples(std::uint64_t seed, int count, bool held_out);

/// Class indices in the order of `attributes`.
[[nodiscard]] std::array<std::int64_t, attributes.size()> classes_of(const synthesis::DrawnCharacter& character);

}  // namespace koma::eval
