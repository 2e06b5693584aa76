// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>

#include "engine/models/autoencoder_kl.h"
#include "engine/training/stage.h"

namespace koma::training {

/// Trains the autoencoder on 128² crops of freshly drawn panels; leaves `vae_file`, a log and a sheet of pictures
/// (upper row drawn, lower row decoded), then fits the latent statistics and the preview (`latents_file`).
void train_autoencoder(const Stage& stage);

/// Goes on with the decoder alone and leaves `decoder_file`, which then stands for the decoder in `vae_file`. Latents
/// stay as they are, so this may run beside or after the denoiser. Throws Error(not_found) without a trained encoder.
void train_decoder(const Stage& stage);

/// The averaged weights of a run's encoder and newest decoder. Throws Error(not_found | invalid_file).
[[nodiscard]] std::map<std::string, at::Tensor> autoencoder_weights(const std::filesystem::path& folder);

/// The trained autoencoder of a run, with its statistics. Throws Error(not_found | invalid_file).
[[nodiscard]] std::shared_ptr<models::AutoencoderKL> load_autoencoder(const std::filesystem::path& folder,
                                                                      const at::Device& device);

}  // namespace koma::training
