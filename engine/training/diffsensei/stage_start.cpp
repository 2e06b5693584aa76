// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/stage_start.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/checkpoints/part_folder.h"
#include "engine/models/clip_vision_model.h"
#include "engine/models/resampler.h"
#include "engine/models/vit_mae.h"
#include "engine/tensors/part_source.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/tensors/weight_sources.h"

namespace koma::training {

namespace {

namespace fs = std::filesystem;
using checkpoints::CheckpointLayout;
using checkpoints::PartLayout;
using Tensors = std::map<std::string, at::Tensor>;

constexpr const char* text_key = ".attn2.to_k.weight";

/// Makes the part take `names` from a file instead of from where they were, if anywhere.
void overlay(PartLayout& part, const fs::path& file) {
  part.files.push_back(checkpoints::read_tensor_index(file));
  for (const auto& [name, stored] : part.files.back().tensors) part.tensors[name] = {part.files.size() - 1, name, {}};
}

Tensors added_to_denoiser(const PartLayout& unet, std::uint64_t seed) {
  const auto source = tensors::open_part(unet);
  Tensors added;
  for (const auto& [number, layer] : adapter_layers(unet)) {
    for (const char* kind : {"to_k", "to_v"}) {
      const std::string name = layer + ".processor." + kind + "_ip.weight";
      const std::string text = layer + "." + kind + ".weight";
      if (!unet.has(name)) added[name] = source->read_as(text, unet.shape(text), {}, at::kFloat);
    }
  }
  const tensors::InitialiserSource initialiser(seed);
  if (!unet.has("dialog_bbox_embedding"))
    added["dialog_bbox_embedding"] =
        initialiser.read("dialog_bbox_embedding", {unet.shape("conv_in.weight").front()}, tensors::Init::normal(1));
  return added;
}

/// A fresh resampler of the published sizes, between the encoders and the denoiser at hand.
void write_resampler(const CheckpointLayout& layout, const fs::path& folder, std::uint64_t seed) {
  models::ResamplerConfig config;
  config.embedding_dim =
      models::ClipVisionConfig::from_json(layout.parts.at("clip_image_encoder").config).encoder.hidden_size;
  const auto magi = layout.parts.find("magi_image_encoder");
  if (magi != layout.parts.end())
    config.magi_embedding_dim = models::VitMaeConfig::from_json(magi->second.config).hidden_size;
  config.output_dim = layout.parts.at("unet").shape(adapter_layers(layout.parts.at("unet")).at(1) + ".to_k.weight")[1];
  const tensors::Weights weights(std::make_shared<tensors::InitialiserSource>(seed), "image_proj_model");
  const models::Resampler fresh(weights, config);
  Tensors tensors;
  for (const auto& item : fresh.named_parameters()) tensors[item.key()] = item.value();
  const nlohmann::ordered_json json{{"dim", config.dim},
                                    {"depth", config.depth},
                                    {"dim_head", config.dim_head},
                                    {"heads", config.heads},
                                    {"num_queries", config.num_queries},
                                    {"num_dummy_tokens", config.num_dummy_tokens},
                                    {"embedding_dim", config.embedding_dim},
                                    {"magi_embedding_dim", config.magi_embedding_dim},
                                    {"output_dim", config.output_dim},
                                    {"ff_mult", config.ff_mult}};
  make_output_folder(folder);
  write_atomically(folder / "config.json", json.dump(2) + "\n");
  tensors::write_safetensors(folder / "model.safetensors", tensors, {{"format", "pt"}});
}

void add_encoder(CheckpointLayout& layout, const std::string& name, const fs::path& folder) {
  if (folder.empty()) return;
  PartLayout part = checkpoints::read_part_folder(folder, name);
  if (part.config.is_null())
    throw Error(ErrorCode::not_found, "the encoder has no config.json; give a folder that has one", folder.string());
  layout.parts.insert_or_assign(name, std::move(part));
}

void check_shape(const PartLayout& part, const std::string& name, const at::Tensor& tensor, const fs::path& adapter) {
  if (part.shape(name) == tensor.sizes().vec()) return;
  throw Error(ErrorCode::invalid_file,
              "the IP-Adapter does not fit: " + name + " has " + checkpoints::shape_text(tensor.sizes().vec()) +
                  ", the checkpoint " + checkpoints::shape_text(part.shape(name)),
              adapter.string());
}

/// The adapter's tensors under the names of the part that takes them.
Tensors adapter_tensors(const fs::path& adapter, const PartLayout& part) {
  const auto source = tensors::open_weights(adapter);
  const auto read = [&](const std::string& name) { return source->read_as(name, {}, {}, at::kFloat); };
  Tensors taken;
  if (part.name == "unet") {
    for (const auto& [number, layer] : adapter_layers(part)) {
      for (const char* kind : {"to_k_ip", "to_v_ip"}) {
        const std::string stored = "ip_adapter." + std::to_string(number) + "." + kind + ".weight";
        if (!source->find(stored))
          throw Error(ErrorCode::invalid_file,
                      "the file has no " + stored + "; give an IP-Adapter for SDXL (plus, ViT-H)", adapter.string());
        taken[layer + ".processor." + kind + ".weight"] = read(stored);
      }
    }
  } else {
    const std::string prefix = "image_proj.";
    for (const std::string& name : source->names()) {
      if (name.starts_with(prefix) && part.has(name.substr(prefix.size())))
        taken[name.substr(prefix.size())] = read(name);
    }
  }
  for (const auto& [name, tensor] : taken) check_shape(part, name, tensor, adapter);
  return taken;
}

void take_adapter(CheckpointLayout& layout, const StageStart& start) {
  for (const char* name : {"unet", "image_proj_model"}) {
    PartLayout& part = layout.parts.at(name);
    const Tensors tensors = adapter_tensors(start.adapter, part);
    const fs::path file = start.work / ("adapter-" + std::string(name) + ".safetensors");
    tensors::write_safetensors(file, tensors, {{"format", "pt"}});
    overlay(part, file);
  }
}

void add_characters(CheckpointLayout& layout, const StageStart& start) {
  using checkpoints::Family;
  if (layout.family != Family::diffsensei && layout.family != Family::sdxl)
    throw Error(ErrorCode::unsupported, "characters can be added to SDXL only; give an SDXL or DiffSensei checkpoint",
                layout.path.string());
  make_output_folder(start.work);
  add_encoder(layout, "clip_image_encoder", start.image_encoder);
  add_encoder(layout, "magi_image_encoder", start.magi_encoder);
  if (!layout.has("clip_image_encoder"))
    throw Error(ErrorCode::invalid_argument,
                "the checkpoint has no encoder of reference pictures; give CLIP ViT-H's folder with --image-encoder",
                layout.path.string());
  PartLayout& unet = layout.parts.at("unet");
  const Tensors added = added_to_denoiser(unet, start.seed);
  if (!added.empty()) {
    tensors::write_safetensors(start.work / "unet.safetensors", added, {{"format", "pt"}});
    overlay(unet, start.work / "unet.safetensors");
  }
  if (!layout.has("image_proj_model")) {
    write_resampler(layout, start.work / "image_proj_model", start.seed);
    add_encoder(layout, "image_proj_model", start.work / "image_proj_model");
  }
  layout.family = Family::diffsensei;
  if (!start.adapter.empty()) take_adapter(layout, start);
}

/// "up_blocks.1.attentions.0.transformer_blocks.10" → 1, 1, 0, 10; down is 0, up 1, the middle 2.
std::vector<int> place_of(const std::string& layer) {
  std::vector<int> place{layer.starts_with("down") ? 0 : layer.starts_with("up") ? 1 : 2};
  std::size_t start = 0;
  while (start < layer.size()) {
    const std::size_t end = std::min(layer.find('.', start), layer.size());
    const std::string word = layer.substr(start, end - start);
    if (!word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; }))
      place.push_back(std::stoi(word));
    start = end + 1;
  }
  return place;
}

}  // namespace

std::map<int, std::string> adapter_layers(const PartLayout& unet) {
  std::vector<std::string> layers;
  for (const auto& [name, stored] : unet.tensors) {
    if (name.ends_with(text_key)) layers.push_back(name.substr(0, name.size() - std::string(".to_k.weight").size()));
  }
  std::sort(layers.begin(), layers.end(),
            [](const std::string& a, const std::string& b) { return place_of(a) < place_of(b); });
  std::map<int, std::string> numbered;
  for (std::size_t i = 0; i < layers.size(); ++i) numbered[int(2 * i + 1)] = layers[i];
  return numbered;
}

CheckpointLayout start_layout(const StageStart& start) {
  if (start.checkpoint.empty())
    throw Error(ErrorCode::invalid_argument, "the stage needs a checkpoint to begin with; give --from");
  CheckpointLayout layout = checkpoints::read_checkpoint_layout(start.checkpoint);
  if (start.characters) add_characters(layout, start);
  return layout;
}

}  // namespace koma::training
