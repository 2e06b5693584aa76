// SPDX-License-Identifier: Apache-2.0
#include "engine/models/character_painter.h"

#include <ATen/ATen.h>

#include <array>
#include <cmath>
#include <numbers>

#include "engine/base/head_frame.h"
#include "engine/models/layer_names.h"

namespace koma::models {
namespace {

constexpr std::int64_t plain_features = 6;  // u, v, distance, radius, 1/radius, facing
const std::vector<double> box_frequencies = {1, 2, 4, 8};

/// Sines, then cosines, of values · frequency · unit. values [...] → [..., 2 · frequencies]
at::Tensor waves(const at::Tensor& values, const std::vector<double>& frequencies, double unit) {
  std::vector<at::Tensor> each;  // a list of frequencies would have to travel to a GPU, which waits for it
  for (const double frequency : frequencies) each.push_back(values * (frequency * unit));
  const at::Tensor angles = at::stack(each, -1);
  return at::cat({at::sin(angles), at::cos(angles)}, -1);
}

/// `head_frame` of every box in latent cells, where the boxes lie: a GPU would wait for a way through main memory.
/// boxes [M, 4] → centre x, centre y, radius, each [M, 1, 1]
std::array<at::Tensor, 3> head_frames(const at::Tensor& boxes, const Grid& latent) {
  const auto edge = boxes.view({-1, 4, 1, 1}).unbind(1);  // 4 × [M, 1, 1]
  const auto width = static_cast<double>(latent.width), height = static_cast<double>(latent.height);
  const at::Tensor radius = at::minimum((edge[2] - edge[0]) * width / head_frame_rule.width,
                                        (edge[3] - edge[1]) * height / head_frame_rule.shortest);
  return {(edge[0] + edge[2]) / 2 * width, edge[1] * height + head_frame_rule.above * radius,
          radius.clamp_min(1e-3)};  // an empty box has no head; keep the numbers finite
}

}  // namespace

CharacterPainterConfig CharacterPainterConfig::from_json(const ConfigReader& reader) {
  CharacterPainterConfig config;
  config.hidden = reader.count("hidden", config.hidden);
  config.code = reader.count("code", config.code);
  config.layers = reader.count("layers", config.layers);
  if (reader.has("frequencies")) config.frequencies = reader.numbers("frequencies");
  config.tokens = reader.count("tokens", config.tokens);
  config.token_width = reader.count("token_width", config.token_width);
  config.expressions = reader.count("expressions", config.expressions);
  config.poses = reader.count("poses", config.poses);
  config.shots = reader.count("shots", config.shots);
  if (reader.has("views")) config.views = reader.count("views", 1);
  return config;
}

HeadCoordinates head_coordinates(const at::Tensor& boxes, const at::Tensor& facing, const Grid& latent,
                                 const std::vector<double>& frequencies) {
  const auto place = head_frames(boxes.to(at::kFloat), latent);  // 3 × [M, 1, 1]
  const at::TensorOptions floats = at::TensorOptions(boxes.device()).dtype(at::kFloat);
  const at::Tensor x = at::arange(latent.width, floats).add_(0.5).view({1, 1, -1});
  const at::Tensor y = at::arange(latent.height, floats).add_(0.5).view({1, -1, 1});
  // Who faces nobody in particular is drawn like one that faces right.
  const at::Tensor side = at::where(facing.lt(0), -1.0, 1.0).to(floats).view({-1, 1, 1});   // [M, 1, 1]
  const at::Tensor u = ((x - place[0]) / place[2] * side).expand({-1, latent.height, -1});  // [M, h, w]
  const at::Tensor v = ((y - place[1]) / place[2]).expand({-1, -1, latent.width});
  const at::Tensor radius =
      (place[2] / std::sqrt(static_cast<double>(latent.height * latent.width))).expand_as(u);  // of √(panel area)
  const at::Tensor plain =
      at::stack({u, v, at::hypot(u, v), radius * 4, 0.1 / radius, facing.to(floats).view({-1, 1, 1}).expand_as(u)}, -1);
  const double unit = std::numbers::pi / 4;
  const auto side_of = boxes.to(floats).view({-1, 4, 1, 1}).unbind(1);  // 4 × [M, 1, 1]
  const auto within = [](const at::Tensor& cell, const at::Tensor& low, const at::Tensor& high, std::int64_t size) {
    return cell.ge(low * size - 0.5) & cell.le(high * size + 0.5);
  };
  const at::Tensor inside =
      within(x, side_of[0], side_of[2], latent.width) & within(y, side_of[1], side_of[3], latent.height);  // [M, h, w]
  return {at::cat({waves(u, frequencies, unit), waves(v, frequencies, unit), plain}, -1),
          inside.to(at::kFloat).unsqueeze(-1)};
}

CharacterPainter::CharacterPainter(const nn::Weights& weights, const CharacterPainterConfig& config,
                                   const PaintWidths& widths)
    : config_(config),
      expression_(
          child<nn::Embedding>("expression", weights, config.expressions + 1, config.code, nn::Init::normal(1))),
      pose_(child<nn::Embedding>("pose", weights, config.poses + 1, config.code, nn::Init::normal(1))),
      shot_(child<nn::Embedding>("shot", weights, config.shots + 1, config.code, nn::Init::normal(1))),
      identity_(child<nn::Linear>("identity", weights, config.tokens * config.token_width, config.code)),
      facing_(child<nn::Linear>("facing", weights, 1, config.code)),
      mix_(child<nn::Linear>("mix", weights, config.code, config.code)) {
  if (config.views > 0)
    view_ = child<nn::Embedding>("view", weights, config.views + 1, config.code, nn::Init::normal(1));
  const auto features = static_cast<std::int64_t>(4 * config.frequencies.size()) + plain_features;
  input_ = child<nn::Linear>("input", weights, features, config.hidden);
  for (std::int64_t i = 0; i < config.layers; ++i) {
    film_.push_back(child<nn::Linear>(item("film", i), weights, config.code, 2 * config.hidden,
                                      nn::Linear::Options{true, nn::Init::normal(0.05)}));
    layers_.push_back(child<nn::Linear>(item("layers", i), weights, config.hidden, config.hidden));
  }
  const nn::Conv2d::Options pointwise{.kernel = 1, .padding = 0, .bias = false};
  to_entry_ = child<nn::Conv2d>("to_entry", weights, config.hidden, widths.entry, pointwise);
  to_pooled_ = child<nn::Conv2d>("to_pooled", weights, config.hidden, widths.entry, pointwise);
  to_exit_ = child<nn::Conv2d>("to_exit", weights, config.hidden, widths.exit, pointwise);
  to_token_ = child<nn::Linear>("to_token", weights, config.code, config.token_width);
  box_embedding_ = child<nn::Linear>("box_embedding", weights, static_cast<std::int64_t>(8 * box_frequencies.size()),
                                     config.token_width);
}

at::Tensor CharacterPainter::codes(const CharacterControls& controls) const {
  const at::Tensor who = identity_->forward(controls.tokens.flatten(2));  // [B, N, code]
  at::Tensor does =
      expression_->forward(controls.expression) + pose_->forward(controls.pose) + shot_->forward(controls.shot);
  if (view_) does = does + view_->forward(controls.view);
  const at::Tensor looks = facing_->forward(controls.facing.unsqueeze(-1).to(who.dtype()));
  return at::silu(mix_->forward(at::silu(who + does + looks)));
}

at::Tensor CharacterPainter::paint(const CharacterControls& controls, const at::Tensor& codes,
                                   const Grid& latent) const {
  const std::int64_t panels = controls.boxes.size(0), places = controls.boxes.size(1);
  const at::Tensor rows = controls.present.flatten().nonzero().squeeze(1);  // [M], only those who are there
  const at::Tensor map = at::zeros({panels, latent.height, latent.width, config_.hidden}, codes.options());
  if (rows.numel() == 0) return map.permute({0, 3, 1, 2});
  const HeadCoordinates head =
      head_coordinates(controls.boxes.flatten(0, 1).index_select(0, rows),
                       controls.facing.flatten().index_select(0, rows), latent, config_.frequencies);
  const at::Tensor code = codes.flatten(0, 1).index_select(0, rows);     // [M, code]
  at::Tensor hidden = input_->forward(head.features.to(codes.dtype()));  // [M, h, w, hidden]
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const auto film = film_[i]->forward(code).unsqueeze(1).unsqueeze(1).chunk(2, -1);  // 2 × [M, 1, 1, hidden]
    hidden = hidden + layers_[i]->forward(at::silu(hidden * (1 + film[0]) + film[1]));
  }
  hidden = hidden * head.inside.to(hidden.dtype());
  const at::Tensor panel = at::div(rows, places, "floor");                       // [M], the panel of each row
  return map.index_add(0, panel, hidden.to(map.dtype())).permute({0, 3, 1, 2});  // [B, hidden, h, w], channels-last
}

CharacterPaint CharacterPainter::forward(const CharacterControls& controls, const Grid& latent) const {
  const at::Tensor code = codes(controls);               // [B, N, code]
  const at::Tensor map = paint(controls, code, latent);  // [B, hidden, h, w]
  const at::Tensor box =
      waves(controls.boxes.to(at::kFloat), box_frequencies, std::numbers::pi).flatten(2);  // [B, N, 32]
  const at::Tensor shift = to_token_->forward(code) + box_embedding_->forward(box.to(code.dtype()));
  const at::Tensor smaller = at::avg_pool2d(map, {2, 2}, {2, 2}, {0, 0}, /*ceil_mode=*/true);
  return {to_entry_->forward(map), to_pooled_->forward(smaller), to_exit_->forward(map),
          shift * controls.present.unsqueeze(-1).to(shift.dtype())};
}

}  // namespace koma::models
