// SPDX-License-Identifier: Apache-2.0
#include "engine/training/export_checkpoint.h"

#include <ATen/ATen.h>

#include <cmath>
#include <map>
#include <string>

#include "engine/base/atomic_file.h"
#include "engine/synthesis/synonyms.h"
#include "engine/synthesis/vocabulary.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/training/autoencoder_loss.h"
#include "engine/training/drawings.h"
#include "engine/training/extras.h"
#include "engine/training/json_file.h"
#include "engine/training/latent_statistics.h"
#include "engine/training/mini_config.h"
#include "engine/training/stage.h"
#include "engine/training/tokenizer_files.h"
#include "engine/training/vae_stage.h"

namespace koma::training {

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using Tensors = std::map<std::string, at::Tensor>;

/// The tensors below `part`, with that prefix taken off, in float16.
Tensors part_of(const Tensors& all, const std::string& part) {
  Tensors result;
  for (const auto& [name, tensor] : all)
    if (name.starts_with(part + ".")) result[name.substr(part.size() + 1)] = tensor.to(at::kHalf);
  return result;
}

void write_part(const fs::path& folder, const ordered_json& config, const std::string& file, const Tensors& tensors) {
  write_json(folder / "config.json", config);
  tensors::write_safetensors(folder / file, tensors, {{"format", "pt"}});
}

ordered_json autoencoder_json(const LatentStatistics& statistics) {
  ordered_json json = autoencoder_config();
  json["latents_mean"] = statistics.mean;
  json["latents_std"] = statistics.deviation;
  return json;
}

/// The encoder's last rows say the logarithm of the variance, which training never asked for: it is that of the noise
/// that the decoder learned to bear.
void write_spread(Tensors& autoencoder) {
  at::Tensor weight = autoencoder.at("encoder.conv_out.weight").clone(),
             bias = autoencoder.at("encoder.conv_out.bias").clone();
  const std::int64_t latent = weight.size(0) / 2;
  weight.slice(0, latent).zero_();
  bias.slice(0, latent).fill_(2 * std::log(latent_noise));
  autoencoder["encoder.conv_out.weight"] = weight;
  autoencoder["encoder.conv_out.bias"] = bias;
}

/// What a model adds to a DiffSensei folder; the order of each list is the order of the codes.
ordered_json komawari_json(const LatentStatistics& statistics) {
  const ordered_json controls{{"expression", synthesis::expression_synonyms()},
                              {"pose", synthesis::pose_synonyms()},
                              {"shot", synthesis::shot_synonyms()},
                              {"facing", {"left", "right"}},
                              {"view", synthesis::view_synonyms()},
                              {"background", synthesis::background_synonyms()}};
  return {{"schema", "komawari.model/1"},
          {"name", "mini"},
          {"family", "diffsensei"},
          {"native_area", native_area},
          {"size_multiple", 16},
          {"widest_aspect", widest_aspect},
          {"characters", accepted_characters},
          {"defaults", {{"steps", 12}, {"guidance_scale", 2.5}, {"character_scale", 1.0}}},
          {"controls", controls},
          {"preview", {{"matrix", statistics.preview}, {"bias", statistics.preview_bias}}},
          {"finish", "ink"},
          {"reference", {{"size", reference_side}, {"fit", "pad"}, {"grey", true}}}};
}

}  // namespace

void export_checkpoint(const fs::path& run, const fs::path& out) {
  const fs::path generator = out / "image_generator";
  const LatentStatistics statistics = read_latents(run / latents_file);
  const Tensors denoiser = averaged_weights(run / denoiser_file);
  const Tensors reference = averaged_weights(run / reference_file);
  const std::string diffusers = "diffusion_pytorch_model.safetensors", transformers = "model.safetensors";

  Tensors autoencoder;
  for (const auto& [name, tensor] : autoencoder_weights(run)) autoencoder[name] = tensor.to(at::kHalf);
  write_spread(autoencoder);
  write_part(generator / "vae", autoencoder_json(statistics), diffusers, autoencoder);
  const Tensors unet = part_of(denoiser, "unet");
  const DenoiserWidth& width = denoiser_width_of(unet.at("conv_in.weight").size(0));
  write_part(generator / "unet", unet_config(width), diffusers, unet);
  const Tensors text = part_of(denoiser, "text_encoder_2");
  const std::int64_t words = text.at("text_model.embeddings.token_embedding.weight").size(0);
  write_part(generator / "text_encoder_2", text_encoder_config(words), transformers, text);
  write_part(generator / "clip_image_encoder", image_encoder_config(), transformers,
             part_of(reference, "clip_image_encoder"));
  Tensors resampler = part_of(reference, "image_proj_model");
  // The denoiser learned its own dummy tokens; the classifier of references never looked at them.
  resampler["dummy_tokens"] = denoiser.at("image_proj_model.dummy_tokens").to(at::kHalf);
  write_part(generator / "image_proj_model", resampler_config(), transformers, resampler);

  write_caption_tokenizer(generator / "tokenizer_2");
  write_json(generator / "scheduler" / "scheduler_config.json", scheduler_config());
  write_json(generator / "model_index.json", model_index());
  ordered_json traits = komawari_json(statistics);
  traits["extras"] = write_extras(out);
  write_json(out / "komawari.json", traits);
}

}  // namespace koma::training
