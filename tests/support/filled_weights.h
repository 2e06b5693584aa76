// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>

#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <string>

#include "engine/models/diffrir.h"

namespace koma::test {

/// A generator of numbers that needs no library: FNV-1a names the stream, SplitMix64 runs it. 0 ≤ u < 1, exact in
/// float32.
class Stream {
 public:
  explicit Stream(const std::string& key) {
    for (const char c : key) state_ = (state_ ^ std::uint8_t(c)) * 0x100000001b3;
  }
  [[nodiscard]] std::uint64_t seed() const { return state_; }
  [[nodiscard]] double next() {
    state_ += 0x9E3779B97F4A7C15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return double((z ^ (z >> 31)) >> 40) / double(1 << 24);
  }

 private:
  std::uint64_t state_ = 0xcbf29ce484222325;
};

/// offset + scale · (2u − 1), computed in double.
inline at::Tensor filled(const std::string& key, at::IntArrayRef shape, double offset, double scale) {
  const at::Tensor result = at::empty(shape);
  Stream stream(key);
  float* values = result.data_ptr<float>();
  for (std::int64_t i = 0; i < result.numel(); ++i) values[i] = float(offset + scale * (2 * stream.next() - 1));
  return result;
}

inline at::Tensor unit(const std::string& key, at::IntArrayRef shape) {
  return filled(key, shape, 0.5, 0.5);
}

/// The weights of the golden numbers: gains at which the output depends on the vector, so that a lost modulation shows.
class FilledSource final : public tensors::WeightSource {
 public:
  [[nodiscard]] std::optional<tensors::TensorInfo> find(const std::string&) const override { return {}; }
  [[nodiscard]] at::Tensor read(const std::string& name, const std::vector<std::int64_t>& shape,
                                const tensors::Init&) const override {
    if (name.ends_with("temperature")) return filled(name, shape, 1, 0.5);
    if (name.ends_with("norm1.body.weight") || name.ends_with("norm2.body.weight")) return filled(name, shape, 1, 0.1);
    if (name.ends_with(".bias")) return filled(name, shape, 0, 0.1);
    if (shape.size() == 1) return filled(name, shape, 0.25, 0.1);  // the slopes of a PReLU
    std::int64_t inputs = 1;
    for (std::size_t i = 1; i < shape.size(); ++i) inputs *= shape[i];
    const bool code = name.starts_with("condition") || name.starts_with("denoise");
    const double gain = name.find(".kernel.0.") != std::string::npos ? 2 : code ? 1.3 : 1;
    return filled(name, shape, 0, gain * std::sqrt(3 / double(inputs)));
  }
  [[nodiscard]] std::vector<std::string> names() const override { return {}; }
  [[nodiscard]] bool creates() const override { return true; }
  [[nodiscard]] std::string place() const override { return "fixture"; }
};

inline models::DiffRirConfig tiny_diffrir(int scale) {
  models::DiffRirConfig config;
  config.scale = scale;
  config.dim = 8;
  config.encoder_blocks = {1, 1, 1, 1};
  config.decoder_blocks = {1, 1, 1};
  config.refinement_blocks = 1;
  config.encoder_residuals = 1;
  return config;
}

inline std::shared_ptr<models::DiffRir> tiny_model(int scale) {
  return std::make_shared<models::DiffRir>(tensors::Weights(std::make_shared<FilledSource>()), tiny_diffrir(scale));
}

/// Every parameter by its name.
inline std::map<std::string, at::Tensor> tensors_of(const nn::Module& model) {
  std::map<std::string, at::Tensor> tensors;
  for (const auto& item : model.named_parameters()) tensors.emplace(item.key(), item.value().detach());
  return tensors;
}

/// Mean, deviation, the first three and the last number.
using Facts = std::array<double, 6>;

inline double distance_from(const at::Tensor& x, const Facts& golden) {
  const at::Tensor flat = x.contiguous().flatten().to(at::kDouble);
  const double* values = flat.data_ptr<double>();
  const Facts facts{flat.mean().item<double>(), flat.std(false).item<double>(), values[0], values[1], values[2],
                    values[flat.numel() - 1]};
  double worst = 0;
  for (std::size_t i = 0; i < facts.size(); ++i) worst = std::max(worst, std::abs(facts[i] - golden[i]));
  return std::isnan(facts[0]) ? 1 : worst;
}

}  // namespace koma::test
