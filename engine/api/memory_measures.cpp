// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/api/memory_forecast.h"
#include "engine/checkpoints/json_file.h"

namespace koma::api {

namespace {

void take_language_model(const checkpoints::PartLayout& part, NetworkMeasures& result) {
  result.layers = std::clamp<std::int64_t>(checkpoints::count_in(part.config, "num_hidden_layers", 32), 1, 1024);
  result.widths = {checkpoints::count_in(part.config, "hidden_size", 0),
                   checkpoints::count_in(part.config, "intermediate_size", 0)};
  for (const char* table : {"model.embed_tokens.weight", "lm_head.weight"}) {
    if (!part.has(table)) continue;
    std::uint64_t numbers = 1;
    for (const std::int64_t side : part.shape(table)) numbers *= std::uint64_t(side);
    result.tables += numbers;
  }
}

}  // namespace

NetworkMeasures measures_of(const checkpoints::PartLayout& part) {
  NetworkMeasures result;
  for (const auto& [name, stored] : part.tensors) {
    std::uint64_t numbers = 1;
    for (const std::int64_t side : part.shape(name)) numbers *= std::uint64_t(side);
    result.numbers += numbers;
  }
  if (!part.config.is_object()) return result;
  const auto widths = part.config.find("block_out_channels");
  if (widths != part.config.end() && widths->is_array()) {
    for (const auto& width : *widths)
      result.widths.push_back(width.is_number_integer() ? width.get<std::int64_t>() : 0);
  }
  result.layers = checkpoints::count_in(part.config, "layers_per_block", result.layers);
  if (part.name == "mllm_llm") take_language_model(part, result);
  result.patch = std::clamp<std::int64_t>(checkpoints::count_in(part.config, "patch_size", 1), 1, 64);
  return result;
}

ModelMeasures measures_of(const checkpoints::CheckpointLayout& layout) {
  ModelMeasures result;
  for (const auto& [name, part] : layout.parts) result[name] = measures_of(part);
  return result;
}

}  // namespace koma::api
