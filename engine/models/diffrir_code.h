// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "engine/models/diffrir_layers.h"

namespace koma::models {

/// Sees what passes through a network, by a name; for comparing with a record. Empty: nobody looks.
using Observer = std::function<void(const char* name, const at::Tensor& value)>;

/// Measures of DiffRIR's condition network.
struct DiffRirEncoderShape {
  std::int64_t inputs = 96;    ///< channels behind the pixel unshuffle
  std::int64_t residuals = 9;  ///< residual blocks
};

/// DiffRIR's condition network, CPEN (specs/llmga.md 3.4): a picture becomes one vector.
class DiffRirEncoder final : public nn::Module {
 public:
  DiffRirEncoder(const nn::Weights& weights, const DiffRirEncoderShape& shape);
  /// front [B, inputs, H, W] → [B, 256]
  [[nodiscard]] at::Tensor forward(const at::Tensor& front) const;

 private:
  std::shared_ptr<nn::Conv2d> first_;
  std::vector<std::shared_ptr<nn::Module>> residuals_;
  std::vector<std::shared_ptr<nn::Conv2d>> last_;
  std::vector<std::shared_ptr<nn::Linear>> linears_;
};

/// The denoiser of 256 numbers (specs/llmga.md 3.5): [code, t / 40, x] → x̂₀.
class DiffRirDenoiser final : public nn::Module {
 public:
  explicit DiffRirDenoiser(const nn::Weights& weights);
  /// code [B, 256], t 0…3, x [B, 256] → [B, 256]
  [[nodiscard]] at::Tensor forward(const at::Tensor& code, int t, const at::Tensor& x) const;

 private:
  std::shared_ptr<nn::Linear> first_, second_;
};

/// The four steps of DiffRIR's diffusion: √β runs evenly from √0.1 to √0.99.
struct DiffRirSchedule {
  static constexpr int steps = 4;
  /// x ← mean_of_clean · x̂₀ + mean_of_noisy · x: the mean of the posterior, without noise.
  double mean_of_clean[steps], mean_of_noisy[steps];
  double kept[steps];  ///< ᾱ
  DiffRirSchedule();
};

/// From noise to the vector. `code` [B, 256] from the encoder; `start` [B, 256] standard normal, the only random thing
/// about DiffRIR; → [B, 256]. The observer sees "clean" and "x" after every step, t = 3 first.
[[nodiscard]] at::Tensor diffuse(const DiffRirDenoiser& denoiser, const at::Tensor& code, const at::Tensor& start,
                                 const Observer& observer = {});

}  // namespace koma::models
