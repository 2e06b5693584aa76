// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/tensors/indexed_file.h"

namespace koma::tensors {

/// The name that fits where a file is one of our own: recorded tensors, caches, training states.
using SafetensorsFile = IndexedFile;

/// Every tensor of a file, on the CPU, in its stored type. Throws as SafetensorsFile does.
[[nodiscard]] std::map<std::string, at::Tensor> read_safetensors(const std::filesystem::path& path);

}  // namespace koma::tensors
