// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/api/model_catalog.h"

namespace koma::api {

/// One network of a model, as its files tell it.
struct PartDescription {
  std::string name;  ///< "unet", "vae", "text_encoder", …
  std::size_t tensors = 0;
  std::uint64_t bytes = 0;
  std::string types;   ///< how its numbers are stored, commonest first: "F16, F32"
  std::string config;  ///< JSON text of its config.json, or of what was found by shapes; "null" without one
};

/// A model from close by: what the catalog says, and every part.
struct ModelDescription {
  ModelEntry entry;
  std::vector<PartDescription> parts;  ///< empty when the entry has a problem
  std::string scheduler;               ///< JSON text of a checkpoint's scheduler_config.json; empty otherwise
  bool prediction_known = true;        ///< false: nothing tells ε from v prediction
};

/// Looks at one folder or file. Throws Error(not_found) when nothing lies there; other problems are the entry's.
[[nodiscard]] ModelDescription describe_model(const std::filesystem::path& path);

}  // namespace koma::api
