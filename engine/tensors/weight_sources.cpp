// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/weight_sources.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>

#include "engine/base/error.h"
#include "engine/tensors/indexed_file.h"

namespace koma::tensors {
namespace {

/// FNV-1a over the name, so that a tensor's random numbers do not depend on when it is made.
std::uint64_t seed_of(std::uint64_t seed, const std::string& name) {
  std::uint64_t hash = 14695981039346656037ULL ^ (seed * 0x9E3779B97F4A7C15ULL);
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

/// Every shard of an index, layered.
std::shared_ptr<const WeightSource> open_index(const std::filesystem::path& path) {
  std::vector<std::shared_ptr<const WeightSource>> layers;
  for (checkpoints::TensorIndex& file : checkpoints::read_sharded_index(path).files) {
    layers.push_back(std::make_shared<IndexedFile>(std::move(file)));
  }
  return std::make_shared<LayeredSource>(std::move(layers));
}

/// The first file STEM.VARIANT.END of a folder, or STEM.END.index.VARIANT.json for a sharded one; empty when there is
/// none.
std::filesystem::path variant_in(const std::filesystem::path& folder, const std::string& stem, const std::string& end) {
  const bool sharded = end.ends_with(".index.json");
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const std::string start = sharded ? stem + end.substr(0, end.size() - 4) : stem + ".";
    const std::string rest = sharded ? ".json" : end;
    if (!name.starts_with(start) || !name.ends_with(rest) || name.size() <= start.size() + rest.size()) continue;
    const std::string variant = name.substr(start.size(), name.size() - start.size() - rest.size());
    if (variant.find('.') == std::string::npos && variant.find("-of-") == std::string::npos)
      found.push_back(entry.path());
  }
  return found.empty() ? std::filesystem::path() : *std::min_element(found.begin(), found.end());
}

/// The file of weights in a folder; empty when there is none.
std::filesystem::path weights_in(const std::filesystem::path& folder) {
  static const std::vector<std::string> stems{"diffusion_pytorch_model", "model", "pytorch_model"};
  static const std::vector<std::string> ends{".safetensors", ".safetensors.index.json", ".bin", ".bin.index.json"};
  for (const std::string& end : ends) {
    for (const std::string& stem : stems) {
      if (std::filesystem::exists(folder / (stem + end))) return folder / (stem + end);
    }
  }
  for (const std::string& end : ends) {
    for (const std::string& stem : stems) {
      const std::filesystem::path variant = variant_in(folder, stem, end);
      if (!variant.empty()) return variant;
    }
  }
  return {};
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

const WeightSource& LayeredSource::layer_of(const std::string& name) const {
  for (const auto& layer : layers_) {
    if (layer->find(name)) return *layer;
  }
  return *layers_.back();
}

std::optional<TensorInfo> LayeredSource::find(const std::string& name) const {
  return layer_of(name).find(name);
}

at::Tensor LayeredSource::read(const std::string& name, const std::vector<std::int64_t>& shape,
                               const Init& init) const {
  return layer_of(name).read(name, shape, init);
}

at::Tensor LayeredSource::read_as(const std::string& name, const std::vector<std::int64_t>& shape, const Init& init,
                                  at::ScalarType dtype) const {
  return layer_of(name).read_as(name, shape, init, dtype);
}

std::string LayeredSource::stored_as(const std::string& name) const {
  return layer_of(name).stored_as(name);
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
    const std::filesystem::path file = weights_in(path);
    if (!file.empty()) return open_weights(file);
    throw Error(ErrorCode::not_found, "the folder holds no weights (.safetensors or .bin); get the model again",
                path.string());
  }
  if (path.extension() == ".json") return open_index(path);
  return std::make_shared<IndexedFile>(path);
}

}  // namespace koma::tensors
