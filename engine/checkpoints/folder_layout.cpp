// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/folder_layout.h"

#include <algorithm>

#include "engine/base/error.h"
#include "engine/checkpoints/agent_folder.h"
#include "engine/checkpoints/file_kind.h"
#include "engine/checkpoints/json_file.h"
#include "engine/checkpoints/part_folder.h"

namespace koma::checkpoints {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

/// What model_index.json says a part is, ["library", "Class"]; empty when it is missing, [null, null] or absent.
std::string class_of(const json& index, const std::string& part) {
  const auto found = index.find(part);
  if (found == index.end() || !found->is_array() || found->size() != 2) return {};
  return (*found)[1].is_string() ? (*found)[1].get<std::string>() : std::string();
}

bool flag_in(const json& index, const char* key, bool otherwise) {
  const auto found = index.find(key);
  return found != index.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

/// Published checkpoints carry no config for DiffSensei's resampler; every other part has one.
void add_part(CheckpointLayout& layout, const fs::path& root, const std::string& name) {
  PartLayout part = read_part_folder(root / name, name);
  if (part.config.is_null() && name != "image_proj_model") (void)json_of_file(root / name / "config.json");
  layout.parts.emplace(name, std::move(part));
}

void add_tokenizer(CheckpointLayout& layout, const fs::path& root, const std::string& encoder,
                   const std::string& tokenizer) {
  if (layout.has(encoder) && fs::exists(root / tokenizer / "vocab.json")) {
    layout.tokenizers[encoder] = root / tokenizer;
  }
}

/// What every layout of folders has beside its parts.
void finish(CheckpointLayout& layout, const fs::path& root) {
  add_tokenizer(layout, root, "text_encoder", "tokenizer");
  add_tokenizer(layout, root, "text_encoder_2", "tokenizer_2");
  layout.scheduler_place = root / "scheduler" / "scheduler_config.json";
  layout.scheduler_config = text_of_file(layout.scheduler_place);
  const int usual_size = layout.family == Family::sd1 || layout.family == Family::sd2 ? 64 : 128;
  const std::int64_t size = count_in(layout.parts.at("unet").config, "sample_size", usual_size);
  layout.sample_size = int(std::clamp<std::int64_t>(size, 8, 1024));
  for (const auto& [name, part] : layout.parts) layout.bytes += part.bytes();
}

[[noreturn]] void refuse(const fs::path& folder, const std::string& sentence) {
  throw Error(ErrorCode::unsupported, sentence + "; give a checkpoint of Stable Diffusion 1, 2 or XL", folder.string());
}

/// What the index alone rules out.
void check_index(const json& index, const fs::path& folder) {
  const std::string pipeline = text_in(index, "_class_name", "a pipeline without name");
  if (class_of(index, "unet").empty()) {
    const std::string transformer = class_of(index, "transformer");
    refuse(folder, transformer.empty() ? "this is a " + pipeline + " and has no unet"
                                       : "this is a " + pipeline + ", which draws with " + transformer);
  }
  if (flag_in(index, "requires_aesthetics_score", false)) {
    refuse(folder, "this is the SDXL refiner, which only goes over finished pictures");
  }
  if (class_of(index, "unet") != "UNet2DConditionModel") {
    refuse(folder, "its unet is a " + class_of(index, "unet"));
  }
}

/// Only the text encoders and the UNet's widths tell the families apart.
Family family_of(const CheckpointLayout& layout) {
  const json& unet = layout.parts.at("unet").config;
  if (layout.has("text_encoder_2")) return Family::sdxl;
  const bool second = count_in(unet, "cross_attention_dim", 0) == 1024 || flag_in(unet, "use_linear_projection", false);
  return second ? Family::sd2 : Family::sd1;
}

void check_inputs(const CheckpointLayout& layout, const fs::path& folder) {
  const int inputs = layout.unet_inputs();
  if (inputs == 4 || inputs == 9) return;
  refuse(folder, words_for_inputs(inputs));
}

}  // namespace

bool is_diffsensei_folder(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_directory(folder / "image_generator", ignored);
}

CheckpointLayout read_diffsensei_folder(const fs::path& folder) {
  const fs::path root = folder / "image_generator";
  CheckpointLayout layout;
  layout.family = Family::diffsensei;
  layout.path = folder;
  if (!fs::exists(root / "model_index.json")) {
    throw Error(ErrorCode::not_found,
                "there is no image_generator/model_index.json; give a folder in DiffSensei's layout", folder.string());
  }
  const json index = json_of_file(root / "model_index.json");
  layout.force_zeros_for_empty_prompt = flag_in(index, "force_zeros_for_empty_prompt", true);
  for (const char* part : {"unet", "vae", "text_encoder_2", "image_proj_model", "clip_image_encoder"}) {
    add_part(layout, root, part);
  }
  if (!class_of(index, "text_encoder").empty()) add_part(layout, root, "text_encoder");
  if (weights_in(root / "magi_image_encoder")) add_part(layout, root, "magi_image_encoder");
  add_agent(layout, folder);
  finish(layout, root);
  return layout;
}

CheckpointLayout read_diffusers_folder(const fs::path& folder) {
  if (fs::exists(folder / "image_proj_model")) {
    throw Error(ErrorCode::invalid_file, "this is the inside of a DiffSensei checkpoint; give the folder above it",
                folder.string());
  }
  const json index = json_of_file(folder / "model_index.json");
  check_index(index, folder);
  CheckpointLayout layout;
  layout.path = folder;
  for (const char* part : {"unet", "vae", "text_encoder", "text_encoder_2"}) {
    if (!class_of(index, part).empty()) add_part(layout, folder, part);
  }
  for (const char* part : {"unet", "vae"}) {
    if (!layout.has(part)) {
      throw Error(ErrorCode::invalid_file, std::string("model_index.json lists no ") + part + "; get the model again",
                  folder.string());
    }
  }
  if (!layout.has("text_encoder") && !layout.has("text_encoder_2")) {
    throw Error(ErrorCode::invalid_file, "model_index.json lists no text encoder; get the model again",
                folder.string());
  }
  layout.family = family_of(layout);
  layout.force_zeros_for_empty_prompt =
      layout.family == Family::sdxl && flag_in(index, "force_zeros_for_empty_prompt", true);
  check_inputs(layout, folder);
  finish(layout, folder);
  return layout;
}

}  // namespace koma::checkpoints
