// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "engine/checkpoints/checkpoint_layout.h"

namespace koma::checkpoints {

inline constexpr const char* usual_adapter_name = "ms_adapter.bin";

/// MS-Diffusion's adapter (specs/msdiffusion.md 3): `image_proj.…`, `ms_adapter.…` and, where it is stored,
/// `dummy_image_tokens`. `path` is the file, or a folder that holds `ms_adapter.bin`. Numbers of any type.
/// Throws Error(not_found | unreadable | invalid_file | unsupported); a file of another kind names what it is instead.
[[nodiscard]] PartLayout read_subject_adapter(const std::filesystem::path& path);

/// How wide the states of the image encoder must be that goes with it: 1664 for the published one.
[[nodiscard]] std::int64_t encoder_width(const PartLayout& adapter);

/// The image encoder that goes with it: a folder with config.json and weights, as transformers writes it.
/// Throws Error(not_found | unreadable | invalid_file).
[[nodiscard]] PartLayout read_subject_encoder(const std::filesystem::path& folder);

}  // namespace koma::checkpoints
