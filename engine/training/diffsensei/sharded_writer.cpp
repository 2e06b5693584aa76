// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/sharded_writer.h"

#include <ATen/ATen.h>

#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "engine/base/atomic_file.h"
#include "engine/tensors/safetensors_writer.h"

namespace koma::training {

namespace {

std::uint64_t bytes_of(const tensors::TensorInfo& info) {
  std::uint64_t bytes = c10::elementSize(info.dtype);
  for (const std::int64_t side : info.shape) bytes *= std::uint64_t(side);
  return bytes;
}

std::string shard_name(const std::string& stem, std::size_t number, std::size_t count) {
  char text[32];
  std::snprintf(text, sizeof text, "-%05zu-of-%05zu", number + 1, count);
  return stem + text + ".safetensors";
}

void write_shard(const std::filesystem::path& file, const tensors::WeightSource& source,
                 const std::vector<std::string>& names) {
  std::map<std::string, at::Tensor> tensors;
  for (const std::string& name : names) tensors[name] = source.read(name, source.find(name)->shape, {});
  tensors::write_safetensors(file, tensors, {{"format", "pt"}});
}

}  // namespace

void write_sharded(const std::filesystem::path& folder, const std::string& stem, const tensors::WeightSource& source,
                   std::uint64_t shard_bytes) {
  std::vector<std::vector<std::string>> shards(1);
  std::uint64_t total = 0, filled = 0;
  for (const std::string& name : source.names()) {
    const std::uint64_t bytes = bytes_of(*source.find(name));
    if (filled > 0 && filled + bytes > shard_bytes) {
      shards.emplace_back();
      filled = 0;
    }
    shards.back().push_back(name);
    filled += bytes;
    total += bytes;
  }
  if (shards.size() == 1) return write_shard(folder / (stem + ".safetensors"), source, shards.front());
  nlohmann::json index{{"metadata", {{"total_size", total}}}, {"weight_map", nlohmann::json::object()}};
  for (std::size_t i = 0; i < shards.size(); ++i) {
    const std::string file = shard_name(stem, i, shards.size());
    write_shard(folder / file, source, shards[i]);
    for (const std::string& name : shards[i]) index["weight_map"][name] = file;
  }
  write_atomically(folder / (stem + ".safetensors.index.json"), index.dump(2) + "\n");
}

}  // namespace koma::training
