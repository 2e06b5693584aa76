// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "engine/models/autoencoder_kl.h"

namespace koma::training {

/// What the trained autoencoder's latents look like, and how to see a denoiser's latent without decoding it.
struct LatentStatistics {
  std::vector<double> mean, deviation;             ///< one per latent channel
  std::array<std::array<double, 3>, 4> preview{};  ///< normalised latent (4) to red, green, blue in −1…1
  std::array<double, 3> preview_bias{};
};

/// Measures 500 panels, all sizes: channel statistics, then the preview by least squares against the area-downsampled
/// drawing. Writes them as JSON. `device` is the model's. Throws Error(unreadable | no_space).
void fit_latents(const models::AutoencoderKL& model, const at::Device& device, const std::filesystem::path& file,
                 std::uint64_t seed);

/// Throws Error(not_found | invalid_file).
[[nodiscard]] LatentStatistics read_latents(const std::filesystem::path& file);

}  // namespace koma::training
