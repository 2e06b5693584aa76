// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/checkpoints/stored_bytes.h"
#include "engine/checkpoints/tensor_index.h"

namespace koma::checkpoints {

/// True when the file starts as torch.save's zip archives do, or as its files did before torch 1.6.
[[nodiscard]] bool is_zip_pickle(const StoredBytes& file);
[[nodiscard]] bool is_legacy_pickle(const StoredBytes& file);

/// Reads where the tensors of a pickled state dict lie: in a zip archive `TOP/data.pkl` and `TOP/data/KEY`, or in a
/// legacy file five pickles and then the storages (specs/engine.md 4.9). Dicts inside dicts become dotted names; where
/// the outermost dict has a dict `state_dict` with tensors, only that one is taken, without its name.
/// Throws Error(unreadable | invalid_file).
[[nodiscard]] TensorIndex read_zip_pickle_index(const StoredBytes& file);
[[nodiscard]] TensorIndex read_legacy_pickle_index(const StoredBytes& file);

}  // namespace koma::checkpoints
