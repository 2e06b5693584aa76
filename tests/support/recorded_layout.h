// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/tensor_file.h"

namespace koma::test {

/// What tests/reference/make_reference_layouts.py recorded of a checkpoint: "parts" and "configs" as in a folder,
/// "single" as in one file.
inline nlohmann::json recorded_layout(const std::string& name) {
  std::ifstream stream(std::filesystem::path(KOMA_TEST_DATA) / "checkpoints" / (name + ".json"));
  return nlohmann::json::parse(stream);
}

/// The leaves of a recorded tree of names.
inline void add_shapes(Shapes& shapes, const nlohmann::json& tree, const std::string& prefix) {
  for (const auto& [name, value] : tree.items()) {
    if (value.is_array()) {
      shapes[prefix + name] = value.get<std::vector<std::int64_t>>();
    } else {
      add_shapes(shapes, value, prefix + name + ".");
    }
  }
}

inline Shapes shapes_of(const nlohmann::json& tree, const std::string& prefix = {}) {
  Shapes shapes;
  add_shapes(shapes, tree, prefix);
  return shapes;
}

/// A part's own folder, as diffusers writes it.
inline void write_part(const std::filesystem::path& folder, const nlohmann::json& record, const std::string& part) {
  const bool text = part.starts_with("text_encoder");
  const char* file = text ? "model.safetensors" : "diffusion_pytorch_model.safetensors";
  write_tensors(folder / file, shapes_of(record["parts"][part]));
  write_text(folder / "config.json", record["configs"][part].dump());
}

/// The whole checkpoint as a folder.
inline void write_checkpoint_folder(const std::filesystem::path& folder, const nlohmann::json& record) {
  nlohmann::json index = {{"_class_name", "StableDiffusionPipeline"}};
  for (const auto& [part, tree] : record["parts"].items()) {
    write_part(folder / part, record, part);
    index[part] = {"library", part == "unet" ? "UNet2DConditionModel" : "Class"};
  }
  write_text(folder / "model_index.json", index.dump());
  write_text(folder / "scheduler/scheduler_config.json", R"({"_class_name": "DDIMScheduler"})");
}

/// The whole checkpoint as one file, with diffusers' names below the parts' names.
inline Shapes diffusers_single_file(const nlohmann::json& record) {
  Shapes shapes;
  for (const auto& [part, tree] : record["parts"].items()) add_shapes(shapes, tree, part + ".");
  return shapes;
}

}  // namespace koma::test
