// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "engine/api/model_catalog.h"
#include "engine/base/error.h"
#include "engine/base/json_fields.h"
#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/checkpoints/file_kind.h"
#include "engine/checkpoints/json_file.h"
#include "engine/checkpoints/single_file.h"
#include "engine/checkpoints/subject_adapter.h"

namespace koma::api {

using nlohmann::json;
namespace fs = std::filesystem;

namespace {

static_assert(int(ModelKind::checkpoint) == int(checkpoints::FileKind::checkpoint) &&
                  int(ModelKind::taesd) == int(checkpoints::FileKind::taesd) &&
                  int(ModelKind::subject_adapter) == int(checkpoints::FileKind::subject_adapter) &&
                  int(ModelKind::upscaler) == int(checkpoints::FileKind::upscaler),
              "kinds are cast into each other");
/// In the enumerators' order.
constexpr std::array<const char*, 9> kinds{
    "checkpoint", "lora", "controlnet", "vae", "taesd", "textual_inversion", "subject_adapter", "restorer", "upscaler"};

/// DiffSensei's, where a checkpoint does not say (specs/diffsensei.md 2.1).
constexpr int usual_characters = 4, usual_dialog_boxes = 8;

/// Folders by the names that other programs give them too: what a file in one of them is meant to be, even when it
/// cannot be read.
ModelKind kind_by_place(const fs::path& path) {
  const std::string folder = path.parent_path().filename().string();
  const auto has = [&](const char* piece) { return folder.find(piece) != std::string::npos; };
  if (has("lora") || has("Lora") || has("LoRA")) return ModelKind::lora;
  if (has("controlnet") || has("ControlNet")) return ModelKind::controlnet;
  if (has("taesd") || has("vae_approx")) return ModelKind::taesd;
  if (has("vae") || has("VAE")) return ModelKind::vae;
  if (has("embedding")) return ModelKind::textual_inversion;
  if (has("upscale") || has("ESRGAN")) return ModelKind::upscaler;
  if (path.filename() == checkpoints::usual_adapter_name) return ModelKind::subject_adapter;
  return ModelKind::checkpoint;
}

std::optional<ModelKind> kind_of_class(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::is_regular_file(folder / "config.json", ignored)) return std::nullopt;
  try {
    const std::string name = checkpoints::text_in(checkpoints::json_of_file(folder / "config.json"), "_class_name");
    if (name.starts_with("ControlNet")) return ModelKind::controlnet;
    if (name == "AutoencoderKL") return ModelKind::vae;
    if (name == "AutoencoderTiny") return ModelKind::taesd;
  } catch (const Error&) {  // then it is no model's folder
  }
  return std::nullopt;
}

std::string name_of(const fs::path& path) {
  const fs::path clean = path.has_filename() ? path : path.parent_path();
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return clean.filename().string();
  constexpr std::array of_every_model{"pytorch_lora_weights", "diffusion_pytorch_model", "learned_embeds", "model"};
  const std::string stem = clean.stem().string();
  const bool says_nothing = std::find(of_every_model.begin(), of_every_model.end(), stem) != of_every_model.end();
  const std::string folder = fs::absolute(clean, ignored).parent_path().filename().string();
  return says_nothing && !folder.empty() ? folder : stem;
}

ModelEntry named_entry(const fs::path& path) {
  ModelEntry entry;
  entry.folder = path;
  entry.id = entry.name = name_of(path);
  entry.kind = kind_of_class(path).value_or(kind_by_place(path));
  return entry;
}

/// A control is a list of names, or of lists of synonyms whose first is the name (engine/models/model_traits.cpp).
std::vector<std::string> names_of(const json& controls, const char* key) {
  std::vector<std::string> names;
  for (const json& value : controls.value(key, json::array())) {
    names.push_back((value.is_array() ? value.at(0) : value).get<std::string>());
  }
  return names;
}

ControlWords words_of_controls(const json& controls) {
  return {names_of(controls, "expression"), names_of(controls, "pose"), names_of(controls, "shot"),
          names_of(controls, "facing"), names_of(controls, "view")};
}

/// What a checkpoint's komawari.json says to people (engine/models/model_traits.h reads the rest).
void read_description(ModelEntry& entry, const fs::path& file) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return;
  const json object = checkpoints::json_of_file(file);
  try {
    entry.name = object.value("name", entry.name);
    entry.family = object.value("family", entry.family);
    entry.native_area = object.value("native_area", entry.native_area);
    entry.abilities.controls = object.contains("controls");
    entry.abilities.max_characters = object.value("characters", entry.abilities.max_characters);
    entry.abilities.max_dialog_boxes = object.value("dialogs", entry.abilities.max_dialog_boxes);
    if (entry.abilities.controls) entry.words = words_of_controls(object["controls"]);
  } catch (const json::exception& error) {
    throw Error(ErrorCode::invalid_file, "cannot be used: " + words_of(error) + "; get the model again", file.string());
  }
}

bool flows(const checkpoints::CheckpointLayout& layout) {
  return layout.scheduler_config.find("\"FlowMatch") != std::string::npos;
}

