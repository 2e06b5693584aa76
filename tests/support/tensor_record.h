// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>

#include <filesystem>
#include <limits>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/tensors/safetensors.h"
#include "engine/tensors/weight_sources.h"

namespace koma::test {

/// Largest absolute difference over the expected tensor's standard deviation; infinite when the shapes differ or a
/// value is not finite. Parity tolerances are stated in this measure.
inline double relative_error(const at::Tensor& actual, const at::Tensor& expected) {
  if (actual.sizes() != expected.sizes() || !actual.isfinite().all().item<bool>()) {
    return std::numeric_limits<double>::infinity();
  }
  const at::Tensor wanted = expected.to(at::kDouble);
  const double spread = wanted.std().item<double>();
  return (actual.detach().to(at::kDouble) - wanted).abs().max().item<double>() / spread;
}

/// What a reference script recorded: tensors "weights.…", "in.…" and "out.…", and the model's config in the metadata.
class Record {
 public:
  explicit Record(const std::filesystem::path& file)
      : config_(nlohmann::json::parse(tensors::SafetensorsFile(file).metadata().at("config"))) {
    std::map<std::string, at::Tensor> weights;
    for (auto& [name, tensor] : tensors::read_safetensors(file)) {
      if (name.starts_with("weights.")) {
        weights.emplace(name.substr(8), tensor);
      } else {
        values_.emplace(name, tensor);
      }
    }
    source_ = std::make_shared<tensors::MapSource>(std::move(weights));
  }

  [[nodiscard]] const nlohmann::json& config() const { return config_; }
  [[nodiscard]] tensors::Weights weights() const { return tensors::Weights(source_); }
  [[nodiscard]] const at::Tensor& in(const std::string& name) const { return values_.at("in." + name); }
  [[nodiscard]] const at::Tensor& out(const std::string& name) const { return values_.at("out." + name); }

 private:
  nlohmann::json config_;
  std::shared_ptr<tensors::MapSource> source_;
  std::map<std::string, at::Tensor> values_;
};

}  // namespace koma::test
