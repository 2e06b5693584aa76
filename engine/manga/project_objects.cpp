// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/object_file.h"
#include "engine/manga/project_store.h"

namespace koma::manga {

std::filesystem::path ProjectStore::object_path(const AssetId& asset) const {
  return manga::object_path(bundle_, asset);
}

AssetId ProjectStore::put_object(std::span<const std::uint8_t> bytes, const std::string& kind) {
  AssetId asset = write_object(bundle_, bytes, kind);
  enter_object(asset);
  return asset;
}

void ProjectStore::enter_object(const AssetId& asset) {
  Statement(*database_, "INSERT OR IGNORE INTO object (asset, size) VALUES (?, ?)")
      .bind(1, asset)
      .bind(2, std::int64_t(std::filesystem::file_size(object_path(asset))))
      .finish();
}

std::vector<std::uint8_t> ProjectStore::read_object(const AssetId& asset) const {
  const std::string use = saved_ ? use_of(*saved_, asset) : "";
  return manga::read_object(bundle_, asset, "the picture" + (use.empty() ? "" : " of " + use));
}

std::vector<AssetId> ProjectStore::missing_objects(const Project& project) const {
  std::vector<AssetId> missing;
  for (const auto& asset : assets_of(project)) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(object_path(asset), error)) missing.push_back(asset);
  }
  return missing;
}

}  // namespace koma::manga
