// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "engine/models/clip_text_model.h"
#include "engine/models/unet_2d_condition.h"
#include "engine/training/flat_parameters.h"
#include "engine/training/mini_config.h"
#include "engine/training/panel_batch.h"

namespace koma::training {

/// The networks that the last stage trains together: denoiser (with its painter), text encoder, and the resampler's
/// dummy tokens, which only the denoiser sees.
struct Denoiser {
  std::shared_ptr<models::UNet2DConditionModel> unet;
  std::shared_ptr<models::ClipTextModel> text_encoder;
  at::Tensor dummy_tokens;  // [16, 128]

  /// Fresh weights. `vocabulary` is the tokenizer's size.
  [[nodiscard]] static Denoiser create(std::uint64_t seed, std::int64_t vocabulary, const at::Device& device = at::kCPU,
                                       const DenoiserWidth& width = denoiser_width(usual_width));
  /// The averaged weights of a run. Throws Error(not_found | invalid_file).
  [[nodiscard]] static Denoiser load(const std::filesystem::path& folder, const at::Device& device);
  [[nodiscard]] NamedTensors parameters() const;
  [[nodiscard]] at::Device device() const { return dummy_tokens.device(); }

  /// What the UNet is told about a batch, which lies where the denoiser lies.
  [[nodiscard]] models::UNetConditions conditions(const PanelBatch& batch) const;
  /// v at `noised` [B, 4, h, w] and `times` [B] in 0…1. // → [B, 4, h, w]
  [[nodiscard]] at::Tensor velocity(const at::Tensor& noised, const at::Tensor& times, const PanelBatch& batch) const;
};

/// Squared error of v per latent pixel, averaged over channels. Like the two below, it computes where the denoiser lies
/// and brings there what lies elsewhere. // → [B, h, w] float32, on the denoiser's device
[[nodiscard]] at::Tensor velocity_error(const Denoiser& denoiser, const PanelBatch& batch, const at::Tensor& noise,
                                        const at::Tensor& times);

/// The training loss of a batch: conditions dropped at random, times and noise drawn, cells weighted by `importance`.
[[nodiscard]] at::Tensor denoiser_loss(const Denoiser& denoiser, const PanelBatch& batch,
                                       const Unspecified& unspecified, at::Generator& generator);

/// Euler's method from noise, guided. `noise` [B, 4, h, w] → latents of the same shape, on the denoiser's device.
struct SamplingOptions {
  int steps = 12;
  double guidance = 2.5;
};
[[nodiscard]] at::Tensor sample_latents(const Denoiser& denoiser, const PanelBatch& batch,
                                        const Unspecified& unspecified, const at::Tensor& noise,
                                        const SamplingOptions& options);

}  // namespace koma::training
