// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
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
  int steps = 1800;
  int panels = 2400;  ///< drawings in the training set, of identities that are not held out
  std::vector<Appearance> appearances;
  std::function<void(int step, double loss)> progress;
  std::stop_token stop;
};

/// Trains on drawings of people that are not held out, on what each drawing shows (visibility.h): AdamW, warm-up and
/// decay, blur, brightness and noise as augmentation, bfloat16 where it pays. Throws Error(invalid_argument) for less
/// than one panel of each judged size or no step, Stopped when stopped.
[[nodiscard]] Judges train_judges(const JudgeTraining& training);

/// One drawn panel with what it shows, as judges and scores use it.
struct Example {
  Image picture;  ///< grey, a judged size
  synthesis::PanelLabels labels;
  Image character_mask;  ///< 0 nobody, 1 + index of the character
  Image bare = {};       ///< the picture without calm places for dialogue; only of people that are held out
};

/// The sizes of judged drawings in pixels: the model's shapes, small enough for judges that are trained in minutes. The
/// model draws at its own size and its picture is made as small.
struct JudgedSize {
  int width, height;
};
inline constexpr std::array<JudgedSize, 7> judged_sizes = {
    {{256, 256}, {224, 288}, {288, 224}, {192, 320}, {320, 192}, {192, 384}, {384, 192}}};

/// `count` panels, the judged sizes in turn, beginning with the size that `seed` picks.
[[nodiscard]] std::vector<Example> draw_examples(std::uint64_t seed, int count, bool held_out,
                                                 const std::stop_token& stop = {});

/// Class indices in the order of `attributes`.
[[nodiscard]] std::array<std::int64_t, attributes.size()> classes_of(const synthesis::DrawnCharacter& character);

}  // namespace koma::eval
