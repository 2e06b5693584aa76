// SPDX-License-Identifier: Apache-2.0
#include "engine/api/model_catalog.h"

#include <algorithm>
#include <array>

#include "engine/base/error.h"
#include "engine/checkpoints/file_kind.h"

namespace koma::api {

namespace fs = std::filesystem;

namespace {

constexpr int deepest = 3;  // levels below a model folder that are looked into

bool holds_tensors(const fs::path& file) {
  constexpr std::array endings{".safetensors", ".ckpt", ".pt", ".pth", ".bin"};
  const std::string ending = file.extension().string();
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

std::vector<fs::path> items_of(const fs::path& folder) {
  std::vector<fs::path> items;
  std::error_code ignored;
  for (const auto& item : fs::directory_iterator(folder, ignored)) {
    if (!item.path().filename().string().starts_with('.')) items.push_back(item.path());
  }
  std::sort(items.begin(), items.end());
  return items;
}

/// Models in `folder` and in its folders, `levels` deep.
void collect(const fs::path& folder, int levels, std::vector<fs::path>& found) {
  for (const fs::path& item : items_of(folder)) {
    std::error_code ignored;
    if (fs::is_directory(item, ignored)) {
      if (is_model_folder(item)) {
        found.push_back(item);
      } else if (levels > 0) {
        collect(item, levels - 1, found);
      }
    } else if (fs::is_regular_file(item, ignored) && holds_tensors(item)) {
      found.push_back(item);
    }
  }
}

/// Reads it again, so that the error is the reader's own, with its code and place.
ModelEntry checked(const fs::path& path, ModelKind kind) {
  ModelEntry read = read_model(path);
  if (read.kind != kind) {
    const auto words = [](ModelKind of) { return std::string(checkpoints::words_for(checkpoints::FileKind(of))); };
    throw Error(ErrorCode::unsupported, "this is " + words(read.kind) + ", not " + words(kind) + "; choose another",
                path.string());
  }
  return read;
}

std::string known(const std::vector<ModelEntry>& entries, ModelKind kind) {
  std::string list;
  for (const ModelEntry& entry : entries) {
    if (entry.kind == kind) list += (list.empty() ? "" : ", ") + entry.id;
  }
  return list.empty() ? "none" : list;
}

}  // namespace

ModelCatalog::ModelCatalog(const std::vector<fs::path>& folders) {
  for (const fs::path& folder : folders) {
    std::vector<fs::path> found;
    collect(folder, deepest, found);
    for (const fs::path& path : found) add(inspect_model(path));
  }
}

void ModelCatalog::add(ModelEntry entry) {
  const auto taken = [&](const std::string& id) {
    return std::ranges::find(entries_, id, &ModelEntry::id) != entries_.end();
  };
  std::error_code ignored;
  const auto same = [&](const ModelEntry& other) { return fs::equivalent(other.folder, entry.folder, ignored); };
  if (std::ranges::any_of(entries_, same)) return;  // one folder lies in another, or a link leads there
  if (taken(entry.id)) entry.id = entry.folder.parent_path().filename().string() + "/" + entry.id;
  if (taken(entry.id)) entry.id = entry.folder.string();
  entries_.push_back(std::move(entry));
}

ModelEntry ModelCatalog::find(const std::string& id_or_path, ModelKind kind) const {
  const auto found = std::ranges::find(entries_, id_or_path, &ModelEntry::id);
  if (found != entries_.end()) {
    ModelEntry entry = checked(found->folder, kind);
    entry.id = found->id;
    return entry;
  }
  std::error_code ignored;
  const fs::path path(id_or_path);
  if (!id_or_path.empty() && fs::exists(path, ignored)) return checked(path, kind);
  throw Error(ErrorCode::not_found,
              "there is no such model; known are " + known(entries_, kind) + ", or give the path of a folder or file",
              id_or_path);
}

}  // namespace koma::api
