// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/base/error.h"
#include "engine/base/json_fields.h"
#include "engine/checkpoints/stored_bytes.h"
#include "engine/checkpoints/tensor_index.h"

namespace koma::checkpoints {
namespace {

/// File of each tensor, from `weight_map`.
nlohmann::json weight_map_of(const std::filesystem::path& path) {
  const FileBytes file(path);
  if (file.size() > longest_document) refuse(file, "the index of the weights is longer than 16 MB");
  std::string text(file.size(), '\0');
  if (!file.read(0, text.data(), text.size())) {
    throw Error(ErrorCode::unreadable, "the index of the weights cannot be read; check the disk", path.string());
  }
  nlohmann::json index;
  try {
    index = parse_document(text, path.string());
  } catch (const Error& error) {
    throw Error(ErrorCode::invalid_file, error.sentence(), path.string());
  }
  const auto map = index.is_object() ? index.find("weight_map") : index.end();
  if (map == index.end() || !map->is_object()) refuse(file, "the index of the weights holds no weight_map");
  if (map->empty()) refuse(file, "the index of the weights names no file");
  return *map;
}

bool is_plain_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find_first_of(std::string_view("/\\\0", 3)) == name.npos;
}

}  // namespace

ShardedIndex read_sharded_index(const std::filesystem::path& index_json) {
  const auto refuse_map = [&](const std::string& what) {
    throw Error(ErrorCode::invalid_file, what + "; get the model again", index_json.string());
  };
  std::map<std::string, TensorIndex> shards;
  std::map<std::string, std::string> places;  // tensor → shard
  const nlohmann::json weight_map = weight_map_of(index_json);
  for (const auto& [name, file] : weight_map.items()) {
    if (!file.is_string() || !is_plain_name(file.get<std::string>())) {
      refuse_map("weight_map." + spoken(name) + " is no plain file name");
    }
    places[name] = file.get<std::string>();
    if (!shards.contains(places[name])) {
      shards[places[name]] = read_tensor_index(index_json.parent_path() / places[name]);
    }
    if (!shards[places[name]].tensors.contains(name)) {
      refuse_map(spoken(name) + " is not in " + spoken(places[name]) + ", the shard that the index names");
    }
  }
  ShardedIndex result;
  for (auto& shard : shards) {
    // A tensor that the map gives to another shard, or to none, is none of the model's.
    std::erase_if(shard.second.tensors, [&](const auto& entry) {
      const auto place = places.find(entry.first);
      return place == places.end() || place->second != shard.first;
    });
    result.files.push_back(std::move(shard.second));
  }
  return result;
}

}  // namespace koma::checkpoints