void take_checkpoint(ModelEntry& entry, const checkpoints::CheckpointLayout& layout) {
  const bool panels = layout.family == checkpoints::Family::diffsensei;
  entry.kind = ModelKind::checkpoint;
  entry.family = checkpoints::to_string(layout.family);
  entry.bytes = layout.bytes;
  entry.abilities.characters = entry.abilities.dialog_boxes = panels;
  if (panels) {
    entry.abilities.max_characters = usual_characters;
    entry.abilities.max_dialog_boxes = usual_dialog_boxes;
  }
  entry.abilities.agent = layout.has_agent();
  entry.agent_problem = layout.agent_problem;
  entry.abilities.samplers = !flows(layout);
  // Flow matching needs LoRAs of its own, which nobody makes for it.
  entry.abilities.loras = !flows(layout);
  entry.abilities.repaints = true;
  entry.abilities.inpaint_model = layout.unet_inputs() == 9;
  if (!panels) entry.native_area = 64 * layout.sample_size * layout.sample_size;
  if (panels) read_description(entry, layout.path / "komawari.json");
  if (flows(layout)) entry.own_base = entry.name;
}

/// A LoRA or an embedding: what can be told without the checkpoint that it changes.
void take_file(ModelEntry& entry, const checkpoints::TensorIndex& index, checkpoints::FileKind kind) {
  if (const auto foreign = checkpoints::foreign_model(index)) {
    throw Error(ErrorCode::unsupported, "this is " + *foreign + "; give one for Stable Diffusion 1, 2 or XL",
                index.path.string());
  }
  if (const auto family = checkpoints::family_of(index, kind)) entry.family = checkpoints::to_string(*family);
  entry.bytes = fs::file_size(index.path);
}

void read_file(ModelEntry& entry) {
  const checkpoints::TensorIndex index = checkpoints::read_tensor_index(entry.folder);
  const auto kind = checkpoints::kind_of(index);
  if (kind) entry.kind = ModelKind(*kind);
  if (!kind || *kind == checkpoints::FileKind::checkpoint) {
    take_checkpoint(entry, checkpoints::single_file_layout(index));
    return;
  }
  take_file(entry, index, *kind);
  if (entry.kind == ModelKind::subject_adapter) {
    entry.encoder_width = int(checkpoints::encoder_width(checkpoints::read_subject_adapter(entry.folder)));
    return;
  }
  if (entry.kind == ModelKind::restorer || entry.kind == ModelKind::upscaler) {
    entry.scale = checkpoints::read_part_layout(entry.folder, to_string(entry.kind)).config["scale"].get<int>();
    return;
  }
  const bool network = entry.kind != ModelKind::lora && entry.kind != ModelKind::textual_inversion;
  if (network) (void)checkpoints::read_part_layout(entry.folder, to_string(entry.kind));
}

void read_part(ModelEntry& entry) {
  const checkpoints::PartLayout part = checkpoints::read_part_layout(entry.folder, to_string(entry.kind));
  if (entry.kind == ModelKind::controlnet) {
    const auto family = checkpoints::family_of(part.files.front(), checkpoints::FileKind::controlnet);
    if (family) entry.family = checkpoints::to_string(*family);
    // Ours say which model they were trained beside; its families' ControlNets are no use to it, nor its own to them.
    entry.own_base = checkpoints::text_in(part.config, "base_model");
  }
  entry.bytes = part.bytes();
}

void read_into(ModelEntry& entry) {
  std::error_code ignored;
  if (!fs::is_directory(entry.folder, ignored)) {
    read_file(entry);
  } else if (kind_of_class(entry.folder)) {
    read_part(entry);
  } else {
    entry.kind = ModelKind::checkpoint;
    take_checkpoint(entry, checkpoints::read_checkpoint_layout(entry.folder));
  }
}

/// A problem names the file inside the model that it is about, but not the model itself.
std::string problem_of(const Error& error, const fs::path& model) {
  const std::string inner = fs::path(error.place()).lexically_relative(model).generic_string();
  const bool inside = !error.place().empty() && inner != "." && !inner.empty() && !inner.starts_with("..");
  return inside ? inner + ": " + error.sentence() : error.sentence();
}

}  // namespace

const char* to_string(ModelKind kind) noexcept {
  return kinds[std::size_t(kind)];
}

std::string base_of(const ModelEntry& entry) {
  if (!entry.own_base.empty()) return entry.own_base;
  // DiffSensei's denoiser is SDXL's with layers beside it, so what is made for SDXL fits.
  return entry.family == "diffsensei" ? "sdxl" : entry.family;
}

ModelEntry read_model(const fs::path& path) {
  ModelEntry entry = named_entry(path);
  read_into(entry);
  return entry;
}

ModelEntry inspect_model(const fs::path& path) {
  ModelEntry entry = named_entry(path);
  try {
    read_into(entry);
  } catch (const Error& error) {
    entry.problem = problem_of(error, path);
  } catch (const std::exception&) {  // the disk changed while it was read
    entry.problem = "cannot be read; check that it is still there";
  }
  return entry;
}

bool is_model_folder(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_directory(folder / "image_generator", ignored) || fs::exists(folder / "model_index.json", ignored) ||
         kind_of_class(folder).has_value();
}

}  // namespace koma::api
