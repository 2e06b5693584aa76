// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace koma::pipelines {

/// Names a checkpoint in recipes: SHA-256, in hex, over every file below image_generator/ and komawari.json, by path
/// and content. Of a file above 64 MiB only size, first and last MiB count, so that naming 12 GB takes no minute.
/// Throws Error(unreadable).
[[nodiscard]] std::string model_hash(const std::filesystem::path& folder);

}  // namespace koma::pipelines
