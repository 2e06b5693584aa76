// SPDX-License-Identifier: Apache-2.0
#include "engine/api/model_catalog.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/base/error.h"
#include "engine/base/json_fields.h"

namespace koma::api {

using nlohmann::json;
namespace fs = std::filesystem;

namespace {

constexpr const char* weight_files[] = {"diffusion_pytorch_model.safetensors", "model.safetensors",
                                        "diffusion_pytorch_model.safetensors.index.json",
                                        "model.safetensors.index.json"};
constexpr const char* pickle_files[] = {"pytorch_model.bin", "diffusion_pytorch_model.bin"};
/// The parts without which no panel can be drawn; the others depend on model_index.json and the family.
constexpr const char* parts[] = {"unet", "vae", "text_encoder_2", "image_proj_model", "clip_image_encoder"};

json read_json(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  return stream ? parse_document(text.str(), file.string()) : json::object();
}

bool any_of(const fs::path& folder, auto& names) {
  return std::any_of(std::begin(names), std::end(names), [&](const char* name) { return fs::exists(folder / name); });
}

std::string problem_of(const fs::path& generator) {
  if (!fs::exists(generator / "model_index.json")) {
    return "there is no image_generator/model_index.json; give a folder in DiffSensei's layout";
  }
  for (const char* part : parts) {
    const fs::path folder = generator / part;
    if (any_of(folder, weight_files)) continue;
    if (any_of(folder, pickle_files)) {
      return std::string(part) + " has only a pickled .bin file; convert it to safetensors first";
    }
    return std::string("the weights of ") + part + " are missing";
  }
  return {};
}

}  // namespace

ModelEntry inspect_model(const fs::path& folder) {
  ModelEntry entry;
  entry.folder = folder;
  entry.id = (folder.has_filename() ? folder : folder.parent_path()).filename().string();
  entry.name = entry.id;
  entry.family = "diffsensei";
  entry.problem = problem_of(folder / "image_generator");
  if (!entry.problem.empty()) return entry;
  entry.abilities.characters = entry.abilities.dialog_boxes = true;
  try {
    const json extra = read_json(folder / "komawari.json");
    if (!extra.empty()) {
      entry.name = extra.value("name", entry.id);
      entry.family = extra.value("family", entry.family);
      entry.native_area = extra.value("native_area", entry.native_area);
      entry.abilities.controls = extra.contains("controls");
    }
  } catch (const Error& error) {
    entry.problem = error.what();
  } catch (const json::exception& error) {
    entry.problem = "komawari.json cannot be used: " + words_of(error) + "; get the model again";
  }
  return entry;
}

ModelCatalog::ModelCatalog(const std::vector<fs::path>& folders) {
  for (const fs::path& folder : folders) {
    std::error_code ignored;
    std::vector<fs::path> found;
    for (const auto& item : fs::directory_iterator(folder, ignored)) {
      if (item.is_directory() && fs::exists(item.path() / "image_generator")) found.push_back(item.path());
    }
    std::sort(found.begin(), found.end());
    for (const fs::path& path : found) {
      ModelEntry entry = inspect_model(path);
      const bool known =
          std::any_of(entries_.begin(), entries_.end(), [&](const ModelEntry& other) { return other.id == entry.id; });
      if (!known) entries_.push_back(std::move(entry));
    }
  }
}

ModelEntry ModelCatalog::find(const std::string& id_or_folder) const {
  const auto refuse_broken = [](ModelEntry entry) {
    if (!entry.problem.empty()) throw Error(ErrorCode::invalid_file, entry.problem, entry.folder.string());
    return entry;
  };
  for (const ModelEntry& entry : entries_) {
    if (entry.id == id_or_folder) return refuse_broken(entry);
  }
  const fs::path path(id_or_folder);
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return refuse_broken(inspect_model(path));
  if (fs::is_regular_file(path, ignored)) {
    throw Error(ErrorCode::unsupported, "single-file checkpoints cannot be loaded yet; give a checkpoint folder",
                path.string());
  }
  std::string known;
  for (const ModelEntry& entry : entries_) known += (known.empty() ? "" : ", ") + entry.id;
  throw Error(ErrorCode::not_found,
              "there is no such model; known are " + (known.empty() ? std::string("none") : known) +
                  ", or give a checkpoint folder",
              id_or_folder);
}

}  // namespace koma::api
