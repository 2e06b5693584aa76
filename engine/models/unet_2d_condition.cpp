// SPDX-License-Identifier: Apache-2.0
#include "engine/models/unet_2d_condition.h"

#include <ATen/ATen.h>

#include <cmath>
#include <numbers>

#include "engine/base/error.h"
#include "engine/models/dialog_embedding.h"
#include "engine/models/layer_names.h"

namespace koma::models {
namespace {

/// x and y in 0…1 at every cell's middle, and their sines and cosines at octaves of π. → [1, 2 + 4 · octaves, h, w]
at::Tensor panel_coordinates(const at::Tensor& like, std::int64_t octaves) {
  const at::TensorOptions floats = like.options().dtype(at::kFloat);
  const std::int64_t height = like.size(2), width = like.size(3);
  const at::Tensor x = at::arange(width, floats).add_(0.5).div_(width).expand({height, width});
  const at::Tensor y = at::arange(height, floats).add_(0.5).div_(height).unsqueeze(1).expand({height, width});
  std::vector<at::Tensor> maps{x, y};
  for (std::int64_t k = 0; k < octaves; ++k) {
    const double frequency = std::numbers::pi * std::exp2(static_cast<double>(k));
    for (const at::Tensor& axis : {x, y}) {
      maps.push_back(at::sin(axis * frequency));
      maps.push_back(at::cos(axis * frequency));
    }
  }
  return at::stack(maps).unsqueeze(0).to(like.dtype());
}

/// The painter's words on each character, added to that character's tokens; the dummy tokens stay as they are.
/// image [B, T, C], shift [B, N, C], `tokens` per character → [B, T, C]
at::Tensor with_shifts(const at::Tensor& image, const at::Tensor& shift, std::int64_t tokens) {
  const at::Tensor each = shift.repeat_interleave(tokens, 1).to(image.dtype());  // [B, N · tokens, C]
  return image + at::constant_pad_nd(each, {0, 0, image.size(1) - each.size(1), 0});
}

/// Each skip connection with what the ControlNets add to it.
void add_residuals(std::vector<at::Tensor>& skips, const std::vector<at::Tensor>& residuals) {
  if (residuals.size() != skips.size()) {
    throw Error(ErrorCode::invalid_argument, "the ControlNet has " + std::to_string(residuals.size()) +
                                                 " connections, the model " + std::to_string(skips.size()) +
                                                 "; choose a ControlNet made for the model's family");
  }
  for (std::size_t i = 0; i < skips.size(); ++i) skips[i] = skips[i] + residuals[i];
}

}  // namespace

UNet2DConditionModel::UNet2DConditionModel(const nn::Weights& weights, const UNet2DConditionConfig& config)
    : config_(config) {
  const std::int64_t width = config.block_out_channels.front();
  time_.timestep = child<nn::TimestepEmbedding>("time_embedding", weights, width, 4 * width);
  if (config.text_time) {
    time_.addition =
        child<nn::TimestepEmbedding>("add_embedding", weights, config.projection_class_embeddings_input_dim, 4 * width);
  }
  conv_in_ = child<nn::Conv2d>("conv_in", weights, config.in_channels, width, nn::Conv2d::Options{});
  add_down_blocks(weights);
  const std::size_t last = config.levels() - 1;
  mid_block_ =
      child<MidBlock2D>("mid_block", weights, block_options(config, last, true), config.block_out_channels[last]);
  add_up_blocks(weights);
  conv_norm_out_ = child<nn::GroupNorm>("conv_norm_out", weights, config.norm_num_groups, width, config.norm_eps);
  conv_out_ = child<nn::Conv2d>("conv_out", weights, width, config.out_channels,
                                nn::Conv2d::Options{.init = nn::Init::zeros()});

  if (config.dialog_embedding.value_or(weights.has("dialog_bbox_embedding"))) {
    dialog_bbox_embedding_ = weight("dialog_bbox_embedding", weights, {width}, nn::Init::normal(0.02));
  }
  if (config.panel_frequencies > 0) {
    panel_position_ = child<nn::Conv2d>("panel_position", weights, 2 + 4 * config.panel_frequencies, width,
                                        nn::Conv2d::Options{.kernel = 1, .padding = 0, .init = nn::Init::zeros()});
  }
  if (config.character_painter) {
    const std::int64_t exit = config.block_out_channels[config.levels() > 1 ? 1 : 0];
    character_painter_ =
        child<CharacterPainter>("character_painter", weights, *config.character_painter, PaintWidths{width, exit});
  }
}

void UNet2DConditionModel::add_down_blocks(const nn::Weights& weights) {
  std::int64_t channels = config_.block_out_channels.front();
  for (std::size_t i = 0; i < config_.levels(); ++i) {
    const std::int64_t outputs = config_.block_out_channels[i];
    down_blocks_.push_back(child<DownBlock2D>(item("down_blocks", i), weights,
                                              block_options(config_, i, config_.down_attention[i]), channels, outputs,
                                              i + 1 < config_.levels()));
    channels = outputs;
  }
}

void UNet2DConditionModel::add_up_blocks(const nn::Weights& weights) {
  std::int64_t below = config_.block_out_channels.back();
  for (std::size_t i = 0; i < config_.levels(); ++i) {
    const std::size_t level = config_.levels() - 1 - i;
    UNetBlockOptions options = block_options(config_, level, config_.up_attention[i]);
    options.layers += 1;
    const UpBlockWidths widths{.outputs = config_.block_out_channels[level],
                               .below = below,
                               .skip_last = config_.block_out_channels[level > 0 ? level - 1 : 0]};
    up_blocks_.push_back(child<UpBlock2D>(item("up_blocks", i), weights, options, widths, level > 0));
    below = widths.outputs;
  }
}

std::optional<CharacterPaint> UNet2DConditionModel::paint_characters(const CharacterControls& controls,
                                                                     const Grid& latent) const {
  if (!character_painter_) return std::nullopt;
  return character_painter_->forward(controls, latent);
}

nn::AttentionContext UNet2DConditionModel::context(const UNetConditions& conditions, std::size_t level) const {
  nn::AttentionContext context{.text = conditions.text,
                               .image = conditions.image,
                               .image_strength = conditions.image_strength,
                               .image_scale = conditions.image_scale,
                               .found = conditions.found_layout.get(),
                               .words = conditions.word_maps.get()};
  if (level < conditions.text_regions.size()) context.regions = &conditions.text_regions[level];
  if (level < conditions.image_masks.size()) context.image_mask = conditions.image_masks[level];
  if (level < conditions.image_inside.size()) context.image_inside = conditions.image_inside[level];
  if (context.image.defined() && conditions.paint && config_.character_painter) {
    context.image = with_shifts(context.image, conditions.paint->token_shift, config_.character_painter->tokens);
  }
  return context;
}

PreparedConditions UNet2DConditionModel::prepare(UNetConditions conditions) const {
  PreparedConditions prepared;
  prepared.tokens = project_tokens(*this, context(conditions, 0));
  prepared.conditions = std::move(conditions);
  return prepared;
}

at::Tensor UNet2DConditionModel::enter(const at::Tensor& sample, const UNetConditions& conditions) const {
  at::Tensor hidden = conv_in_->forward(sample);  // [B, C0, h, w]
  if (dialog_bbox_embedding_.defined() && conditions.dialog_mask.defined()) {
    hidden = mark_dialogs(hidden, conditions.dialog_mask, dialog_bbox_embedding_);
  }
  if (panel_position_) hidden = hidden + panel_position_->forward(panel_coordinates(sample, config_.panel_frequencies));
  return conditions.paint ? hidden + conditions.paint->entry : hidden;
}

at::Tensor UNet2DConditionModel::run(const at::Tensor& sample, const at::Tensor& timestep,
                                     const UNetConditions& conditions, const Tokens* tokens,
                                     const ControlResiduals* residuals) const {
  const at::Tensor time =
      time_vector(config_, time_, {timestep, conditions.pooled, conditions.time_ids}, sample.scalar_type());
  std::vector<nn::AttentionContext> contexts;
  for (std::size_t level = 0; level < config_.levels(); ++level) {
    contexts.push_back(context(conditions, level));
    contexts.back().prepared = tokens;
  }
  at::Tensor hidden = enter(sample, conditions);
  std::vector<at::Tensor> skips{hidden};
  for (std::size_t i = 0; i < down_blocks_.size(); ++i) {
    hidden = down_blocks_[i]->forward(hidden, time, contexts[i], skips);
    if (i > 0 || !conditions.paint) continue;
    hidden = hidden + conditions.paint->pooled;
    skips.back() = hidden;
  }
  hidden = mid_block_->forward(hidden, time, contexts.back());
  if (residuals != nullptr && !residuals->empty()) {
    add_residuals(skips, residuals->down);
    hidden = hidden + residuals->mid;
  }
  for (std::size_t i = 0; i < up_blocks_.size(); ++i) {
    if (i + 1 == up_blocks_.size() && conditions.paint) hidden = hidden + conditions.paint->exit;
    hidden = up_blocks_[i]->forward(hidden, time, contexts[config_.levels() - 1 - i], skips);
  }
  return conv_out_->forward(conv_norm_out_->forward(hidden, nn::Activation::silu));
}

at::Tensor UNet2DConditionModel::forward(const at::Tensor& sample, const at::Tensor& timestep,
                                         const UNetConditions& conditions) const {
  return run(sample, timestep, conditions, nullptr, nullptr);
}

at::Tensor UNet2DConditionModel::forward(const at::Tensor& sample, const at::Tensor& timestep,
                                         const PreparedConditions& prepared, const ControlResiduals* residuals) const {
  return run(sample, timestep, prepared.conditions, &prepared.tokens, residuals);
}

}  // namespace koma::models
