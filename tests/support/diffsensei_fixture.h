// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/tensors/safetensors.h"
#include "engine/tensors/weight_sources.h"

namespace koma::test {

/// The small DiffSensei with random weights and recorded values in tests/data/diffsensei (its README has tolerances).
inline const std::filesystem::path fixture_folder = std::filesystem::path(KOMA_TEST_DATA) / "diffsensei";

inline nlohmann::json read_json(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return nlohmann::json::parse(stream);
}

/// A part's config.json, for example "text_encoder".
inline nlohmann::json fixture_config(const std::string& part) {
  return read_json(fixture_folder / "checkpoint/image_generator" / part / "config.json");
}

inline tensors::Weights fixture_weights(const std::string& part) {
  return tensors::Weights(tensors::open_weights(fixture_folder / "checkpoint/image_generator" / part), part);
}

}  // namespace koma::test
