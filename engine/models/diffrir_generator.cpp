// SPDX-License-Identifier: Apache-2.0
#include "engine/models/diffrir_generator.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/error.h"

namespace koma::models {

namespace {

constexpr nn::Conv2d::Options plain{.kernel = 3, .stride = 1, .padding = 1, .bias = false, .init = {}};
/// What the tail may hold at once.
constexpr std::int64_t tail_bytes = std::int64_t(192) << 20;
constexpr std::int64_t halo = 2;

std::int64_t count_blocks(const nn::Weights& weights, const std::string& group) {
  std::int64_t count = 0;
  while (weights.has(group + "." + std::to_string(count) + ".attn.temperature")) ++count;
  if (count > 0) return count;
  throw Error(ErrorCode::invalid_file, "the blocks of " + group + " are missing; the file is incomplete, get it again");
}

std::int64_t heads_of(const nn::Weights& weights, const std::string& group) {
  const auto shape = weights.shape(group + ".0.attn.temperature");
  if (!shape.empty() && shape[0] > 0) return shape[0];
  throw Error(ErrorCode::invalid_file, group + ".0.attn.temperature has no heads; get the file again");
}

std::string level_name(const char* half, std::size_t level) {
  return half + std::to_string(level + 1);
}

/// Rows of the picture's features whose way to pixels needs no more than `tail_bytes`.
std::int64_t band_of(const at::Tensor& features) {
  // Half size 4·C·(2w)·2, full size C·(4w)·4 twice: 48·C·w numbers a row.
  const std::int64_t row = 48 * features.size(0) * features.size(1) * features.size(3) * features.element_size();
  return std::max<std::int64_t>(tail_bytes / row - 2 * halo, 4);
}

}  // namespace

DiffRirConfig DiffRirConfig::detect(const nn::Weights& weights) {
  const nn::Weights body = weights["G"];
  const auto first = body.shape("patch_embed.proj.weight");
  if (first.size() != 4) throw Error(ErrorCode::invalid_file, "its first layer is no convolution; get the file again");
  DiffRirConfig config;
  config.dim = first[0];
  const std::int64_t inputs[] = {96, 60, 51};
  const auto* const found = std::find(std::begin(inputs), std::end(inputs), first[1]);
  if (found == std::end(inputs)) {
    throw Error(ErrorCode::unsupported, "its first layer takes " + std::to_string(first[1]) +
                                            " channels, but DiffRIR's take 96 (x1), 60 (x2) or 51 (x4); give one of "
                                            "these");
  }
  config.scale = 1 << (found - std::begin(inputs));
  for (std::size_t level = 0; level < 4; ++level) {
    const std::string group = level == 3 ? "latent" : level_name("encoder_level", level);
    config.encoder_blocks[level] = count_blocks(body, group);
    config.heads[level] = heads_of(body, group);
    if (level < 3) config.decoder_blocks[level] = count_blocks(body, level_name("decoder_level", level));
  }
  config.refinement_blocks = count_blocks(body, "refinement");
  const nn::Weights encoder = weights["condition"];
  config.encoder_residuals = 0;
  while (encoder.has("E." + std::to_string(2 + config.encoder_residuals) + ".body.0.weight")) {
    ++config.encoder_residuals;
  }
  return config;
}

DiffRirGenerator::DiffRirGenerator(const nn::Weights& weights, const DiffRirConfig& config) : config_(config) {
  const std::int64_t front = config.inputs() * config.fold() * config.fold();
  const auto width = [&](std::size_t level) { return config.dim << level; };
  const auto shape = [&](std::size_t level) {
    return DiffRirBlockShape{width(level), config.heads[level], config.expansion};
  };
  patch_embed_ = child<nn::Conv2d>("patch_embed.proj", weights, front, config.dim, plain);
  for (std::size_t level = 0; level < 4; ++level) {
    const std::string name = level == 3 ? "latent" : level_name("encoder_level", level);
    encoder_[level] = child<DiffRirGroup>(name, weights, config.encoder_blocks[level], shape(level));
  }
  for (std::size_t level = 0; level < 3; ++level) {
    const std::string here = std::to_string(level + 1), below = std::to_string(level + 2);
    down_[level] =
        child<nn::Conv2d>("down" + here + "_" + below + ".body.0", weights, width(level), width(level) / 2, plain);
    up_[level] = child<nn::Conv2d>("up" + below + "_" + here + ".body.0", weights, width(level + 1),
                                   2 * width(level + 1), plain);
    DiffRirBlockShape joined = shape(level);
    if (level == 0) {
      joined.channels = 2 * config.dim;
    } else {
      reduce_[level] =
          child<nn::Conv2d>("reduce_chan_level" + here, weights, 2 * width(level), width(level), diffrir_pointwise);
    }
    decoder_[level] =
        child<DiffRirGroup>(level_name("decoder_level", level), weights, config.decoder_blocks[level], joined);
  }
  const std::int64_t features = 2 * config.dim;
  refinement_ = child<DiffRirGroup>("refinement", weights, config.refinement_blocks,
                                    DiffRirBlockShape{features, config.heads[0], config.expansion});
  const nn::Conv2d::Options usual;
  tail_ = {child<nn::Conv2d>("tail.0.0", weights, features, 4 * features, usual),
           child<nn::Conv2d>("tail.0.2", weights, features, 4 * features, usual),
           child<nn::Conv2d>("tail.1", weights, features, 3, usual)};
}

at::Tensor DiffRirGenerator::up(std::size_t level, const at::Tensor& below, const at::Tensor& beside,
                                const at::Tensor& code) const {
  at::Tensor x = at::cat({at::pixel_shuffle(up_[level]->forward(below), 2), beside}, 1);
  if (reduce_[level]) x = reduce_[level]->forward(x);
  return decoder_[level]->forward(x, code);
}

at::Tensor DiffRirGenerator::plain_tail(const at::Tensor& features) const {
  at::Tensor x = at::pixel_shuffle(tail_[0]->forward(features), 2);
  x = at::pixel_shuffle(tail_[1]->forward(x), 2);
  return tail_[2]->forward(x);
}

at::Tensor DiffRirGenerator::tail(const at::Tensor& features, std::int64_t rows) const {
  const std::int64_t height = features.size(2);
  if (rows >= height) return plain_tail(features);
  std::vector<at::Tensor> bands;
  for (std::int64_t top = 0; top < height; top += rows) {
    const std::int64_t bottom = std::min(top + rows, height);
    const std::int64_t from = std::max<std::int64_t>(top - halo, 0), to = std::min(bottom + halo, height);
    const at::Tensor band = plain_tail(features.slice(2, from, to).contiguous());
    bands.push_back(band.slice(2, 4 * (top - from), 4 * (bottom - from)).contiguous());
  }
  return at::cat(bands, 2);
}

at::Tensor DiffRirGenerator::forward(const at::Tensor& input, const at::Tensor& code, const Observer& observer) const {
  const auto seen = [&](const char* name, const at::Tensor& value) {
    if (observer) observer(name, value);
    return value;
  };
  std::array<at::Tensor, 3> kept;
  at::Tensor x = seen("patch_embed", patch_embed_->forward(at::pixel_unshuffle(input, config_.fold())));
  for (std::size_t level = 0; level < 3; ++level) {
    kept[level] = encoder_[level]->forward(x, code);
    x = at::pixel_unshuffle(down_[level]->forward(kept[level]), 2);
    if (level > 0) continue;
    seen("encoder_level1", kept[level]);
    seen("down1_2", x);
  }
  x = seen("latent", encoder_[3]->forward(x, code));
  if (observer) observer("up4_3", at::pixel_shuffle(up_[2]->forward(x), 2));
  for (std::size_t level = 3; level-- > 0;) x = up(level, x, std::exchange(kept[level], {}), code);
  seen("decoder_level1", x);
  x = seen("refinement", refinement_->forward(x, code));
  x = seen("tail", tail(x, at::GradMode::is_enabled() ? x.size(2) : band_of(x)));
  const at::Tensor drawing = input.slice(1, 0, 3);
  return x + (config_.scale == 1 ? drawing : at::upsample_nearest2d(drawing, {x.size(2), x.size(3)}));
}

}  // namespace koma::models
