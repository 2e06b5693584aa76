// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/part_folder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/error.h"
#include "engine/checkpoints/json_file.h"

namespace koma::checkpoints {

namespace fs = std::filesystem;

namespace {

constexpr std::array<const char*, 3> stems{"diffusion_pytorch_model", "model", "pytorch_model"};
constexpr std::array<const char*, 2> file_endings{"safetensors", "bin"};

/// How early a file of these is taken; nothing for a file that holds no weights.
struct Preference {
  std::size_t ending = 0, variant = 0, index = 0, stem = 0;
  auto operator<=>(const Preference&) const = default;
};

/// 0 for no variant, then fp16, bf16, all others.
std::size_t rank_of_variant(const std::string& variant) {
  if (variant.empty()) return 0;
  return variant == "fp16" ? 1 : variant == "bf16" ? 2 : 3;
}

/// `rest` is what follows "model.": "safetensors", "fp16.safetensors", "safetensors.index.json",
/// "safetensors.index.fp16.json".
std::optional<Preference> preference_of(const std::string& rest) {
  for (std::size_t ending = 0; ending < file_endings.size(); ++ending) {
    const std::string extension = file_endings[ending];
    if (rest == extension) return Preference{.ending = ending};
    if (rest.ends_with("." + extension)) {
      const std::string variant = rest.substr(0, rest.size() - extension.size() - 1);
      if (variant.find("-of-") != std::string::npos) return std::nullopt;  // a shard: its index speaks for it
      return Preference{.ending = ending, .variant = rank_of_variant(variant)};
    }
    const std::string index = extension + ".index.";
    if (rest == index + "json") return Preference{.ending = ending, .index = 1};
    if (rest.starts_with(index) && rest.ends_with(".json")) {
      const std::string variant = rest.substr(index.size(), rest.size() - index.size() - 5);
      return Preference{.ending = ending, .variant = rank_of_variant(variant), .index = 1};
    }
  }
  return std::nullopt;
}

std::optional<Preference> preference_of_file(const std::string& file) {
  for (std::size_t stem = 0; stem < stems.size(); ++stem) {
    const std::string start = std::string(stems[stem]) + ".";
    if (!file.starts_with(start)) continue;
    std::optional<Preference> result = preference_of(file.substr(start.size()));
    if (result) result->stem = stem;
    return result;
  }
  return std::nullopt;
}

/// Old autoencoder files call the attention's layers so.
constexpr std::array<std::pair<const char*, const char*>, 4> old_attention{
    {{"query.", "to_q."}, {"key.", "to_k."}, {"value.", "to_v."}, {"proj_attn.", "to_out.0."}}};

std::string vae_name(const std::string& stored) {
  const std::string attention = "mid_block.attentions.0.";
  const std::size_t at = stored.find(attention);
  if (at == std::string::npos) return stored;
  const std::string tail = stored.substr(at + attention.size());
  for (const auto& [old, canonical] : old_attention) {
    if (tail.starts_with(old))
      return stored.substr(0, at + attention.size()) + canonical + tail.substr(std::string(old).size());
  }
  return stored;
}

/// Newer transformers leave out the level `text_model.`.
std::string text_name(const std::string& stored) {
  for (const char* start : {"embeddings.", "encoder.", "final_layer_norm."}) {
    if (stored.starts_with(start)) return "text_model." + stored;
  }
  return stored;
}

/// A stored name in diffusers' present spelling; empty for what belongs to no network.
std::string canonical_name(const std::string& part, const std::string& stored) {
  if (stored.ends_with("position_ids")) return {};  // 0, 1, 2, …: a buffer of old files
  if (part == "vae") return vae_name(stored);
  if (part.starts_with("text_encoder")) return text_name(stored);
  // A whole masked autoencoder may lie there; its decoder is never used.
  const bool unused_decoder = stored.starts_with("decoder.") || stored.starts_with("vit.decoder.");
  return part == "magi_image_encoder" && unused_decoder ? std::string() : stored;
}

/// The autoencoder's attention is linear; some files store it as a convolution over one cell.
bool is_cell_of_attention(const std::string& part, const std::string& name, const StoredTensor& tensor) {
  return part == "vae" && name.find(".attentions.") != std::string::npos && tensor.shape.size() == 4 &&
         tensor.shape[2] == 1 && tensor.shape[3] == 1;
}

}  // namespace

std::optional<fs::path> weights_in(const fs::path& folder) {
  std::vector<std::pair<Preference, std::string>> found;
  std::error_code ignored;
  for (const auto& item : fs::directory_iterator(folder, ignored)) {
    const std::string file = item.path().filename().string();
    if (const auto preference = preference_of_file(file)) found.emplace_back(*preference, file);
  }
  if (found.empty()) return std::nullopt;
  return folder / std::min_element(found.begin(), found.end())->second;
}

std::vector<TensorIndex> open_files(const fs::path& weights) {
  if (weights.extension() == ".json") return read_sharded_index(weights).files;
  std::vector<TensorIndex> files;
  files.push_back(read_tensor_index(weights));
  return files;
}

void take_canonical_names(PartLayout& part, std::vector<TensorIndex> files) {
  part.files = std::move(files);
  for (std::size_t file = 0; file < part.files.size(); ++file) {
    for (const auto& [stored, tensor] : part.files[file].tensors) {
      const std::string name = canonical_name(part.name, stored);
      if (name.empty()) continue;
      const bool cell = is_cell_of_attention(part.name, name, tensor);
      part.tensors[name] = {file, stored, cell ? StoredForm::without_cells : StoredForm::as_it_is};
    }
  }
}

PartLayout read_part_folder(const fs::path& folder, const std::string& name) {
  PartLayout part;
  part.name = name;
  part.place = folder;
  const auto weights = weights_in(folder);
  if (!weights) {
    throw Error(ErrorCode::not_found, "the weights of " + name + " are missing; get the model again", folder.string());
  }
  if (fs::exists(folder / "config.json")) part.config = json_of_file(folder / "config.json");
  take_canonical_names(part, open_files(*weights));
  return part;
}

}  // namespace koma::checkpoints
