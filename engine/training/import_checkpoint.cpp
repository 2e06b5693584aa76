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
#include "engine/training/denoiser.h"
#include "engine/training/grown_weights.h"
#include "engine/training/reference_encoder.h"
#include "engine/training/stage.h"
#include "engine/training/tokenizer_files.h"

namespace koma::training {

namespace {

namespace fs = std::filesystem;
using Tensors = std::map<std::string, at::Tensor>;

constexpr std::size_t max_tokens = 1 << 20;
constexpr std::size_t told_names = 6;

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

/// The tokens of a checkpoint's tokenizer in the order of their ids.
std::vector<std::string> tokens_of(const fs::path& vocabulary) {
  std::vector<std::string> tokens;
  const nlohmann::json ids = json_of(vocabulary);
  for (const auto& [token, id] : ids.items()) {
    const auto place = id.is_number_unsigned() ? id.get<std::size_t>() : max_tokens;
    if (place >= max_tokens)
      throw Error(ErrorCode::invalid_file, "the vocabulary has an id that is no number below 2^20",
                  vocabulary.string());
    if (place >= tokens.size()) tokens.resize(place + 1);
    tokens[place] = token;
  }
  return tokens;
}

Tensors tensors_of(const NamedTensors& named) {
  return {named.begin(), named.end()};
}

/// The width that is wished, else the checkpoint's own.
const DenoiserWidth& width_for(const Tensors& denoiser, const std::string& wished, const fs::path& checkpoint) {
  if (!wished.empty()) return denoiser_width(wished);
  const auto found = denoiser.find("unet.conv_in.weight");
  if (found == denoiser.end() || found->second.dim() != 4)
    throw Error(ErrorCode::invalid_file, "the checkpoint has no denoiser of ours", checkpoint.string());
  return denoiser_width_of(found->second.size(0));
}

void tell(const api::TrainingReport& report, const char* what, const std::vector<std::string>& names) {
  if (names.empty()) return;
  std::string text = "import: " + std::to_string(names.size()) + what;
  for (std::size_t i = 0; i < std::min(names.size(), told_names); ++i) text += (i == 0 ? ": " : ", ") + names[i];
  if (names.size() > told_names) text += " …";
  report({text});
}

/// Writes a stage of today's shape and says what did not come from the checkpoint.
void write_grown(const fs::path& file, const Tensors& before, const Tensors& fresh, const Words& words,
                 const api::TrainingReport& report) {
  const GrownWeights grown = grown_weights(before, fresh, words);
  tell(report, " tables keep their old rows", grown.grown);
  tell(report, " tensors begin anew", grown.fresh);
  write_stage(file, grown.weights);
}

}  // namespace

void import_checkpoint(const fs::path& checkpoint, const fs::path& run, const ImportOptions& options) {
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
  const Words words{tokens_of(parts / "tokenizer_2" / "vocab.json"), caption_tokens()};
  const DenoiserWidth& width = width_for(denoiser, options.width, checkpoint);
  write_latents(checkpoint, run / latents_file);
  write_stage(run / vae_file, autoencoder);
  const ReferenceEncoder encoder = ReferenceEncoder::create(options.seed, at::kCPU);
  write_grown(run / reference_file, reference, tensors_of(encoder.parameters()), words, options.report);
  const Denoiser made = Denoiser::create(options.seed, std::ssize(words.now), at::kCPU, width);
  write_grown(run / denoiser_file, denoiser, tensors_of(made.parameters()), words, options.report);
}

}  // namespace koma::training
