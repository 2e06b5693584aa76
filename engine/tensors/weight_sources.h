// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>

#include "engine/tensors/weights.h"

namespace koma::tensors {

/// Tensors in memory, for tests and for weights that are being trained.
class MapSource final : public WeightSource {
 public:
  explicit MapSource(std::map<std::string, at::Tensor> tensors, std::string place = "memory");
  [[nodiscard]] std::optional<TensorInfo> find(const std::string& name) const override;
  [[nodiscard]] at::Tensor read(const std::string& name, const std::vector<std::int64_t>& shape,
                                const Init& init) const override;
  [[nodiscard]] std::vector<std::string> names() const override;
  [[nodiscard]] std::string place() const override { return place_; }

 private:
  std::map<std::string, at::Tensor> tensors_;
  std::string place_;
};

/// Makes every tensor from a seed. A tensor depends on seed, name, shape and Init only, not on the order of reading.
class InitialiserSource final : public WeightSource {
 public:
  explicit InitialiserSource(std::uint64_t seed) : seed_(seed) {}
  [[nodiscard]] std::optional<TensorInfo> find(const std::string&) const override { return std::nullopt; }
  [[nodiscard]] at::Tensor read(const std::string& name, const std::vector<std::int64_t>& shape,
                                const Init& init) const override;
  [[nodiscard]] std::vector<std::string> names() const override { return {}; }
  [[nodiscard]] bool creates() const override { return true; }
  [[nodiscard]] std::string place() const override { return "initialiser"; }

 private:
  std::uint64_t seed_;
};

/// Several sources on top of each other: the first that stores a name answers. The last may be an initialiser, which
/// then makes what no file stores (training a new part of an old model).
class LayeredSource final : public WeightSource {
 public:
  explicit LayeredSource(std::vector<std::shared_ptr<const WeightSource>> layers);
  [[nodiscard]] std::optional<TensorInfo> find(const std::string& name) const override;
  [[nodiscard]] at::Tensor read(const std::string& name, const std::vector<std::int64_t>& shape,
                                const Init& init) const override;
  [[nodiscard]] at::Tensor read_as(const std::string& name, const std::vector<std::int64_t>& shape, const Init& init,
                                   at::ScalarType dtype) const override;
  [[nodiscard]] std::string stored_as(const std::string& name) const override;
  [[nodiscard]] std::vector<std::string> names() const override;
  [[nodiscard]] bool creates() const override;
  [[nodiscard]] std::string place() const override;

 private:
  /// The layer that answers for a name.
  [[nodiscard]] const WeightSource& layer_of(const std::string& name) const;

  std::vector<std::shared_ptr<const WeightSource>> layers_;
};

/// Opens a file of weights (safetensors, or a pickled state dict: .bin, .ckpt, .pt, .pth), a sharded `….index.json`, or
/// what a folder holds of diffusion_pytorch_model, model and pytorch_model: first .safetensors, then its sharded index,
/// then .bin and its index, then the variants of all of these (`diffusion_pytorch_model.fp16.safetensors`).
/// Throws Error(not_found | unreadable | invalid_file).
[[nodiscard]] std::shared_ptr<const WeightSource> open_weights(const std::filesystem::path& path);

}  // namespace koma::tensors
