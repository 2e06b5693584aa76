// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <iterator>
#include <memory>
#include <vector>

#include "engine/nn/layers.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::eval {

/// What the character judge tells apart, with the number of classes (order of engine/synthesis/vocabulary).
struct Attribute {
  const char* name;
  std::int64_t classes;
};
inline constexpr std::array<Attribute, 9> attributes = {{{"girl/boy", 2},
                                                         {"hair style", std::ssize(synthesis::hair_styles)},
                                                         {"hair tone", std::ssize(synthesis::hair_greys)},
                                                         {"eyes", std::ssize(synthesis::eye_styles)},
                                                         {"accessory", std::ssize(synthesis::accessories)},
                                                         {"outfit", std::ssize(synthesis::outfits)},
                                                         {"expression", std::ssize(synthesis::expressions)},
                                                         {"facing", std::ssize(synthesis::facings)},
                                                         {"view", std::ssize(synthesis::views)}}};
inline constexpr std::int64_t background_classes = std::ssize(synthesis::backgrounds);
inline constexpr std::int64_t judge_crop = 64;  ///< side of a head crop in pixels

/// Reads identity, expression, facing and view off a head crop: a small CNN that knows our own drawings only. Its
/// verdict means "recognisable to a classifier", not "clean" (specs/minimodel.md, "Honest evaluation protocol").
class CharacterJudge final : public nn::Module {
 public:
  explicit CharacterJudge(const nn::Weights& weights);
  /// crops [N, 1, 64, 64] in [−1, 1] → one [N, classes] of logits per attribute
  std::vector<at::Tensor> forward(const at::Tensor& crops) const;

 private:
  std::vector<std::shared_ptr<nn::Conv2d>> convs_;
  std::vector<std::shared_ptr<nn::GroupNorm>> norms_;
  std::vector<std::shared_ptr<nn::Linear>> heads_;
};

/// Finds characters in a whole panel, names its background and tells night from day.
class PanelJudge final : public nn::Module {
 public:
  struct Verdict {
    at::Tensor character;   // [N, 1, H/4, W/4] logits
    at::Tensor background;  // [N, background_classes] logits
    at::Tensor night;       // [N, 2] logits: day, night
  };
  explicit PanelJudge(const nn::Weights& weights);
  /// panels [N, 1, H, W] in [−1, 1], sides multiples of 16
  Verdict forward(const at::Tensor& panels) const;

 private:
  std::vector<std::shared_ptr<nn::Conv2d>> fine_, coarse_;
  std::vector<std::shared_ptr<nn::GroupNorm>> fine_norms_, coarse_norms_;
  std::shared_ptr<nn::Conv2d> narrow_, join_, mask_;
  std::shared_ptr<nn::GroupNorm> join_norm_;
  std::shared_ptr<nn::Linear> background_, night_;
};

}  // namespace koma::eval
