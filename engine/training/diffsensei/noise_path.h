// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <vector>

#include "engine/samplers/schedule_config.h"

namespace koma::training {

/// A noised batch and what the denoiser is to say about it.
struct NoisedBatch {
  at::Tensor noised;    ///< [B, 4, h, w]
  at::Tensor target;    ///< [B, 4, h, w]
  at::Tensor timestep;  ///< [B], as the denoiser hears it
};

/// How a checkpoint's latents become noise, after its scheduler_config.json:
///   ε    z_t = √ᾱ_t z + √(1 − ᾱ_t) ε, t uniform among the training steps (Ho et al. 2020); the target is ε
///   v    the same; the target is √ᾱ_t ε − √(1 − ᾱ_t) z (Salimans and Ho 2022)
///   flow z_t = (1 − t) z + t ε, t as `draw_times`; the target is ε − z, and the denoiser hears 1000 t
class NoisePath {
 public:
  /// Throws Error(unsupported) for a model that predicts the picture itself.
  explicit NoisePath(const samplers::ScheduleConfig& config);

  /// One moment of a row, for `noised`.
  [[nodiscard]] double draw_moment(at::Generator& generator) const;
  /// What a row's squared error weighs by min-SNR (Hang et al. 2023, arXiv 2303.09556), `gamma` > 0: min(SNR, γ) over
  /// SNR, of a v-predicting model over SNR + 1. 1 for flow matching, which knows no such weights.
  [[nodiscard]] double weight(double moment, double gamma) const;
  /// `latents` and `noise` [B, 4, h, w] on one device, one moment per row.
  [[nodiscard]] NoisedBatch noised(const at::Tensor& latents, const at::Tensor& noise,
                                   const std::vector<double>& moments) const;

 private:
  bool flow_ = false, velocity_ = false;
  int steps_ = 1000;
  std::vector<double> alphas_;
};

}  // namespace koma::training
