// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/resnet_block.h"

#include <ATen/ATen.h>

namespace koma::nn {

ResnetBlock2D::ResnetBlock2D(const Weights& weights, const ResnetOptions& options)
    : norm1_(child<GroupNorm>("norm1", weights, options.groups, options.inputs, options.epsilon)),
      norm2_(child<GroupNorm>("norm2", weights, options.groups, options.outputs, options.epsilon)),
      conv1_(child<Conv2d>("conv1", weights, options.inputs, options.outputs, Conv2d::Options{})),
      conv2_(child<Conv2d>("conv2", weights, options.outputs, options.outputs, Conv2d::Options{.init = Init::zeros()})),
      scale_shift_(options.scale_shift) {
  if (options.time_channels > 0) {
    time_emb_proj_ = child<Linear>("time_emb_proj", weights, options.time_channels,
                                   options.scale_shift ? 2 * options.outputs : options.outputs);
  }
  if (options.inputs != options.outputs) {
    conv_shortcut_ = child<Conv2d>("conv_shortcut", weights, options.inputs, options.outputs,
                                   Conv2d::Options{.kernel = 1, .padding = 0});
  }
}

at::Tensor ResnetBlock2D::forward(const at::Tensor& x, const at::Tensor& time) const {
  const Presence here = present();
  at::Tensor hidden = conv1_->forward(norm1_->forward(x, Activation::silu));  // [B, outputs, H, W]
  at::Tensor told;                                                            // [B, outputs or 2 outputs]
  if (time_emb_proj_) told = time_emb_proj_->forward(at::silu(time));
  if (told.defined() && scale_shift_) {
    const auto parts = told.unsqueeze(-1).unsqueeze(-1).chunk(2, 1);
    hidden = norm2_->modulated(hidden, parts[0], parts[1]);
  } else {
    hidden = norm2_->forward(hidden, Activation::silu, told);
  }
  return conv2_->add_to(conv_shortcut_ ? conv_shortcut_->forward(x) : x, hidden);
}

Downsample2D::Downsample2D(const Weights& weights, std::int64_t channels, bool symmetric)
    : conv_(child<Conv2d>("conv", weights, channels, channels,
                          Conv2d::Options{.stride = 2, .padding = symmetric ? 1 : 0})),
      symmetric_(symmetric) {}

at::Tensor Downsample2D::forward(const at::Tensor& x) const {
  const Presence here = present();
  return conv_->forward(symmetric_ ? x : at::constant_pad_nd(x, {0, 1, 0, 1}));
}

Upsample2D::Upsample2D(const Weights& weights, std::int64_t channels)
    : conv_(child<Conv2d>("conv", weights, channels, channels, Conv2d::Options{})) {}

at::Tensor Upsample2D::forward(const at::Tensor& x, std::int64_t height, std::int64_t width) const {
  const Presence here = present();
  return conv_->forward(at::upsample_nearest2d(x, {height, width}));
}

}  // namespace koma::nn
