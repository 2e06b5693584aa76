// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/nn/block.h"
#include "engine/nn/layers.h"

namespace koma::nn {

struct ResnetOptions {
  std::int64_t inputs = 0;
  std::int64_t outputs = 0;
  std::int64_t time_channels = 0;  ///< 0: the block hears no timestep (autoencoder)
  std::int64_t groups = 32;
  double epsilon = 1e-5;
  bool scale_shift = false;  ///< the timestep scales and shifts after the second norm instead of being added
};

/// Norm, SiLU, convolution, twice, around a residual (diffusers `ResnetBlock2D`). The initialiser starts `conv2` at
/// zero, so a new block is the identity.
class ResnetBlock2D final : public Block {
 public:
  ResnetBlock2D(const Weights& weights, const ResnetOptions& options);
  /// x [B, inputs, H, W], time [B, time_channels] or undefined → [B, outputs, H, W]
  at::Tensor forward(const at::Tensor& x, const at::Tensor& time = {}) const;

 private:
  std::shared_ptr<GroupNorm> norm1_, norm2_;
  std::shared_ptr<Conv2d> conv1_, conv2_;
  std::shared_ptr<Linear> time_emb_proj_;  // null without timestep
  std::shared_ptr<Conv2d> conv_shortcut_;  // null when inputs == outputs
  bool scale_shift_;
};

/// Halves height and width with a strided convolution. `symmetric` pads one cell all round (UNet); otherwise one cell
/// on the right and at the bottom (autoencoder).
class Downsample2D final : public Block {
 public:
  Downsample2D(const Weights& weights, std::int64_t channels, bool symmetric);
  /// [B, channels, H, W] → [B, channels, ⌈H/2⌉, ⌈W/2⌉] (symmetric) or [B, channels, ⌊H/2⌋, ⌊W/2⌋]
  at::Tensor forward(const at::Tensor& x) const;

 private:
  std::shared_ptr<Conv2d> conv_;
  bool symmetric_;
};

/// Enlarges to an exact size by nearest neighbour, then convolves.
class Upsample2D final : public Block {
 public:
  Upsample2D(const Weights& weights, std::int64_t channels);
  /// [B, channels, H, W] → [B, channels, height, width]
  at::Tensor forward(const at::Tensor& x, std::int64_t height, std::int64_t width) const;

 private:
  std::shared_ptr<Conv2d> conv_;
};

}  // namespace koma::nn
