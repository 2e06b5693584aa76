// SPDX-License-Identifier: Apache-2.0
#include "engine/training/import_checkpoint.h"

#include <ATen/ATen.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/json_fields.h"
#include "engine/tensors/safetensors.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/training/stage.h"

namespace koma::training {

namespace {

namespace fs = std::filesystem;
using Tensors = std::map<std::string, at::Tensor>;

/// Adds the float32 tensors of a part's file, named below `prefix`.
void add_part(Tensors& weights, const fs::path& file, const std::string& prefix) {
  for (const auto& [name, tensor] : tensors::read_safetensors(file)) weights[prefix + name] = tensor.to(at::kFloat);
}

void write_stage(const fs::path& file, const Tensors& weights) {
  Tensors tensors{{"optimizer.steps", at::zeros({})}};
  for (const auto& [name, tensor] : weights) {
    tensors["model." + name] = tensor;
    tensors["ema." + name] = tensor.clone();
    tensors["optimizer.first." + name] = at::zeros_like(tensor);
    tensors["optimizer.second." + name] = at::zeros_like(tensor);
  }
  tensors::write_safetensors(file, tensors, {{TrainingLoop::state_key, TrainingLoop::fresh_state()}});
}

nlohmann::json json_of(const fs::path& file) {
  std::ifstream stream(file);
  if (!stream) throw Error(ErrorCode::not_found, "there is no such file; give the folder of mini", file.string());
  return parse_document(std::string(std::istreambuf_iterator<char>(stream), {}), file.string());
}

void write_latents(const fs::path& checkpoint, const fs::path& file) {
  const nlohmann::json vae = json_of(checkpoint / "image_generator" / "vae" / "config.json");
  const nlohmann::json traits = json_of(checkpoint / "komawari.json");
  if (!vae.contains("latents_mean") || !vae.contains("latents_std") || !traits.contains("preview"))
    throw Error(ErrorCode::invalid_file, "the checkpoint has no latent statistics; only our own models can go on",
                checkpoint.string());
  const nlohmann::ordered_json json{
      {"latents_mean", vae["latents_mean"]}, {"latents_std", vae["latents_std"]}, {"preview", traits["preview"]}};
  write_atomically(file, json.dump(2) + "\n");
}

}  // namespace

void import_checkpoint(const fs::path& checkpoint, const fs::path& run) {
  for (const char* file : {vae_file, latents_file, reference_file, denoiser_file})
    if (fs::exists(run / file))
      throw Error(ErrorCode::invalid_argument, "the run has begun already; give an empty folder", run.string());
  const fs::path parts = checkpoint / "image_generator";
  Tensors autoencoder, reference, denoiser;
  add_part(autoencoder, parts / "vae" / "diffusion_pytorch_model.safetensors", "");
  add_part(reference, parts / "clip_image_encoder" / "model.safetensors", "clip_image_encoder.");
  add_part(reference, parts / "image_proj_model" / "model.safetensors", "image_proj_model.");
  add_part(denoiser, parts / "unet" / "diffusion_pytorch_model.safetensors", "unet.");
  add_part(denoiser, parts / "text_encoder_2" / "model.safetensors", "text_encoder_2.");
  const auto dummies = reference.find("image_proj_model.dummy_tokens");
  if (dummies == reference.end())
    throw Error(ErrorCode::invalid_file, "the checkpoint lacks dummy_tokens; only our own models can go on",
                (parts / "image_proj_model").string());
  denoiser[dummies->first] = dummies->second;
  write_latents(checkpoint, run / latents_file);
  write_stage(run / vae_file, autoencoder);
  write_stage(run / reference_file, reference);
  write_stage(run / denoiser_file, denoiser);
}

}  // namespace koma::training
