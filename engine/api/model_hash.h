// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace koma::api {

/// Told after every file how many bytes are done, of how many; false stops.
using HashProgress = std::function<bool(std::uint64_t done, std::uint64_t all)>;

/// Names a model in recipes and to people: SHA-256, in hex. Of a file above 64 MiB only size, first and last MiB count,
/// so that naming 12 GB takes no minute; a smaller file's is the one that sha256sum prints. A folder's covers every
/// file that is loaded from it, by path and content: in DiffSensei's layout all below image_generator/ and
/// komawari.json, in diffusers' the parts that are used. Empty when `progress` stopped it.
/// Throws Error(not_found | unreadable), and what reading a diffusers folder throws.
[[nodiscard]] std::string model_hash(
    const std::filesystem::path& model,
    const HashProgress& progress = [](std::uint64_t, std::uint64_t) { return true; });

}  // namespace koma::api
