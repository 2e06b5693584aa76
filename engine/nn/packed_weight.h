// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

namespace koma::nn {

/// What oneDNN does to a product before it rounds it: an activation, or a residual added to it.
enum class Activation { none, silu, gelu };

/// Where a square kernel goes.
struct ConvolutionSteps {
  std::int64_t stride = 1;
  std::int64_t padding = 0;
};

/// A weight in the blocked layout in which oneDNN computes. Handed a plain weight, oneDNN reorders it in every call,
/// which costs more than the product itself on small feature maps (specs/engine.md, section 1.3). Packed when loaded or
/// at the first call; the plain values are dropped then, so that memory stays flat. The best layout of a 1×1 kernel
/// depends on the feature map's size, so that one is packed again when the size changes. Thread-safe.
class PackedWeight {
 public:
  /// Whether `weight` may be packed: on a CPU whose oneDNN knows the type, in inference mode, without gradient.
  /// Inference mode, not merely no gradient: what is trained elsewhere must keep its plain values.
  [[nodiscard]] static bool fits(const at::Tensor& weight);
  /// The same, and `x` is of the weight's type and place.
  [[nodiscard]] static bool fits(const at::Tensor& x, const at::Tensor& weight);

  /// Packs a weight that was just loaded, before the next one is read into the memory that this one gives back.
  /// `steps` for a kernel of four dimensions.
  void pack(const at::Tensor& weight, const ConvolutionSteps& steps = {}) const;

  /// x [..., inputs], weight [outputs, inputs], residual like the result or undefined → [..., outputs]
  [[nodiscard]] at::Tensor linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                                  Activation activation, const at::Tensor& residual) const;
  /// x [B, inputs, H, W], weight [outputs, inputs, k, k], residual like the result or undefined → [B, outputs, H', W'],
  /// channels-last
  [[nodiscard]] at::Tensor convolution(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                                       const ConvolutionSteps& steps, Activation activation,
                                       const at::Tensor& residual) const;

  /// The plain values: of the packed form if there is one, else `weight`.
  [[nodiscard]] at::Tensor plain(const at::Tensor& weight) const;
  /// Gives `weight` its plain values back and forgets the packed form.
  void unpack(const at::Tensor& weight) const;

 private:
  [[nodiscard]] at::Tensor packed_for(const at::Tensor& weight, at::IntArrayRef input,
                                      const ConvolutionSteps& steps) const;
  [[nodiscard]] at::Tensor plain_unlocked(const at::Tensor& weight) const;

  mutable std::mutex mutex_;
  mutable at::Tensor packed_;                // undefined: nothing is packed
  mutable std::vector<std::int64_t> input_;  // the shape that `packed_` was made for; empty: any
};

}  // namespace koma::nn
