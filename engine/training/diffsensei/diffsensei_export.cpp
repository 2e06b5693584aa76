// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/diffsensei_export.h"

#include <nlohmann/json.hpp>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/training/diffsensei/agent_start.h"
#include "engine/training/diffsensei/canonical_source.h"
#include "engine/training/diffsensei/diffsensei_stages.h"
#include "engine/training/diffsensei/sharded_writer.h"
#include "engine/training/diffsensei/stage_weights.h"

namespace koma::training {

namespace {

namespace fs = std::filesystem;
using checkpoints::CheckpointLayout;
using checkpoints::PartLayout;
using nlohmann::json;

bool is_there(const fs::path& file) {
  std::error_code ignored;
  return fs::is_regular_file(file, ignored);
}

void copy_over(const fs::path& from, const fs::path& to) {
  std::error_code failure;
  fs::copy_file(from, to, fs::copy_options::overwrite_existing, failure);
  if (failure) throw Error(ErrorCode::unreadable, "the file cannot be copied (" + failure.message() + ")", to.string());
}

void copy_files(const fs::path& from, const fs::path& to) {
  make_output_folder(to);
  for (const auto& entry : fs::directory_iterator(from)) {
    if (entry.is_regular_file()) copy_over(entry.path(), to / entry.path().filename());
  }
}

void write_part(const fs::path& folder, const PartLayout& part, std::map<std::string, at::Tensor> changed) {
  make_output_folder(folder);
  if (!part.config.is_null()) write_atomically(folder / "config.json", part.config.dump(2) + "\n");
  const bool diffusers = part.name == "unet" || part.name == "vae";
  write_sharded(folder, diffusers ? "diffusion_pytorch_model" : "model", CanonicalSource(part, std::move(changed)));
}

std::string pipeline_name(const CheckpointLayout& layout) {
  const bool small = layout.family == checkpoints::Family::sd1 || layout.family == checkpoints::Family::sd2;
  return std::string(small ? "StableDiffusion" : "StableDiffusionXL") +
         (layout.unet_inputs() == 9 ? "InpaintPipeline" : "Pipeline");
}

/// The pipeline's index of a checkpoint that brings none.
json usual_index(const CheckpointLayout& layout) {
  json index{{"_class_name", pipeline_name(layout)},
             {"force_zeros_for_empty_prompt", layout.force_zeros_for_empty_prompt},
             {"scheduler", {"diffusers", "EulerDiscreteScheduler"}},
             {"unet", {"diffusers", "UNet2DConditionModel"}},
             {"vae", {"diffusers", "AutoencoderKL"}}};
  if (layout.has("text_encoder")) index["text_encoder"] = {"transformers", "CLIPTextModel"};
  if (layout.has("text_encoder_2")) index["text_encoder_2"] = {"transformers", "CLIPTextModelWithProjection"};
  return index;
}

void write_index(const CheckpointLayout& layout, const fs::path& root) {
  for (const fs::path& folder : {layout.path / "image_generator", layout.path}) {
    if (is_there(folder / "model_index.json")) return copy_over(folder / "model_index.json", root / "model_index.json");
  }
  write_atomically(root / "model_index.json", usual_index(layout).dump(2) + "\n");
}

const std::map<std::string, at::Tensor>& changes_of(const ChangedWeights& changes, const std::string& part) {
  static const std::map<std::string, at::Tensor> none;
  const auto found = changes.find(part);
  return found == changes.end() ? none : found->second;
}

void write_generator(const CheckpointLayout& layout, const ChangedWeights& changes, const fs::path& root) {
  for (const auto& [name, part] : layout.parts) {
    if (name.starts_with("mllm_")) continue;
    write_part(root / name, part, changes_of(changes, name));
  }
  for (const auto& [encoder, folder] : layout.tokenizers) {
    if (encoder.starts_with("text_encoder"))
      copy_files(folder, root / (encoder == "text_encoder" ? "tokenizer" : "tokenizer_2"));
  }
  make_output_folder(root / "scheduler");
  write_atomically(root / "scheduler" / "scheduler_config.json", layout.scheduler_config);
  write_index(layout, root);
}

/// The agent of the run, or the checkpoint's own.
void write_agent(const CheckpointLayout& layout, const ChangedWeights& changes, const fs::path& root) {
  write_part(root / "llm", layout.parts.at("mllm_llm"), changes_of(changes, "mllm_llm"));
  write_part(root / "agent", layout.parts.at("mllm_agent"), changes_of(changes, "mllm_agent"));
  const fs::path tokenizer = layout.tokenizers.at("mllm_llm");
  make_output_folder(root / "tokenizer");
  for (const char* name :
       {"tokenizer.model", "added_tokens.json", "tokenizer_config.json", "special_tokens_map.json"}) {
    if (is_there(tokenizer / name)) copy_over(tokenizer / name, root / "tokenizer" / name);
  }
}

}  // namespace

void export_diffsensei(const api::TrainingRequest& request) {
  const bool agent = is_there(request.run / mllm_file);
  const bool characters = agent || is_there(request.run / condition_file);
  if (!characters && !is_there(request.run / t2i_file) && !is_there(request.run / assistant_images_file))
    throw Error(
        ErrorCode::not_found,
        "the run has no stage that changes a checkpoint yet; train t2i, condition, mllm or assistant-images first",
        request.run.string());
  CheckpointLayout layout = stage_layout(request.run, request, characters);
  if (agent) add_agent_start(layout, {.work = start_folder(request.run)});
  ChangedWeights changes;
  for (const char* file : {t2i_file, assistant_images_file, condition_file, mllm_file})
    add_changes(changes, request.run / file, layout);
  const bool public_layout = layout.family == checkpoints::Family::diffsensei;
  make_output_folder(request.out);
  const fs::path root = public_layout ? request.out / "image_generator" : request.out;
  make_output_folder(root);
  write_generator(layout, changes, root);
  if (layout.has_agent()) write_agent(layout, changes, request.out / "mllm");
  if (is_there(layout.path / "komawari.json")) copy_over(layout.path / "komawari.json", request.out / "komawari.json");
}

}  // namespace koma::training
