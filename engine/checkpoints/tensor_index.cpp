// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/tensor_index.h"

#include "engine/base/error.h"
#include "engine/checkpoints/index_content.h"
#include "engine/checkpoints/pickle_index.h"
#include "engine/checkpoints/safetensors_index.h"

namespace koma::checkpoints {

TensorIndex read_tensor_index(const StoredBytes& file) {
  char start[9] = {};
  const bool long_enough = file.size() >= sizeof(start) && file.read(0, start, sizeof(start));
  // The length of a safetensors header may spell anything, but `{` never follows the magic of the others.
  if (!long_enough || start[8] == '{') return read_safetensors_index(file);
  if (is_zip_pickle(file)) return read_zip_pickle_index(file);
  if (is_legacy_pickle(file)) return read_legacy_pickle_index(file);
  if (start[0] == '\x80' && start[1] >= 2 && start[1] <= 5) {
    throw Error(ErrorCode::invalid_file, "this is a pickle, but none that torch.save writes; look for safetensors",
                file.place());
  }
  return read_safetensors_index(file);
}

TensorIndex read_tensor_index(const std::filesystem::path& file) {
  return read_tensor_index(FileBytes(file));
}

}  // namespace koma::checkpoints
