// SPDX-License-Identifier: Apache-2.0
#include "engine/models/model_set.h"

#include <fstream>
#include <sstream>

#include "engine/base/error.h"
#include "engine/base/json_fields.h"
#include "engine/models/config_reader.h"
#include "engine/tensors/weight_sources.h"

namespace koma::models {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

std::string text_of(const fs::path& file) {
  if (!fs::exists(file)) throw Error(ErrorCode::not_found, "there is no such file in the checkpoint", file.string());
  std::ifstream stream(file, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  if (!stream) throw Error(ErrorCode::unreadable, "cannot be read", file.string());
  return text.str();
}

json json_of(const fs::path& file) {
  try {
    return parse_document(text_of(file), file.string());
  } catch (const Error& error) {
    throw Error(ErrorCode::invalid_file, error.sentence(), file.string());
  }
}

/// A config knows the names of its fields, but not its file.
template <class Config>
Config config_of(const fs::path& part) {
  const fs::path file = part / "config.json";
  const json object = json_of(file);
  try {
    return Config::from_json(object);
  } catch (const Error& error) {
    throw Error(error.code(), error.what(), file.string());
  }
}

nn::Weights weights_of(const fs::path& part, const tensors::Placement& placement) {
  for (const char* pickled : {"pytorch_model.bin", "diffusion_pytorch_model.bin"}) {
    const bool safe =
        fs::exists(part / "diffusion_pytorch_model.safetensors") || fs::exists(part / "model.safetensors");
    if (!safe && fs::exists(part / pickled)) {
      throw Error(ErrorCode::unsupported, "pickled weights cannot be read yet; convert them to model.safetensors",
                  (part / pickled).string());
    }
  }
  return nn::Weights(tensors::open_weights(part), part.filename().string(), placement.device, placement.dtype);
}

/// Old files carry counters beside their weights.
const std::vector<std::string> counters = {"position_ids"};

/// Builds a module whose config is made from JSON, and sees that it took every tensor.
template <class Module, class Config>
std::shared_ptr<Module> module_of(const fs::path& part, const tensors::Placement& placement) {
  const nn::Weights weights = weights_of(part, placement);
  auto model = std::make_shared<Module>(weights, config_of<Config>(part));
  weights.expect_all_used(counters);
  return model;
}

std::shared_ptr<VitMae> magi(const fs::path& part, const tensors::Placement& placement) {
  const nn::Weights weights = weights_of(part, placement);
  auto model = std::make_shared<VitMae>(weights, config_of<VitMaeConfig>(part));
  std::string left;
  for (const std::string& name : weights.unused()) {
    // A whole masked autoencoder may lie there; its decoder is never used.
    if (!name.starts_with("decoder.") && !name.starts_with("vit.decoder.")) left += (left.empty() ? "" : ", ") + name;
  }
  if (!left.empty()) throw Error(ErrorCode::invalid_file, "nobody takes these tensors: " + left, part.string());
  return model;
}

std::shared_ptr<Resampler> resampler(const fs::path& part, const tensors::Placement& placement) {
  const nn::Weights weights = weights_of(part, placement);
  // Public checkpoints carry no config for this part.
  const ResamplerConfig config =
      fs::exists(part / "config.json") ? config_of<ResamplerConfig>(part) : ResamplerConfig::detect(weights);
  auto model = std::make_shared<Resampler>(weights, config);
  weights.expect_all_used();
  return model;
}

/// model_index.json names a missing part as [null, null].
bool lists(const json& index, const char* part) {
  const auto found = index.find(part);
  return found != index.end() && found->is_array() && !found->empty() && !found->front().is_null();
}

void check_fit(const ModelSet& set) {
  const std::int64_t context = set.unet->config().cross_attention_dim;
  const std::int64_t text = set.text_encoder_2->config().encoder.hidden_size +
                            (set.text_encoder ? set.text_encoder->config().encoder.hidden_size : 0);
  const ResamplerConfig& tokens = set.image_proj_model->config();
  const auto refuse = [&](const std::string& sentence) {
    throw Error(ErrorCode::invalid_file, sentence, (set.folder / "image_generator").string());
  };
  const auto sizes = [](std::int64_t a, std::int64_t b) { return std::to_string(a) + " and " + std::to_string(b); };
  if (text != context) refuse("text encoders and unet do not fit: widths " + sizes(text, context));
  if (tokens.output_dim != context)
    refuse("image_proj_model and unet do not fit: widths " + sizes(tokens.output_dim, context));
  if (tokens.embedding_dim != set.clip_image_encoder->config().encoder.hidden_size) {
    refuse("image_proj_model and clip_image_encoder do not fit");
  }
  if (set.magi_image_encoder && tokens.magi_embedding_dim != set.magi_image_encoder->config().hidden_size) {
    refuse("image_proj_model and magi_image_encoder do not fit");
  }
  if (set.vae->config().latent_channels != 4 || set.unet->config().in_channels != 4) {
    refuse("only models with four latent channels can be used");
  }
}

}  // namespace

ModelSet load_model_set(const fs::path& folder, const tensors::Placement& placement,
                        const std::function<void()>& between) {
  ModelSet set;
  set.folder = folder;
  set.placement = placement;
  set.traits = ModelTraits::read(folder);
  const json index = json_of(set.part("model_index.json"));
  set.force_zeros_for_empty_prompt =
      ConfigReader(index, set.part("model_index.json").string()).flag("force_zeros_for_empty_prompt", true);
  set.sample_size = int(ConfigReader(json_of(set.part("unet") / "config.json"), "unet").count("sample_size", 128));
  set.scheduler_config = text_of(set.part("scheduler") / "scheduler_config.json");
  between();
  if (lists(index, "text_encoder"))
    set.text_encoder = module_of<ClipTextModel, ClipTextConfig>(set.part("text_encoder"), placement);
  between();
  set.text_encoder_2 = module_of<ClipTextModel, ClipTextConfig>(set.part("text_encoder_2"), placement);
  between();
  set.clip_image_encoder = module_of<ClipVisionModel, ClipVisionConfig>(set.part("clip_image_encoder"), placement);
  between();
  set.image_proj_model = resampler(set.part("image_proj_model"), placement);
  if (set.image_proj_model->config().magi_embedding_dim > 0) {
    set.magi_image_encoder = magi(set.part("magi_image_encoder"), placement);
  }
  between();
  set.vae = module_of<AutoencoderKL, AutoencoderKLConfig>(set.part("vae"), {placement.device, at::kFloat});
  between();
  set.unet = module_of<UNet2DConditionModel, UNet2DConditionConfig>(set.part("unet"), placement);
  check_fit(set);
  return set;
}

}  // namespace koma::models
