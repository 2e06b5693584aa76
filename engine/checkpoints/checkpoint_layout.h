// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "engine/checkpoints/tensor_index.h"

namespace koma::checkpoints {

/// The families that the engine draws with. `diffsensei` is SDXL with character tokens; mini is one of it.
enum class Family { sd1, sd2, sdxl, diffsensei };
/// "sd1", "sd2", "sdxl", "diffsensei".
[[nodiscard]] const char* to_string(Family family) noexcept;

/// How a stored tensor becomes the canonical one.
enum class StoredForm {
  as_it_is,
  transposed,   ///< OpenCLIP's text_projection
  first_third,  ///< of dimension 0: query, key, value stacked in OpenCLIP's in_proj
  second_third,
  third_third,
  without_cells,  ///< [C, C, 1, 1] convolution for a linear [C, C] (the autoencoder's attention)
};

/// One canonical tensor of a part: where it is stored and in which form.
struct StoredName {
  std::size_t file = 0;  ///< index in PartLayout::files
  std::string name;      ///< as the file spells it
  StoredForm form = StoredForm::as_it_is;
  friend bool operator==(const StoredName&, const StoredName&) = default;
};

/// One network of a checkpoint: its files, its tensors under diffusers' names, its config in diffusers' keys (read from
/// config.json, or found by shapes for single files).
struct PartLayout {
  std::string name;             ///< "unet", "vae", "text_encoder", "controlnet", …
  std::filesystem::path place;  ///< folder or file, for errors
  std::vector<TensorIndex> files;
  std::map<std::string, StoredName> tensors;
  nlohmann::json config;

  /// The canonical shape, after `form`. Throws Error(invalid_file) when the tensor is not there.
  [[nodiscard]] std::vector<std::int64_t> shape(const std::string& canonical) const;
  [[nodiscard]] bool has(const std::string& canonical) const { return tensors.contains(canonical); }
  /// Bytes of all tensors as stored.
  [[nodiscard]] std::uint64_t bytes() const;
};

/// A checkpoint, looked at from outside: no tensor has been read.
struct CheckpointLayout {
  Family family = Family::sd1;
  std::filesystem::path path;  ///< folder or file
  std::map<std::string, PartLayout> parts;
  /// JSON text of scheduler_config.json, or the family's usual one for single files.
  std::string scheduler_config;
  std::filesystem::path scheduler_place;  ///< for errors
  /// Tokenizer folder per text encoder ("text_encoder", "text_encoder_2"; missing: the built-in CLIP vocabulary) and of
  /// the agent ("mllm_llm").
  std::map<std::string, std::filesystem::path> tokenizers;
  /// Why the language agent that lies beside the networks cannot be used, one sentence that names the file; empty when
  /// it can, and when there is none.
  std::string agent_problem;
  bool force_zeros_for_empty_prompt = false;
  int sample_size = 64;  ///< latents along a side at the native size
  /// False when nothing in the file tells ε from v prediction (single-file SD 2.x): the author may have to choose.
  bool prediction_known = true;
  std::uint64_t bytes = 0;  ///< of all parts

  [[nodiscard]] bool has(const std::string& part) const { return parts.contains(part); }
  /// DiffSensei's language agent: the parts "mllm_llm" and "mllm_agent", and a tokenizer of the same name as the first.
  [[nodiscard]] bool has_agent() const { return has("mllm_llm") && has("mllm_agent"); }
  /// Input channels of the UNet: 4, or 9 for inpainting checkpoints.
  [[nodiscard]] int unet_inputs() const;
};

/// Reads what lies at `path`: a DiffSensei folder (`image_generator/`), a diffusers folder (`model_index.json`; also
/// variants such as `….fp16.safetensors`, shards, .bin) or a single file (SD 1.x, SD 2.x, SDXL, inpainting with 9
/// channels; safetensors or pickled). What is stored but belongs to no part (EMA copies, betas, optimizer state) is
/// left out; a tensor that should belong to a part but has no canonical name stays in that part under its stored name,
/// so that loading it reports it as unused. Throws Error(not_found | unreadable | invalid_file | unsupported): the
/// sentence says why it cannot be used (a refiner, an SD 3 or Flux file, a LoRA given as checkpoint …) and what to do.
[[nodiscard]] CheckpointLayout read_checkpoint_layout(const std::filesystem::path& path);

/// A single network beside a checkpoint: a ControlNet (diffusers folder or file, or LDM `control_model.` file), a VAE,
/// a tiny autoencoder (TAESD), DiffRIR (restorer_names.h) or a network that enlarges pictures (upscaler_names.h).
/// `kind` is "controlnet", "vae", "taesd", "restorer" or "upscaler"; the last two are files. What no shape shows is
/// missing in the config of a single file, and the checkpoint's own value holds: a VAE's scaling_factor, a small
/// ControlNet's addition_time_embed_dim. A TAESD may be one half only; then the other half's list of blocks is empty.
/// Throws as above; a file of another kind or family names what it is instead.
[[nodiscard]] PartLayout read_part_layout(const std::filesystem::path& path, const std::string& kind);

/// What a file of unknown purpose is, by its keys; nothing when it is none of these.
enum class FileKind {
  checkpoint,
  lora,
  controlnet,
  vae,
  taesd,
  textual_inversion,
  subject_adapter,
  restorer,  ///< DiffRIR
  upscaler,  ///< Real-ESRGAN and its kin
};
[[nodiscard]] std::optional<FileKind> kind_of(const TensorIndex& index);

}  // namespace koma::checkpoints
