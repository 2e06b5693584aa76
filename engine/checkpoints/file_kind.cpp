// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/file_kind.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "engine/checkpoints/restorer_names.h"
#include "engine/checkpoints/unet_names.h"
#include "engine/checkpoints/upscaler_names.h"
#include "engine/checkpoints/vae_names.h"

namespace koma::checkpoints {

namespace {

bool any_name(const PrefixView& view, const std::function<bool(const std::string&)>& test) {
  const std::vector<std::string> names = view.names();
  return std::any_of(names.begin(), names.end(), test);
}

bool contains(const std::string& text, const char* piece) {
  return text.find(piece) != std::string::npos;
}

bool is_lora_name(const std::string& name) {
  for (const char* start : {"lora_unet_", "lora_te", "lycoris_"}) {
    if (name.starts_with(start)) return true;
  }
  constexpr std::array pieces{".lora_down.", ".lora_up.", ".lora_A.", ".lora_B.", ".lora.down.", ".lora.up.",
                              "_lora.down.", "_lora.up.", ".hada_w1", ".lokr_w",  ".oft_"};
  return std::any_of(pieces.begin(), pieces.end(), [&](const char* piece) { return contains(name, piece); });
}

bool is_controlnet(const PrefixView& root) {
  if (root.has("lora_controlnet") || root.has_below("control_model.")) return true;
  return root.has_below("controlnet_cond_embedding.") || root.has_below("input_hint_block.") ||
         root.has_below("controlnet_down_blocks.") || root.has_below("zero_convs.");
}

/// The prefixes under which whole checkpoints keep their UNet, and how each spelling's begins.
bool holds_unet(const PrefixView& root) {
  return root.has_below("model.diffusion_model.") || root.has_below("unet.conv_in.") ||
         root.has("input_blocks.0.0.weight") ||
         (root.has("conv_in.weight") && root.has_below("down_blocks.0.resnets."));
}

bool is_taesd(const PrefixView& root) {
  for (const char* prefix : {"", "taesd_decoder.", "taesd_encoder."}) {
    const PrefixView view = root.below(prefix);
    if (find_taesd_encoder(view) || find_taesd_decoder(view, 1) || find_taesd_decoder(view, 0)) return true;
  }
  return root.has("decoder.layers.0.weight") || root.has("encoder.layers.0.weight");
}

/// A few vectors for one word: [n, width] or [width].
bool is_textual_inversion(const PrefixView& root) {
  if (root.has_below("string_to_param.") || root.has("emb_params") || (root.has("clip_l") && root.has("clip_g")))
    return true;
  const auto& tensors = root.index().tensors;
  if (tensors.size() != 1) return false;
  const std::vector<std::int64_t>& shape = tensors.begin()->second.shape;
  return (shape.size() == 1 || (shape.size() == 2 && shape[0] <= 128)) && shape.back() >= 16;
}

/// The first release spells the middle attention's key weight so; diffusers so. Both end in the text's width.
std::int64_t text_width(const PrefixView& root) {
  std::int64_t width = 0;
  for (const std::string& name : root.names()) {
    if (!contains(name, "attn2") || !(contains(name, "to_k") || contains(name, "to_v"))) continue;
    if (!contains(name, "down") && !contains(name, "lora_A") && !contains(name, "hada_w1_b")) continue;
    width = std::max(width, root.side(name, 1));
  }
  return width;
}

std::optional<Family> family_of_width(std::int64_t width) {
  switch (width) {
    case 768:
      return Family::sd1;
    case 1024:
      return Family::sd2;
    case 2048:
      return Family::sdxl;
    default:
      return std::nullopt;
  }
}

std::optional<Family> family_of_lora(const PrefixView& root) {
  if (root.has_below("lora_te1_") || root.has_below("lora_te2_") || root.has_below("text_encoder_2."))
    return Family::sdxl;
  return family_of_width(text_width(root));
}

std::optional<Family> family_of_controlnet(const PrefixView& root) {
  for (const char* prefix : {"control_model.", ""}) {
    const PrefixView view = root.below(prefix);
    if (const auto pattern = find_unet_pattern(view)) return family_of_unet(view, *pattern);
  }
  return std::nullopt;
}

std::optional<Family> family_of_embedding(const PrefixView& root) {
  if (root.has("clip_g")) return Family::sdxl;
  const std::vector<std::string> names = root.names();
  for (const std::string& name : names) {
    const std::vector<std::int64_t> shape = root.shape(name);
    if (!shape.empty() && shape.back() > 1) return family_of_width(shape.back());
  }
  return std::nullopt;
}

}  // namespace

PrefixView root_of(const TensorIndex& index) {
  const PrefixView whole(index);
  return whole.has_below("state_dict.") ? whole.below("state_dict.") : whole;
}

const char* words_for(FileKind kind) noexcept {
  constexpr std::array words{"a checkpoint",
                             "a LoRA",
                             "a ControlNet",
                             "an autoencoder (VAE)",
                             "a tiny autoencoder (TAESD)",
                             "a textual inversion",
                             "an MS-Diffusion adapter, which a request names as its subject_adapter",
                             "DiffRIR, which repairs seams",
                             "a network that enlarges pictures"};
  return words[std::size_t(kind)];
}

std::string words_for_inputs(std::int64_t inputs) {
  switch (inputs) {
    case 5:
      return "it wants a depth picture (five input channels)";
    case 7:
      return "it enlarges pictures (seven input channels)";
    case 8:
      return "it edits pictures by instruction (eight input channels)";
    default:
      return "its unet has " + std::to_string(inputs) + " input channels";
  }
}

std::optional<FileKind> kind_of(const TensorIndex& index) {
  const PrefixView root = root_of(index);
  if (find_restorer(root)) return FileKind::restorer;
  if (find_upscaler(root)) return FileKind::upscaler;
  if (is_controlnet(root)) return FileKind::controlnet;
  if (any_name(root, is_lora_name)) return FileKind::lora;
  if (holds_unet(root)) return FileKind::checkpoint;
  for (const char* prefix : {"", "first_stage_model.", "vae."}) {
    if (find_vae_pattern(root.below(prefix))) return FileKind::vae;
  }
  if (is_taesd(root)) return FileKind::taesd;
  if (is_textual_inversion(root)) return FileKind::textual_inversion;
  if (root.has_below("ms_adapter.")) return FileKind::subject_adapter;
  if (foreign_model(index)) return FileKind::checkpoint;
  return std::nullopt;
}

std::optional<std::string> foreign_model(const TensorIndex& index) {
  const PrefixView root = root_of(index);
  if (root.has("edm_mean")) return "a Playground v2.5 checkpoint, trained with EDM's noise";
  if (root.has("lora_controlnet")) return "a Control-LoRA, which changes a checkpoint instead of standing beside it";
  const auto under_model = [&](const char* name) {
    return root.has_below(name) || root.has_below(std::string("model.diffusion_model.") + name);
  };
  if (under_model("joint_blocks.")) return "a Stable Diffusion 3 checkpoint";
  if (under_model("double_blocks.") || under_model("single_transformer_blocks.")) return "a Flux checkpoint";
  if (under_model("transformer_blocks.") || root.has_below("transformer.transformer_blocks.")) {
    return "a model that draws with a transformer instead of a UNet";
  }
  if (root.has("task_embedding") || root.has_below("control_add_embedding.")) return "a union ControlNet";
  const bool adapts = root.has_below("adapter.body.") || root.has_below("body.0.");
  if (adapts && !find_upscaler(root)) return "a T2I adapter";
  const bool of_subjects = root.has_below("ms_adapter.");
  if (root.has_below("ip_adapter.") || (root.has_below("image_proj.") && !of_subjects)) return "an IP-Adapter";
  if (root.has_below("conditioner.embedders.0.model.") && !root.has_below("conditioner.embedders.1.")) {
    return "the SDXL refiner, which only goes over finished pictures";
  }
  return std::nullopt;
}

std::optional<Family> family_of(const TensorIndex& index, FileKind kind) {
  const PrefixView root = root_of(index);
  switch (kind) {
    case FileKind::lora:
      return family_of_lora(root);
    case FileKind::controlnet:
      return family_of_controlnet(root);
    case FileKind::textual_inversion:
      return family_of_embedding(root);
    case FileKind::subject_adapter:
      return Family::sdxl;  // there is no other
    case FileKind::checkpoint:
    case FileKind::vae:
    case FileKind::taesd:
    case FileKind::restorer:
    case FileKind::upscaler:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace koma::checkpoints
