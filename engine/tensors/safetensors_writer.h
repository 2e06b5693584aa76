// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace koma::tensors {

/// The file's bytes. Equal tensors and metadata give equal bytes: names are sorted, data lies in order of falling
/// element size and then name (so every tensor is aligned), the header is padded with spaces to 8 bytes.
/// Throws Error(unsupported) for a type that safetensors lacks.
[[nodiscard]] std::vector<std::uint8_t> encode_safetensors(const std::map<std::string, at::Tensor>& tensors,
                                                           const std::map<std::string, std::string>& metadata = {});

/// Writes through an atomic file: the old file or the new one, whatever happens. Throws Error(no_space | unreadable).
void write_safetensors(const std::filesystem::path& path, const std::map<std::string, at::Tensor>& tensors,
                       const std::map<std::string, std::string>& metadata = {});

}  // namespace koma::tensors
