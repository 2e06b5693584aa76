// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "engine/api/generation_request.h"

namespace koma::api {

inline constexpr const char* recipe_schema = "komawari.recipe/1";
/// The keyword under which a picture's PNG carries its recipe.
inline constexpr const char* recipe_keyword = "komawari.recipe";

/// How one picture was made: the request with every open choice filled in (seed, size, steps, sampler, …; count is 1),
/// and what else decides the last bit. Running `request` again with the same model, device and threads gives the same
/// pixels.
struct Recipe {
  GenerationRequest request;
  std::string model_name;
  std::string model_hash;  ///< of the checkpoint's files, see model_hash()
  /// Of other files that the picture's pixels come from, by what they are: "restorer", "upscaler".
  std::map<std::string, std::string> file_hashes;
  std::string engine;  ///< the engine's version
  std::string device;  ///< "cpu", "cuda:0"
  std::string dtype;   ///< "float32", "bfloat16", "float16"
  std::string agent;   ///< of the language agent's layers, also "int8"; empty when it was not asked
  int threads = 1;     ///< CPU threads: sums may round differently with another number
  friend bool operator==(const Recipe&, const Recipe&) = default;
};

/// Picture paths below `base` are written relative to it.
[[nodiscard]] nlohmann::json recipe_to_json(const Recipe& recipe, const std::filesystem::path& base);
/// Throws Error(invalid_argument) with a JSON path.
[[nodiscard]] Recipe recipe_from_json(const nlohmann::json& value, const std::filesystem::path& base);

}  // namespace koma::api
