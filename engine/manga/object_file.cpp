// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/object_file.h"

#include <algorithm>
#include <fstream>

#include "engine/base/atomic_file.h"
#include "engine/base/durable_folder.h"
#include "engine/base/error.h"
#include "engine/base/sha256.h"

namespace koma::manga {

namespace {

constexpr std::size_t hash_digits = 64;

/// Names come out of the database and, in imports, from strangers: only "<64 hex digits>.<letters and digits>" is one.
void check_name(const AssetId& asset) {
  const auto hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  const auto plain = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); };
  const bool good = asset.size() > hash_digits + 1 && asset.size() <= hash_digits + 9 && asset[hash_digits] == '.' &&
                    std::all_of(asset.begin(), asset.begin() + hash_digits, hex) &&
                    std::all_of(asset.begin() + hash_digits + 1, asset.end(), plain);
  if (!good) throw Error(ErrorCode::invalid_argument, "\"" + asset + "\" is not the name of an object");
}

}  // namespace

std::filesystem::path object_path(const std::filesystem::path& bundle, const AssetId& asset) {
  check_name(asset);
  return bundle / "objects" / asset.substr(0, 2) / asset;
}

AssetId write_object(const std::filesystem::path& bundle, std::span<const std::uint8_t> bytes,
                     const std::string& kind) {
  AssetId asset = sha256(bytes) + "." + kind;
  const auto path = object_path(bundle, asset);
  std::error_code error;
  const bool kept =
      std::filesystem::is_regular_file(path, error) && sha256_of_file(path) == asset.substr(0, hash_digits);
  if (!kept) {
    make_durable_folder(bundle / "objects");
    make_durable_folder(path.parent_path());
    write_atomically(path, bytes);
  }
  return asset;
}

std::vector<std::uint8_t> read_object(const std::filesystem::path& bundle, const AssetId& asset,
                                      const std::string& picture) {
  const auto path = object_path(bundle, asset);
  const auto refuse = [&](ErrorCode code, const std::string& what) {
    throw Error(code, picture + what, path.string());
  };
  std::error_code ignored;
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!std::filesystem::is_regular_file(path, ignored) || !file)
    refuse(ErrorCode::not_found, " is missing; copy the bundle's objects folder again");
  std::vector<std::uint8_t> bytes(std::size_t(std::max<std::streamoff>(0, file.tellg())));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(bytes.data()), std::streamsize(bytes.size()));
  if (!file && !bytes.empty()) refuse(ErrorCode::unreadable, " cannot be read; check the disk");
  if (sha256(bytes) != asset.substr(0, hash_digits)) {
    refuse(ErrorCode::invalid_file, " is damaged (its content does not match its name); copy it from a backup");
  }
  return bytes;
}

}  // namespace koma::manga
