// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/safetensors_writer.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <nlohmann/json.hpp>

#include "engine/base/atomic_file.h"
#include "engine/tensors/stored_types.h"

namespace koma::tensors {

static_assert(std::endian::native == std::endian::little, "safetensors data is little-endian");

std::vector<std::uint8_t> encode_safetensors(const std::map<std::string, at::Tensor>& tensors,
                                             const std::map<std::string, std::string>& metadata) {
  std::vector<std::pair<std::string, at::Tensor>> order;
  for (const auto& [name, tensor] : tensors) order.emplace_back(name, tensor.detach().cpu().contiguous());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second.element_size() > b.second.element_size(); });
  nlohmann::json header = nlohmann::json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  std::uint64_t end = 0;
  for (const auto& [name, tensor] : order) {
    const std::uint64_t begin = end;
    end += tensor.nbytes();
    header[name] = {{"dtype", safetensors_name(tensor.scalar_type())},
                    {"shape", tensor.sizes().vec()},
                    {"data_offsets", {begin, end}}};
  }
  std::string text = header.dump();
  text.resize((text.size() + 7) / 8 * 8, ' ');
  const std::uint64_t length = text.size();
  std::vector<std::uint8_t> bytes(sizeof(length) + length + end);
  std::memcpy(bytes.data(), &length, sizeof(length));
  std::memcpy(bytes.data() + sizeof(length), text.data(), length);
  std::uint8_t* out = bytes.data() + sizeof(length) + length;
  for (const auto& [name, tensor] : order) {
    if (tensor.nbytes() > 0) std::memcpy(out, tensor.data_ptr(), tensor.nbytes());
    out += tensor.nbytes();
  }
  return bytes;
}

void write_safetensors(const std::filesystem::path& path, const std::map<std::string, at::Tensor>& tensors,
                       const std::map<std::string, std::string>& metadata) {
  write_atomically(path, encode_safetensors(tensors, metadata));
}

}  // namespace koma::tensors
