// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/weight_sources.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/tensors/safetensors.h"

namespace koma::tensors {
namespace {

constexpr std::uintmax_t max_index_bytes = 50'000'000;

/// FNV-1a over the name, so that a tensor's random numbers do not depend on when it is made.
std::uint64_t seed_of(std::uint64_t seed, const std::string& name) {
  std::uint64_t hash = 14695981039346656037ULL ^ (seed * 0x9E3779B97F4A7C15ULL);
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

nlohmann::json read_index(const std::filesystem::path& path) {
  std::error_code failure;
  if (std::filesystem::file_size(path, failure) > max_index_bytes || failure) {
    throw Error(ErrorCode::invalid_file, "the index of the weights cannot be read or is too large; get the model again",
                path.string());
  }
  std::ifstream stream(path, std::ios::binary);
  nlohmann::json index = nlohmann::json::parse(stream, nullptr, false);
  if (!index.is_object() || !index.contains("weight_map") || !index["weight_map"].is_object()) {
    throw Error(ErrorCode::invalid_file, "the index of the weights holds no weight_map; get the model again",
                path.string());
  }
  return index["weight_map"];
}

/// Every shard named by the index, layered; each name must lie in the shard that the index gives.
std::shared_ptr<const WeightSource> open_index(const std::filesystem::path& path) {
  std::map<std::string, std::shared_ptr<const WeightSource>> shards;
  const nlohmann::json weight_map = read_index(path);
  for (const auto& [name, file] : weight_map.items()) {
    // Only plain file names: an index must not reach out of its folder.
    if (!file.is_string() || std::filesystem::path(file.get<std::string>()).filename() != file.get<std::string>()) {
      throw Error(ErrorCode::invalid_file, "weight_map." + name + " is no plain file name; get the model again",
                  path.string());
    }
    auto& shard = shards[file.get<std::string>()];
    if (!shard) shard = std::make_shared<SafetensorsFile>(path.parent_path() / file.get<std::string>());
    if (!shard->find(name)) {
      throw Error(ErrorCode::invalid_file, name + " is not in the shard that the index names; get the model again",
                  shard->place());
    }
  }
  std::vector<std::shared_ptr<const WeightSource>> layers;
  for (auto& [file, shard] : shards) layers.push_back(std::move(shard));
  return std::make_shared<LayeredSource>(std::move(layers));
}

}  // namespace

MapSource::MapSource(std::map<std::string, at::Tensor> tensors, std::string place)
    : tensors_(std::move(tensors)), place_(std::move(place)) {}

std::optional<TensorInfo> MapSource::find(const std::string& name) const {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) return std::nullopt;
  return TensorInfo{found->second.scalar_type(), found->second.sizes().vec()};
}

at::Tensor MapSource::read(const std::string& name, const std::vector<std::int64_t>&, const Init&) const {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) throw Error(ErrorCode::not_found, name + " is not among the tensors", place_);
  return found->second;
}

std::vector<std::string> MapSource::names() const {
  std::vector<std::string> result;
  for (const auto& [name, tensor] : tensors_) result.push_back(name);
  return result;
}

at::Tensor InitialiserSource::read(const std::string& name, const std::vector<std::int64_t>& shape,
                                   const Init& init) const {
  at::Tensor tensor = at::empty(shape, at::kFloat);
  at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed_of(seed_, name));
  switch (init.kind) {
    case Init::Kind::constant:
      return tensor.fill_(init.scale);
    case Init::Kind::normal:
      return tensor.normal_(0, init.scale, generator);
    case Init::Kind::uniform:
      return tensor.uniform_(-init.scale, init.scale, generator);
  }
  throw Error(ErrorCode::internal, "an Init of unknown kind was asked for", name);
}

LayeredSource::LayeredSource(std::vector<std::shared_ptr<const WeightSource>> layers) : layers_(std::move(layers)) {
  if (layers_.empty())
    throw Error(ErrorCode::invalid_file, "the index of the weights names no file; get the model again");
}

std::optional<TensorInfo> LayeredSource::find(const std::string& name) const {
  for (const auto& layer : layers_) {
    if (auto info = layer->find(name)) return info;
  }
  return std::nullopt;
}

at::Tensor LayeredSource::read(const std::string& name, const std::vector<std::int64_t>& shape,
                               const Init& init) const {
  for (const auto& layer : layers_) {
    if (layer->find(name)) return layer->read(name, shape, init);
  }
  return layers_.back()->read(name, shape, init);
}

std::vector<std::string> LayeredSource::names() const {
  std::set<std::string> all;
  for (const auto& layer : layers_) {
    for (std::string& name : layer->names()) all.insert(std::move(name));
  }
  return {all.begin(), all.end()};
}

bool LayeredSource::creates() const {
  return layers_.back()->creates();
}

std::string LayeredSource::place() const {
  return layers_.front()->place();
}

std::shared_ptr<const WeightSource> open_weights(const std::filesystem::path& path) {
  if (std::filesystem::is_directory(path)) {
    for (const char* name : {"diffusion_pytorch_model.safetensors", "model.safetensors", "pytorch_model.safetensors",
                             "diffusion_pytorch_model.safetensors.index.json", "model.safetensors.index.json"}) {
      if (std::filesystem::exists(path / name)) return open_weights(path / name);
    }
    throw Error(ErrorCode::not_found, "the folder holds no .safetensors weights; get the model again", path.string());
  }
  if (path.extension() == ".json") return open_index(path);
  return std::make_shared<SafetensorsFile>(path);
}

}  // namespace koma::tensors
