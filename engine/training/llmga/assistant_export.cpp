// SPDX-License-Identifier: Apache-2.0
#include "engine/training/llmga/assistant_export.h"

#include <ATen/ATen.h>

#include <nlohmann/json.hpp>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/models/clip_vision_model.h"
#include "engine/models/picture_projector.h"
#include "engine/tensors/part_source.h"
#include "engine/training/diffsensei/canonical_source.h"
#include "engine/training/diffsensei/sharded_writer.h"
#include "engine/training/llmga/assistant_stages.h"

namespace koma::training {

namespace {

namespace fs = std::filesystem;
using checkpoints::PartLayout;
using Tensors = std::map<std::string, at::Tensor>;

Tensors changes_of(const TrainedAssistant& trained, const std::string& part) {
  const auto found = trained.changes.find(part);
  return found == trained.changes.end() ? Tensors() : found->second;
}

/// The language model's changed tensors in the types they had, and the whole projector.
Tensors written_tensors(const TrainedAssistant& trained) {
  const auto stored = tensors::open_part(trained.layout.parts.at("llm"));
  Tensors tensors;
  for (const auto& [name, tensor] : changes_of(trained, "llm")) tensors[name] = tensor.to(stored->find(name)->dtype);
  const PartLayout& part = trained.layout.parts.at("projector");
  const auto projector = tensors::open_part(part);
  const Tensors changed = changes_of(trained, "projector");
  for (const auto& [name, place] : part.tensors) {
    const auto found = changed.find(name);
    tensors[models::projector_prefix + name] =
        found == changed.end() ? projector->read_as(name, part.shape(name), {}, at::kFloat) : found->second;
  }
  return tensors;
}

nlohmann::json llava_config(const TrainedAssistant& trained) {
  nlohmann::json config = trained.layout.parts.at("llm").config;
  const PartLayout& vision = trained.layout.parts.at("vision");
  config["architectures"] = {"LlavaLlamaForCausalLM"};
  config["model_type"] = "llava_llama";
  config["mm_hidden_size"] = models::ClipVisionConfig::from_json(vision.config).encoder.hidden_size;
  config["mm_projector_type"] = "mlp2x_gelu";
  config["mm_vision_select_layer"] = -2;
  config["mm_vision_select_feature"] = "patch";
  config["mm_use_im_start_end"] = false;
  config["mm_use_im_patch_token"] = false;
  config["use_mm_proj"] = true;
  config["tune_mm_mlp_adapter"] = false;
  config["freeze_mm_mlp_adapter"] = false;
  config["image_aspect_ratio"] = "square";
  if (!config.contains("mm_vision_tower")) config["mm_vision_tower"] = vision.place.string();
  return config;
}

void copy_tokenizer(const fs::path& from, const fs::path& to) {
  for (const char* name :
       {"tokenizer.model", "added_tokens.json", "tokenizer_config.json", "special_tokens_map.json"}) {
    std::error_code failure;
    if (!fs::exists(from / name, failure) || fs::equivalent(from, to, failure)) continue;
    fs::copy_file(from / name, to / name, fs::copy_options::overwrite_existing, failure);
    if (failure)
      throw Error(ErrorCode::unreadable, "the file cannot be copied (" + failure.message() + ")", (to / name).string());
  }
}

}  // namespace

void export_assistant(const api::TrainingRequest& request) {
  const TrainedAssistant trained = trained_assistant(request);
  make_output_folder(request.out);
  write_sharded(request.out, "model", CanonicalSource(trained.layout.parts.at("llm"), written_tensors(trained)));
  write_atomically(request.out / "config.json", llava_config(trained).dump(2) + "\n");
  copy_tokenizer(trained.layout.tokenizers.at("llm"), request.out);
}

}  // namespace koma::training
