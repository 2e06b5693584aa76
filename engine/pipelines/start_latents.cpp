// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/start_latents.h"

#include <ATen/ATen.h>

#include "engine/models/autoencoder_tiling.h"
#include "engine/tensors/pixels.h"

namespace koma::pipelines {

at::Tensor pixels_of(const Image& picture, const models::ModelSet& set) {
  const bool grey = set.vae_config.in_channels == 1;
  return tensors::to_tensor(grey ? to_grey(picture) : to_rgb(picture)).unsqueeze(0);
}

at::Tensor encoded_latents(const models::ModelSet& set, const at::Tensor& pixels, tensors::NoiseStream* draw) {
  const at::Tensor seen = pixels.to(set.placement.device, set.vae_dtype);
  const models::LatentDistribution found = set.vae->encode(seen);
  at::Tensor latents = found.mean.to(at::kFloat);
  if (draw != nullptr) latents = latents + (found.log_variance.to(at::kFloat) / 2).exp() * draw->next();
  return set.vae->to_denoiser(latents);
}

namespace {

at::Tensor decoded(const models::AutoencoderKL& vae, const at::Tensor& latents, at::ScalarType dtype, bool tiled) {
  const at::Tensor seen = vae.from_denoiser(latents).to(dtype);
  if (!tiled) return vae.decode(seen).to(at::kCPU, at::kFloat);
  return models::decode_tiled([&](const at::Tensor& part) { return vae.decode(part); }, seen, vae.config().factor());
}

}  // namespace

at::Tensor decoded_latents(models::ModelSet& set, const at::Tensor& latents, bool tiled) {
  const at::Tensor pixels = decoded(*set.vae, latents, set.vae_dtype, tiled);
  if (set.vae_dtype == at::kFloat || at::isfinite(pixels).all().item<bool>()) return pixels;
  // Some autoencoders leave the range of float16; the author gets the picture, not the black one.
  set.vae_dtype = at::kFloat;
  models::drop_stage(set, models::Stage::autoencoder);
  models::load_stage(set, models::Stage::autoencoder);
  return decoded(*set.vae, latents, set.vae_dtype, tiled);
}

}  // namespace koma::pipelines
