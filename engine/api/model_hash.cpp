// SPDX-License-Identifier: Apache-2.0
#include "engine/api/model_hash.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/sha256.h"
#include "engine/checkpoints/checkpoint_layout.h"

namespace koma::api {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t largest_whole = 64u << 20;
constexpr std::size_t end_size = 1u << 20;

std::string hash_of_text(const std::string& text) {
  return sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

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

std::string hash_of_content(const fs::path& file, std::uintmax_t size) {
  return size > largest_whole ? hash_of_ends(file, size) : sha256_of_file(file);
}

void add_files_below(const fs::path& folder, std::set<fs::path>& files) {
  std::error_code ignored;
  const auto options = fs::directory_options::follow_directory_symlink;
  for (const auto& item : fs::recursive_directory_iterator(folder, options, ignored)) {
    if (item.is_regular_file()) files.insert(item.path());
  }
}

std::set<fs::path> files_of(const fs::path& folder) {
  std::set<fs::path> files;
  if (fs::is_directory(folder / "image_generator")) {
    if (fs::exists(folder / "komawari.json")) files.insert(folder / "komawari.json");
    add_files_below(folder / "image_generator", files);
    add_files_below(folder / "mllm", files);
    return files;
  }
  if (!fs::exists(folder / "model_index.json")) {  // a ControlNet's or an autoencoder's own folder
    add_files_below(folder, files);
    return files;
  }
  const checkpoints::CheckpointLayout layout = checkpoints::read_checkpoint_layout(folder);
  files = {folder / "model_index.json", layout.scheduler_place};
  for (const auto& [encoder, tokenizer] : layout.tokenizers) add_files_below(tokenizer, files);
  for (const auto& [name, part] : layout.parts) {
    files.insert(part.place / "config.json");
    for (const checkpoints::TensorIndex& index : part.files) files.insert(index.path);
  }
  return files;
}

}  // namespace

std::string model_hash(const fs::path& model, const HashProgress& progress) {
  std::error_code failure;
  if (!fs::exists(model, failure)) throw Error(ErrorCode::not_found, "there is no such model", model.string());
  if (!fs::is_directory(model)) {
    const std::uintmax_t size = fs::file_size(model);
    if (!progress(0, size)) return {};
    const std::string hash = hash_of_content(model, size);
    return size > largest_whole ? hash_of_text(std::to_string(size) + " " + hash + "\n") : hash;
  }
  const std::set<fs::path> files = files_of(model);
  std::uint64_t done = 0, all = 0;
  for (const fs::path& file : files) all += fs::file_size(file);
  std::string list;
  for (const fs::path& file : files) {
    if (!progress(done, all)) return {};
    const std::uintmax_t size = fs::file_size(file);
    list += file.lexically_relative(model).generic_string() + " " + std::to_string(size) + " " +
            hash_of_content(file, size) + "\n";
    done += size;
  }
  return hash_of_text(list);
}

}  // namespace koma::api
