// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/judge.h"

#include <ATen/ATen.h>

#include <string>

namespace koma::eval {

namespace {

constexpr std::int64_t norm_groups = 8;
constexpr double norm_epsilon = 1e-5;

struct Layer {
  std::int64_t inputs, outputs, stride;
};

at::Tensor activate(const nn::Conv2d& conv, const nn::GroupNorm& norm, const at::Tensor& x) {
  return at::silu(norm.forward(conv.forward(x)));
}

}  // namespace

CharacterJudge::CharacterJudge(const nn::Weights& weights) {
  constexpr std::array<Layer, 6> layers = {
      {{4, 32, 1}, {32, 64, 2}, {64, 64, 1}, {64, 128, 2}, {128, 128, 1}, {128, 128, 2}}};
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const auto& layer = layers[i];
    const nn::Conv2d::Options options{.stride = layer.stride};
    convs_.push_back(child<nn::Conv2d>("convs." + std::to_string(i), weights, layer.inputs, layer.outputs, options));
    norms_.push_back(
        child<nn::GroupNorm>("norms." + std::to_string(i), weights, norm_groups, layer.outputs, norm_epsilon));
  }
  constexpr std::int64_t side = judge_crop / 16;
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    heads_.push_back(
        child<nn::Linear>("heads." + std::to_string(i), weights, 128 * side * side, attributes[i].classes));
  }
}

std::vector<at::Tensor> CharacterJudge::forward(const at::Tensor& crops) const {
  at::Tensor x = at::pixel_unshuffle(crops, 2);  // [N, 4, 32, 32]
  for (std::size_t i = 0; i < convs_.size(); ++i) x = activate(*convs_[i], *norms_[i], x);
  const at::Tensor features = x.flatten(1);  // [N, 128 · 4 · 4]
  std::vector<at::Tensor> logits;
  logits.reserve(heads_.size());
  for (const auto& head : heads_) logits.push_back(head->forward(features));
  return logits;
}

PanelJudge::PanelJudge(const nn::Weights& weights) {
  constexpr std::array<Layer, 2> fine = {{{16, 32, 1}, {32, 32, 1}}};
  constexpr std::array<Layer, 4> coarse = {{{32, 64, 2}, {64, 64, 1}, {64, 96, 2}, {96, 96, 1}}};
  const auto build = [&](const auto& layers, const std::string& name, auto& convs, auto& norms) {
    for (std::size_t i = 0; i < layers.size(); ++i) {
      const auto& layer = layers[i];
      const nn::Conv2d::Options options{.stride = layer.stride};
      convs.push_back(child<nn::Conv2d>(name + "." + std::to_string(i), weights, layer.inputs, layer.outputs, options));
      norms.push_back(child<nn::GroupNorm>(name + "_norms." + std::to_string(i), weights, norm_groups, layer.outputs,
                                           norm_epsilon));
    }
  };
  build(fine, "fine", fine_, fine_norms_);
  build(coarse, "coarse", coarse_, coarse_norms_);
  // Narrowed while small: at the fine size the full width would cost half of the judges' training.
  narrow_ = child<nn::Conv2d>("narrow", weights, 96, 32, nn::Conv2d::Options{.kernel = 1, .padding = 0});
  join_ = child<nn::Conv2d>("join", weights, 32 + 32, 32, nn::Conv2d::Options{});
  join_norm_ = child<nn::GroupNorm>("join_norm", weights, norm_groups, 32, norm_epsilon);
  mask_ = child<nn::Conv2d>("mask", weights, 32, 1, nn::Conv2d::Options{.kernel = 1, .padding = 0});
  background_ = child<nn::Linear>("background", weights, 96, background_classes);
  night_ = child<nn::Linear>("night", weights, 96, 2);
}

PanelJudge::Verdict PanelJudge::forward(const at::Tensor& panels) const {
  at::Tensor fine = at::pixel_unshuffle(panels, 4);  // [N, 16, H/4, W/4]
  for (std::size_t i = 0; i < fine_.size(); ++i) fine = activate(*fine_[i], *fine_norms_[i], fine);
  at::Tensor coarse = fine;
  for (std::size_t i = 0; i < coarse_.size(); ++i) coarse = activate(*coarse_[i], *coarse_norms_[i], coarse);
  const at::Tensor wide = at::upsample_nearest2d(narrow_->forward(coarse), {fine.size(2), fine.size(3)});
  const at::Tensor joined = activate(*join_, *join_norm_, at::cat({fine, wide}, 1));  // [N, 32, H/4, W/4]
  const at::Tensor whole = coarse.mean({2, 3});                                       // [N, 96]
  return {mask_->forward(joined), background_->forward(whole), night_->forward(whole)};
}

}  // namespace koma::eval
