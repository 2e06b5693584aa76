// SPDX-License-Identifier: Apache-2.0
#include "engine/models/unet_blocks.h"

#include <ATen/ATen.h>

#include "engine/models/layer_names.h"

namespace koma::models {
namespace {

nn::ResnetOptions resnet(const UNetBlockOptions& options, std::int64_t inputs, std::int64_t outputs) {
  nn::ResnetOptions result = options.resnet;
  result.inputs = inputs;
  result.outputs = outputs;
  return result;
}

nn::TransformerOptions transformer(const UNetBlockOptions& options, std::int64_t channels) {
  nn::TransformerOptions result = options.transformer;
  result.channels = channels;
  return result;
}

}  // namespace

DownBlock2D::DownBlock2D(const nn::Weights& weights, const UNetBlockOptions& options, std::int64_t inputs,
                         std::int64_t outputs, bool downsample) {
  for (std::int64_t i = 0; i < options.layers; ++i) {
    const std::int64_t from = i == 0 ? inputs : outputs;
    resnets_.push_back(child<nn::ResnetBlock2D>(item("resnets", i), weights, resnet(options, from, outputs)));
    if (options.transformer.layers > 0) {
      attentions_.push_back(
          child<nn::Transformer2DModel>(item("attentions", i), weights, transformer(options, outputs)));
    }
  }
  if (downsample) downsampler_ = child<nn::Downsample2D>("downsamplers.0", weights, outputs, true);
}

at::Tensor DownBlock2D::forward(const at::Tensor& x, const at::Tensor& time, const nn::AttentionContext& context,
                                std::vector<at::Tensor>& skips) const {
  at::Tensor hidden = x;
  for (std::size_t i = 0; i < resnets_.size(); ++i) {
    hidden = resnets_[i]->forward(hidden, time);  // [B, outputs, H, W]
    if (!attentions_.empty()) hidden = attentions_[i]->forward(hidden, context);
    skips.push_back(hidden);
  }
  if (downsampler_) {
    hidden = downsampler_->forward(hidden);  // [B, outputs, ⌈H/2⌉, ⌈W/2⌉]
    skips.push_back(hidden);
  }
  return hidden;
}

MidBlock2D::MidBlock2D(const nn::Weights& weights, const UNetBlockOptions& options, std::int64_t channels)
    : before_(child<nn::ResnetBlock2D>("resnets.0", weights, resnet(options, channels, channels))),
      after_(child<nn::ResnetBlock2D>("resnets.1", weights, resnet(options, channels, channels))),
      attention_(child<nn::Transformer2DModel>("attentions.0", weights, transformer(options, channels))) {}

at::Tensor MidBlock2D::forward(const at::Tensor& x, const at::Tensor& time, const nn::AttentionContext& context) const {
  return after_->forward(attention_->forward(before_->forward(x, time), context), time);
}

UpBlock2D::UpBlock2D(const nn::Weights& weights, const UNetBlockOptions& options, const UpBlockWidths& widths,
                     bool upsample) {
  for (std::int64_t i = 0; i < options.layers; ++i) {
    const std::int64_t from = i == 0 ? widths.below : widths.outputs;
    const std::int64_t skip = i + 1 == options.layers ? widths.skip_last : widths.outputs;
    resnets_.push_back(
        child<nn::ResnetBlock2D>(item("resnets", i), weights, resnet(options, from + skip, widths.outputs)));
    if (options.transformer.layers > 0) {
      attentions_.push_back(
          child<nn::Transformer2DModel>(item("attentions", i), weights, transformer(options, widths.outputs)));
    }
  }
  if (upsample) upsampler_ = child<nn::Upsample2D>("upsamplers.0", weights, widths.outputs);
}

at::Tensor UpBlock2D::forward(const at::Tensor& x, const at::Tensor& time, const nn::AttentionContext& context,
                              std::vector<at::Tensor>& skips) const {
  at::Tensor hidden = x;
  for (std::size_t i = 0; i < resnets_.size(); ++i) {
    hidden = resnets_[i]->forward(at::cat({hidden, skips.back()}, 1), time);  // [B, outputs, H, W]
    skips.pop_back();
    if (!attentions_.empty()) hidden = attentions_[i]->forward(hidden, context);
  }
  if (!upsampler_) return hidden;
  return upsampler_->forward(hidden, skips.back().size(2), skips.back().size(3));
}

}  // namespace koma::models
