// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "engine/models/controlnet.h"
#include "engine/training/denoiser.h"

namespace koma::training {

/// A ControlNet as Zhang et al. 2023 begin one: the way down of the denoiser in `folder`, and exits of zeros, so that
/// it changes nothing yet. Throws Error(not_found | invalid_file).
[[nodiscard]] std::shared_ptr<models::ControlNetModel> begin_control_net(const std::filesystem::path& folder,
                                                                         std::uint64_t seed, const at::Device& device);

/// Squared error of the led denoiser's v per latent pixel. `edges` [B, 3, 8 h, 8 w]; batch, noise [B, 4, h, w], times
/// [B] and edges lie where the denoiser lies. // → [B, h, w] float32
[[nodiscard]] at::Tensor led_velocity_error(const models::ControlNetModel& net, const Denoiser& denoiser,
                                            const PanelBatch& batch, const at::Tensor& edges, const at::Tensor& noise,
                                            const at::Tensor& times);

/// The training loss of a batch: as `denoiser_loss`, the denoiser frozen; half of the captions are left out besides, so
/// that the edges are read and not the words (Zhang et al. 2023, 3.4), and parts of edges (`wipe_parts`).
[[nodiscard]] at::Tensor control_loss(const models::ControlNetModel& net, const Denoiser& denoiser,
                                      const PanelBatch& batch, const Unspecified& unspecified,
                                      at::Generator& generator);

}  // namespace koma::training
