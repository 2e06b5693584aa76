// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "engine/base/error.h"
#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/checkpoints/detected_config.h"
#include "engine/checkpoints/file_kind.h"
#include "engine/checkpoints/json_file.h"
#include "engine/checkpoints/part_folder.h"
#include "engine/checkpoints/restorer_names.h"
#include "engine/checkpoints/upscaler_names.h"

namespace koma::checkpoints {

namespace fs = std::filesystem;

namespace {

FileKind kind_named(const std::string& kind) {
  if (kind == "controlnet") return FileKind::controlnet;
  if (kind == "vae") return FileKind::vae;
  if (kind == "taesd") return FileKind::taesd;
  if (kind == "restorer") return FileKind::restorer;
  if (kind == "upscaler") return FileKind::upscaler;
  throw Error(ErrorCode::internal, "a part of unknown kind was asked for", kind);
}

[[noreturn]] void refuse_part(const fs::path& path, const std::string& sentence) {
  throw Error(ErrorCode::unsupported, sentence, path.string());
}

void check_kind(const TensorIndex& index, FileKind wanted) {
  if (const auto foreign = foreign_model(index)) {
    refuse_part(index.path, "this is " + *foreign + "; give " + words_for(wanted));
  }
  const auto kind = kind_of(index);
  if (kind == wanted) return;
  refuse_part(index.path, kind
                              ? std::string("this is ") + words_for(*kind) + "; give " + words_for(wanted)
                              : std::string("no tensor in it belongs to ") + words_for(wanted) + "; give another file");
}

/// A folder's config names the class.
void check_class(const PartLayout& part, FileKind wanted) {
  const char* usual = wanted == FileKind::controlnet ? "ControlNetModel"
                      : wanted == FileKind::vae      ? "AutoencoderKL"
                                                     : "AutoencoderTiny";
  const std::string found = text_in(part.config, "_class_name", usual);
  if (found != usual) refuse_part(part.place, "this is a " + found + "; give " + words_for(wanted));
}

void read_controlnet(PartLayout& part, const TensorIndex& index) {
  const PrefixView root = root_of(index);
  for (const char* prefix : {"control_model.", ""}) {
    const PrefixView view = root.below(prefix);
    const auto pattern = find_unet_pattern(view);
    if (!pattern) continue;
    const std::int64_t hints = count_hint_blocks(view, pattern->spelling);
    take_names(part, view, controlnet_names(*pattern, hints));
    part.config = detected_controlnet_config(part, *pattern, family_of_unet(view, *pattern), hints);
    return;
  }
  refuse_part(index.path,
              "its blocks are not arranged as in a ControlNet of Stable Diffusion 1, 2 or XL; give another file");
}

void read_vae(PartLayout& part, const TensorIndex& index) {
  const PrefixView root = root_of(index);
  for (const char* prefix : {"", "first_stage_model.", "vae."}) {
    const PrefixView view = root.below(prefix);
    const auto pattern = find_vae_pattern(view);
    if (!pattern) continue;
    const auto beside = [](const std::string& name) {
      return name.starts_with("loss.") || name.starts_with("model_ema.");
    };
    take_names(part, view, vae_names(*pattern), beside);
    part.config = detected_vae_config(part, *pattern);
    return;
  }
}

/// Both halves of a tiny autoencoder, which may lie in one file or in two.
struct TaesdHalves {
  TaesdHalf encoder, decoder;
};

void read_taesd_file(PartLayout& part, const TensorIndex& index, TaesdHalves& halves) {
  const PrefixView root = root_of(index);
  for (const char* prefix : {"encoder.layers.", "taesd_encoder.", ""}) {
    const PrefixView view = root.below(prefix);
    const auto half = find_taesd_encoder(view);
    if (!half) continue;
    halves.encoder = *half;
    take_names(part, view, taesd_encoder_names(*half));
    break;
  }
  constexpr std::array<std::pair<const char*, int>, 3> places{{{"decoder.layers.", 0}, {"taesd_decoder.", 1}, {"", 1}}};
  for (const auto& [prefix, shift] : places) {
    const PrefixView view = root.below(prefix);
    const auto half = find_taesd_decoder(view, shift);
    if (!half) continue;
    halves.decoder = *half;
    take_names(part, view, taesd_decoder_names(*half, shift));
    break;
  }
}

/// taesd_decoder.safetensors for taesd_encoder.safetensors and the other way round, when it lies beside.
std::optional<fs::path> other_half(const fs::path& file) {
  std::string name = file.filename().string();
  for (const auto& [one, other] : {std::pair("encoder", "decoder"), std::pair("decoder", "encoder")}) {
    const std::size_t at = name.find(one);
    if (at == std::string::npos) continue;
    name.replace(at, std::string(one).size(), other);
    const fs::path path = file.parent_path() / name;
    if (fs::is_regular_file(path)) return path;
    return std::nullopt;
  }
  return std::nullopt;
}

void read_taesd(PartLayout& part, const TensorIndex& index) {
  TaesdHalves halves;
  read_taesd_file(part, index, halves);
  if (halves.encoder.blocks.empty() || halves.decoder.blocks.empty()) {
    if (const auto other = other_half(index.path)) read_taesd_file(part, read_tensor_index(*other), halves);
  }
  if (part.tensors.empty())
    refuse_part(index.path, "its layers are not those of a tiny autoencoder; give another file");
  part.config = detected_taesd_config(halves.encoder, halves.decoder);
  const std::int64_t latents = part.config["latent_channels"].get<std::int64_t>();
  if (latents != 4) {
    refuse_part(index.path, "it is for latents of " + std::to_string(latents) +
                                " channels; give one for Stable Diffusion 1, 2 or XL");
  }
}

PartLayout read_file(const TensorIndex& index, FileKind kind, const std::string& name) {
  check_kind(index, kind);
  PartLayout part;
  part.name = name;
  part.place = index.path;
  if (kind == FileKind::controlnet) read_controlnet(part, index);
  if (kind == FileKind::vae) read_vae(part, index);
  if (kind == FileKind::taesd) read_taesd(part, index);
  if (kind == FileKind::restorer) read_restorer(part, index);
  if (kind == FileKind::upscaler) read_upscaler(part, index);
  return part;
}

}  // namespace

PartLayout read_part_layout(const fs::path& path, const std::string& kind) {
  const FileKind wanted = kind_named(kind);
  std::error_code failure;
  if (!fs::exists(path, failure)) {
    throw Error(ErrorCode::not_found, "there is no such file or folder; check the path", path.string());
  }
  if (!fs::is_directory(path, failure)) return read_file(read_tensor_index(path), wanted, kind);
  const bool of_files = wanted == FileKind::restorer || wanted == FileKind::upscaler;
  const auto weights = of_files ? std::nullopt : weights_in(path);
  if (!weights) {
    throw Error(ErrorCode::not_found,
                std::string("the folder holds no weights of ") + words_for(wanted) +
                    (of_files ? "; give the file itself" : "; give its own folder"),
                path.string());
  }
  std::vector<TensorIndex> files = open_files(*weights);
  if (!fs::exists(path / "config.json")) return read_file(files.front(), wanted, kind);
  PartLayout part;
  part.name = kind;
  part.place = path;
  part.config = json_of_file(path / "config.json");
  check_class(part, wanted);
  take_canonical_names(part, std::move(files));
  return part;
}

}  // namespace koma::checkpoints
