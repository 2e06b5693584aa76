// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/safetensors.h"

namespace koma::tensors {

std::map<std::string, at::Tensor> read_safetensors(const std::filesystem::path& path) {
  const SafetensorsFile file(path);
  std::map<std::string, at::Tensor> tensors;
  for (const std::string& name : file.names()) tensors.emplace(name, file.read(name, {}, {}));
  return tensors;
}

}  // namespace koma::tensors
