// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "engine/nn/module.h"
#include "engine/nn/packed_weight.h"

namespace koma::nn {

/// y = x Wᵀ + b. In inference on a CPU the weight is kept packed (PackedWeight), from the first call on.
class Linear final : public Module {
 public:
  struct Options {
    bool bias = true;
    /// How `weight` is born; PyTorch's default when left out. The bias then starts at zero.
    std::optional<Init> init = {};
  };
  Linear(const Weights& weights, std::int64_t inputs, std::int64_t outputs, const Options& options = {true, {}});
  /// [..., inputs] → [..., outputs]
  at::Tensor forward(const at::Tensor& x, Activation activation = Activation::none) const;
  /// residual + forward(x); residual [..., outputs]
  [[nodiscard]] at::Tensor add_to(const at::Tensor& residual, const at::Tensor& x) const;
  void replace(const std::string& name, const at::Tensor& values) override;
  [[nodiscard]] at::Tensor values(const std::string& name) const override;

 private:
  [[nodiscard]] at::Tensor plain_forward(const at::Tensor& x) const;

  at::Tensor weight_;  // [outputs, inputs]; NaN without memory once packed
  at::Tensor bias_;    // [outputs], undefined without bias
  PackedWeight packed_;
};

/// A two-dimensional convolution with a square kernel. In inference on a CPU the weight is kept packed, as Linear's.
class Conv2d final : public Module {
 public:
  struct Options {
    std::int64_t kernel = 3;
    std::int64_t stride = 1;
    std::int64_t padding = 1;
    bool bias = true;
    /// How `weight` is born; PyTorch's default when left out. The bias then starts at zero.
    std::optional<Init> init = {};
  };
  Conv2d(const Weights& weights, std::int64_t inputs, std::int64_t outputs, const Options& options);
  /// [B, inputs, H, W] → [B, outputs, H', W'], H' = (H + 2 padding − kernel) / stride + 1
  at::Tensor forward(const at::Tensor& x, Activation activation = Activation::none) const;
  /// residual + forward(x); residual [B, outputs, H', W']
  [[nodiscard]] at::Tensor add_to(const at::Tensor& residual, const at::Tensor& x) const;
  void replace(const std::string& name, const at::Tensor& values) override;
  [[nodiscard]] at::Tensor values(const std::string& name) const override;

 private:
  [[nodiscard]] at::Tensor plain_forward(const at::Tensor& x) const;

  at::Tensor weight_;  // [outputs, inputs, kernel, kernel]; NaN without memory once packed
  at::Tensor bias_;    // [outputs], undefined without bias
  ConvolutionSteps steps_;
  PackedWeight packed_;
};

/// Group normalisation (Wu & He 2018) with scale and shift per channel.
class GroupNorm final : public Module {
 public:
  GroupNorm(const Weights& weights, std::int64_t groups, std::int64_t channels, double epsilon);
  /// [B, channels, ...] → the same shape. `offset` [B, channels] or undefined is added to x before.
  at::Tensor forward(const at::Tensor& x, Activation activation = Activation::none,
                     const at::Tensor& offset = {}) const;
  /// silu(normed x · (1 + scale) + shift); scale and shift [B, channels, 1, 1]
  [[nodiscard]] at::Tensor modulated(const at::Tensor& x, const at::Tensor& scale, const at::Tensor& shift) const;

 private:
  at::Tensor weight_, bias_;  // [channels]
  std::int64_t groups_;
  double epsilon_;
};

/// Layer normalisation over the last dimension.
class LayerNorm final : public Module {
 public:
  LayerNorm(const Weights& weights, std::int64_t size, double epsilon = 1e-5);
  /// [..., size] → the same shape
  at::Tensor forward(const at::Tensor& x) const;

 private:
  at::Tensor weight_, bias_;  // [size]
  double epsilon_;
};

/// A table of `count` vectors.
class Embedding final : public Module {
 public:
  Embedding(const Weights& weights, std::int64_t count, std::int64_t size, const Init& init = Init::normal(0.02));
  /// ids [...] of type int64, 0 ≤ id < count → [..., size]
  at::Tensor forward(const at::Tensor& ids) const;

 private:
  at::Tensor weight_;  // [count, size]
};

}  // namespace koma::nn
