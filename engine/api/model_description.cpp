// SPDX-License-Identifier: Apache-2.0
#include "engine/api/model_description.h"

#include <algorithm>
#include <map>

#include "engine/base/error.h"
#include "engine/checkpoints/checkpoint_layout.h"

namespace koma::api {

namespace fs = std::filesystem;

namespace {

/// Counts tensors by the type in which they are stored.
using TypeCounts = std::map<checkpoints::StoredType, std::size_t>;

std::string types_of(const TypeCounts& counts) {
  std::vector<std::pair<std::size_t, std::string>> sorted;
  for (const auto& [type, count] : counts) sorted.emplace_back(count, to_string(type));
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text;
  for (const auto& [count, name] : sorted) text += (text.empty() ? "" : ", ") + name;
  return text;
}

PartDescription description_of(const checkpoints::PartLayout& part) {
  TypeCounts counts;
  for (const auto& [name, stored] : part.tensors) ++counts[part.files.at(stored.file).tensors.at(stored.name).type];
  return {part.name, part.tensors.size(), part.bytes(), types_of(counts), part.config.dump()};
}

/// A LoRA or an embedding has no networks: its file is the only part.
PartDescription description_of(const fs::path& file, std::uint64_t bytes) {
  const checkpoints::TensorIndex index = checkpoints::read_tensor_index(file);
  TypeCounts counts;
  for (const auto& [name, tensor] : index.tensors) ++counts[tensor.type];
  return {file.filename().string(), index.tensors.size(), bytes, types_of(counts), "null"};
}

}  // namespace

ModelDescription describe_model(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) {
    throw Error(ErrorCode::not_found, "there is no such file or folder; check the path", path.string());
  }
  ModelDescription result{.entry = inspect_model(path)};
  if (!result.entry.problem.empty()) return result;
  switch (result.entry.kind) {
    case ModelKind::checkpoint: {
      const checkpoints::CheckpointLayout layout = checkpoints::read_checkpoint_layout(path);
      for (const auto& [name, part] : layout.parts) result.parts.push_back(description_of(part));
      result.scheduler = layout.scheduler_config;
      result.prediction_known = layout.prediction_known;
      break;
    }
    case ModelKind::controlnet:
    case ModelKind::vae:
    case ModelKind::taesd:
    case ModelKind::restorer:
    case ModelKind::upscaler:
      result.parts.push_back(description_of(checkpoints::read_part_layout(path, to_string(result.entry.kind))));
      break;
    case ModelKind::subject_adapter:
    case ModelKind::lora:
    case ModelKind::textual_inversion:
      result.parts.push_back(description_of(path, result.entry.bytes));
      break;
  }
  return result;
}

}  // namespace koma::api
