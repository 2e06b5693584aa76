// SPDX-License-Identifier: Apache-2.0
#include "engine/base/atomic_file.h"
#include "engine/base/durable_folder.h"
#include "engine/base/sha256.h"
#include "engine/manga/object_file.h"
#include "engine/manga/project_store.h"

namespace koma::manga {

std::filesystem::path ProjectStore::object_path(const AssetId& asset) const {
  return object_file(bundle_, asset);
}

AssetId ProjectStore::put_object(std::span<const std::uint8_t> bytes, const std::string& kind) {
  AssetId asset = sha256(bytes) + "." + kind;
  const auto path = object_path(asset);
  std::error_code error;
  const bool kept =
      std::filesystem::is_regular_file(path, error) && sha256_of_file(path) == asset.substr(0, asset.find('.'));
  if (!kept) {
    make_durable_folder(bundle_ / "objects");
    make_durable_folder(path.parent_path());
    write_atomically(path, bytes);
  }
  Statement(*database_, "INSERT OR IGNORE INTO object (asset, size) VALUES (?, ?)")
      .bind(1, asset)
      .bind(2, std::int64_t(bytes.size()))
      .finish();
  return asset;
}

std::vector<std::uint8_t> ProjectStore::read_object(const AssetId& asset) const {
  const std::string use = saved_ ? use_of(*saved_, asset) : "";
  return read_object_file(bundle_, asset, "the picture" + (use.empty() ? "" : " of " + use));
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
