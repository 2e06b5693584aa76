// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/checkpoints/checkpoint_layout.h"

namespace koma::checkpoints {

/// The weights of a part's folder: a file, or the index of its shards. Of several the one that loads best: plain before
/// variant (`.fp16.`, `.bf16.`, then others by name), safetensors before pickled. Nothing when there are none.
[[nodiscard]] std::optional<std::filesystem::path> weights_in(const std::filesystem::path& folder);

/// The files behind `weights`: one, or every shard of an index. Throws as read_tensor_index.
[[nodiscard]] std::vector<TensorIndex> open_files(const std::filesystem::path& weights);

/// A part that lies in a folder of its own: config.json (null when there is none) and weights with diffusers' names,
/// whose few old spellings are made canonical. Throws Error(not_found | unreadable | invalid_file).
[[nodiscard]] PartLayout read_part_folder(const std::filesystem::path& folder, const std::string& name);

/// Takes the tensors of `files`, which have diffusers' names already. `part` decides which old spellings are known:
/// "vae" has query, key, value and proj_attn, "text_encoder…" may leave out the level `text_model.`.
void take_canonical_names(PartLayout& part, std::vector<TensorIndex> files);

}  // namespace koma::checkpoints
