// SPDX-License-Identifier: Apache-2.0
#include "engine/models/model_set.h"

#include <c10/core/InferenceMode.h>

#include "engine/base/error.h"
#include "engine/nn/weight_streaming.h"
#include "engine/tensors/part_source.h"

namespace koma::models {

namespace {

using checkpoints::PartLayout;

/// Old files carry counters beside their weights.
const std::vector<std::string> counters = {"position_ids"};
/// A whole masked autoencoder may lie in magi_image_encoder; its decoder is never used.
const std::string unused_decoders[] = {"decoder.", "vit.decoder."};

const PartLayout& part_of(const ModelSet& set, const std::string& name) {
  const auto found = set.layout.parts.find(name);
  if (found == set.layout.parts.end()) {
    throw Error(ErrorCode::invalid_file, "the checkpoint has no " + name + "; get the model again",
                set.layout.path.string());
  }
  return found->second;
}

/// A config knows the names of its fields, but not its file.
template <class Config>
Config config_of(const PartLayout& part) {
  try {
    return Config::from_json(part.config);
  } catch (const Error& error) {
    throw Error(error.code(), error.what(), part.place.string());
  }
}

nn::Weights weights_of(const PartLayout& part, const tensors::Placement& placement) {
  return nn::Weights(tensors::open_part(part), part.name, placement.device, placement.dtype);
}

/// Builds a module whose config is made from JSON, and sees that it took every tensor.
template <class Module, class Config>
std::shared_ptr<Module> module_of(const PartLayout& part, const tensors::Placement& placement) {
  const nn::Weights weights = weights_of(part, placement);
  auto model = std::make_shared<Module>(weights, config_of<Config>(part));
  weights.expect_all_used(counters);
  return model;
}

std::shared_ptr<UNet2DConditionModel> denoiser(const ModelSet& set) {
  const PartLayout& part = part_of(set, "unet");
  if (set.denoiser_budget == 0) return module_of<UNet2DConditionModel, UNet2DConditionConfig>(part, set.placement);
  // In inference mode the layers would pack what they get on a CPU.
  const c10::InferenceMode plain(false);
  auto unet = module_of<UNet2DConditionModel, UNet2DConditionConfig>(part, {at::kCPU, set.placement.dtype});
  nn::WeightStreaming::begin(*unet, set.placement.device, set.denoiser_budget);
  return unet;
}

std::shared_ptr<VitMae> magi(const PartLayout& part, const tensors::Placement& placement) {
  const nn::Weights weights = weights_of(part, placement);
  auto model = std::make_shared<VitMae>(weights, config_of<VitMaeConfig>(part));
  std::string left;
  for (const std::string& name : weights.unused()) {
    const bool known = std::any_of(std::begin(unused_decoders), std::end(unused_decoders),
                                   [&](const std::string& start) { return name.starts_with(start); });
    if (!known) left += (left.empty() ? "" : ", ") + name;
  }
  if (!left.empty()) throw Error(ErrorCode::invalid_file, "nobody takes these tensors: " + left, part.place.string());
  return model;
}

/// Public checkpoints carry no config for the resampler.
std::shared_ptr<Resampler> resampler(const PartLayout& part, const tensors::Placement& placement) {
  const nn::Weights weights = weights_of(part, placement);
  const ResamplerConfig config =
      part.config.is_null() ? ResamplerConfig::detect(weights) : config_of<ResamplerConfig>(part);
  auto model = std::make_shared<Resampler>(weights, config);
  weights.expect_all_used();
  return model;
}

std::string sizes(std::int64_t a, std::int64_t b) {
  return std::to_string(a) + " and " + std::to_string(b);
}

void check_text_fits(const ModelSet& set) {
  std::int64_t text = 0;
  for (const char* name : {"text_encoder", "text_encoder_2"}) {
    if (set.layout.has(name)) text += config_of<ClipTextConfig>(part_of(set, name)).encoder.hidden_size;
  }
  if (text == set.unet_config.cross_attention_dim) return;
  throw Error(ErrorCode::invalid_file,
              "text encoders and unet do not fit: widths " + sizes(text, set.unet_config.cross_attention_dim),
              part_of(set, "unet").place.parent_path().string());
}

void check_latents(const ModelSet& set) {
  const std::int64_t inputs = set.unet_config.in_channels;
  const bool drawn = set.vae_config.latent_channels == 4 && (inputs == 4 || inputs == 9);
  if (drawn) return;
  throw Error(ErrorCode::unsupported,
              "only models with four latent channels can be used (nine inputs for repainting); this one has " +
                  std::to_string(set.vae_config.latent_channels) + " and " + std::to_string(inputs) + " inputs",
              set.layout.path.string());
}

void check_characters_fit(const ModelSet& set) {
  const ResamplerConfig& tokens = set.image_proj_model->config();
  const auto refuse = [&](const std::string& sentence) {
    throw Error(ErrorCode::invalid_file, sentence, part_of(set, "image_proj_model").place.parent_path().string());
  };
  if (tokens.output_dim != set.unet_config.cross_attention_dim) {
    refuse("image_proj_model and unet do not fit: widths " +
           sizes(tokens.output_dim, set.unet_config.cross_attention_dim));
  }
  if (tokens.embedding_dim != set.clip_image_encoder->config().encoder.hidden_size) {
    refuse("image_proj_model and clip_image_encoder do not fit");
  }
  if (set.magi_image_encoder && tokens.magi_embedding_dim != set.magi_image_encoder->config().hidden_size) {
    refuse("image_proj_model and magi_image_encoder do not fit");
  }
}

/// The weights say how many tokens a character has; no number is read for it.
AgentWidths agent_widths(const ModelSet& set) {
  const std::vector<std::int64_t> latents =
      part_of(set, "image_proj_model")
          .shape(part_of(set, "image_proj_model").has("module.latents") ? "module.latents" : "latents");
  const std::int64_t each = latents.size() == 3 ? latents[1] : 0;
  return {set.unet_config.cross_attention_dim, each * set.traits.characters};
}

void load_text(ModelSet& set, const std::function<void()>& between) {
  if (set.layout.has("text_encoder")) {
    set.text_encoder = module_of<ClipTextModel, ClipTextConfig>(part_of(set, "text_encoder"), set.placement);
    between();
  }
  if (set.layout.has("text_encoder_2")) {
    set.text_encoder_2 = module_of<ClipTextModel, ClipTextConfig>(part_of(set, "text_encoder_2"), set.placement);
  }
}

void load_characters(ModelSet& set, const std::function<void()>& between) {
  if (!set.has_characters()) return;
  set.clip_image_encoder =
      module_of<ClipVisionModel, ClipVisionConfig>(part_of(set, "clip_image_encoder"), set.placement);
  between();
  set.image_proj_model = resampler(part_of(set, "image_proj_model"), set.placement);
  if (set.image_proj_model->config().magi_embedding_dim > 0) {
    set.magi_image_encoder = magi(part_of(set, "magi_image_encoder"), set.placement);
  }
  check_characters_fit(set);
}

}  // namespace

bool ModelSet::is_loaded(Stage stage) const {
  switch (stage) {
    case Stage::text:
      return text_encoder || text_encoder_2;
    case Stage::characters:
      return image_proj_model != nullptr;
    case Stage::denoiser:
      return unet != nullptr;
    case Stage::autoencoder:
      return vae != nullptr;
    case Stage::agent:
      return agent.language != nullptr;
  }
  return false;
}

ModelSet open_model_set(checkpoints::CheckpointLayout layout, const tensors::Placement& placement) {
  ModelSet set;
  set.layout = std::move(layout);
  set.placement = placement;
  set.agent_form.dtype = placement.dtype;
  set.traits = ModelTraits::of(set.layout);
  set.unet_config = config_of<UNet2DConditionConfig>(part_of(set, "unet"));
  set.vae_config = config_of<AutoencoderKLConfig>(part_of(set, "vae"));
  // Half the exponent bits: a float16 autoencoder gives black pictures for some checkpoints.
  set.vae_dtype = placement.dtype == at::kHalf ? at::kFloat : placement.dtype;
  check_text_fits(set);
  check_latents(set);
  return set;
}

void load_stage(ModelSet& set, Stage stage, const std::function<void()>& between) {
  if (set.is_loaded(stage)) return;
  between();
  switch (stage) {
    case Stage::text:
      return load_text(set, between);
    case Stage::characters:
      return load_characters(set, between);
    case Stage::denoiser:
      set.unet = denoiser(set);
      return;
    case Stage::autoencoder:
      set.vae =
          module_of<AutoencoderKL, AutoencoderKLConfig>(part_of(set, "vae"), {set.placement.device, set.vae_dtype});
      return;
    case Stage::agent:
      set.agent = load_agent(set.layout, set.agent_form, set.placement.device, agent_widths(set), between);
      return;
  }
}

void drop_stage(ModelSet& set, Stage stage) {
  switch (stage) {
    case Stage::text:
      set.text_encoder.reset();
      set.text_encoder_2.reset();
      return;
    case Stage::characters:
      set.clip_image_encoder.reset();
      set.magi_image_encoder.reset();
      set.image_proj_model.reset();
      return;
    case Stage::denoiser:
      set.unet.reset();
      return;
    case Stage::autoencoder:
      set.vae.reset();
      return;
    case Stage::agent:
      set.agent = {};
      return;
  }
}

ModelSet load_model_set(const std::filesystem::path& path, const tensors::Placement& placement,
                        const std::function<void()>& between) {
  ModelSet set = open_model_set(checkpoints::read_checkpoint_layout(path), placement);
  for (const Stage stage : {Stage::text, Stage::characters, Stage::autoencoder, Stage::denoiser}) {
    load_stage(set, stage, between);
  }
  return set;
}

}  // namespace koma::models
