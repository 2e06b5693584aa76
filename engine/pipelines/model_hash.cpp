// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/model_hash.h"

#include <algorithm>
#include <fstream>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/sha256.h"

namespace koma::pipelines {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t largest_whole = 64u << 20;
constexpr std::size_t end_size = 1u << 20;

/// Hash of the first and the last MiB.
std::string hash_of_ends(const fs::path& file, std::uintmax_t size) {
  std::ifstream stream(file, std::ios::binary);
  std::vector<std::uint8_t> ends(2 * end_size);
  auto* bytes = reinterpret_cast<char*>(ends.data());
  stream.read(bytes, std::streamsize(end_size));
  stream.seekg(std::streamoff(size - end_size));
  stream.read(bytes + end_size, std::streamsize(end_size));
  if (!stream) throw Error(ErrorCode::unreadable, "cannot be read", file.string());
  return sha256(ends);
}

}  // namespace

std::string model_hash(const fs::path& folder) {
  std::vector<fs::path> files;
  if (fs::exists(folder / "komawari.json")) files.push_back(folder / "komawari.json");
  for (const auto& item :
       fs::recursive_directory_iterator(folder / "image_generator", fs::directory_options::follow_directory_symlink)) {
    if (item.is_regular_file()) files.push_back(item.path());
  }
  std::sort(files.begin(), files.end());
  std::string list;
  for (const fs::path& file : files) {
    const std::uintmax_t size = fs::file_size(file);
    const std::string hash = size > largest_whole ? hash_of_ends(file, size) : sha256_of_file(file);
    list += file.lexically_relative(folder).generic_string() + " " + std::to_string(size) + " " + hash + "\n";
  }
  return sha256({reinterpret_cast<const std::uint8_t*>(list.data()), list.size()});
}

}  // namespace koma::pipelines
