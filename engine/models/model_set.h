// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/models/agent_parts.h"
#include "engine/models/autoencoder_kl.h"
#include "engine/models/clip_text_model.h"
#include "engine/models/clip_vision_model.h"
#include "engine/models/model_traits.h"
#include "engine/models/resampler.h"
#include "engine/models/unet_2d_condition.h"
#include "engine/models/vit_mae.h"
#include "engine/tensors/device.h"

namespace koma::models {

/// The parts of a checkpoint that one stage of drawing needs together.
enum class Stage {
  text,         ///< text_encoder, text_encoder_2
  characters,   ///< clip_image_encoder, magi_image_encoder, image_proj_model
  denoiser,     ///< unet
  autoencoder,  ///< vae
  agent,        ///< mllm_agent, mllm_llm; only when asked for
};

/// The networks of one checkpoint, whatever its layout. Opening reads names and configurations; a stage's tensors are
/// read when it is loaded and leave memory when it is dropped. Owned by the generator that opened it, on one thread.
struct ModelSet {
  checkpoints::CheckpointLayout layout;
  ModelTraits traits;
  tensors::Placement placement;
  /// The autoencoder's type, which may be wider than the others': SDXL's overflows in float16.
  at::ScalarType vae_dtype = at::kFloat;
  /// Bytes of the device that the denoiser's weights may take; what does not fit is streamed. 0: all are kept there.
  std::uint64_t denoiser_budget = 0;
  /// How the language agent is loaded, if it is.
  AgentForm agent_form;
  UNet2DConditionConfig unet_config;
  AutoencoderKLConfig vae_config;

  std::shared_ptr<ClipTextModel> text_encoder;    ///< null when not loaded, or when there is only the second (mini)
  std::shared_ptr<ClipTextModel> text_encoder_2;  ///< null when not loaded, or when there is only the first (SD 1, 2)
  std::shared_ptr<ClipVisionModel> clip_image_encoder;
  std::shared_ptr<VitMae> magi_image_encoder;  ///< null when the resampler takes no Magi vector
  std::shared_ptr<Resampler> image_proj_model;
  std::shared_ptr<UNet2DConditionModel> unet;
  std::shared_ptr<AutoencoderKL> vae;
  AgentParts agent;  ///< null when not loaded

  /// Character tokens and dialog boxes: DiffSensei's, and mini's.
  [[nodiscard]] bool has_characters() const { return layout.has("image_proj_model"); }
  [[nodiscard]] bool is_loaded(Stage stage) const;
};

/// Reads the configurations, no tensor yet, and sees that the parts fit together.
/// Throws Error(invalid_file | unsupported).
[[nodiscard]] ModelSet open_model_set(checkpoints::CheckpointLayout layout, const tensors::Placement& placement);

/// Loads the parts of a stage that are not in memory; calls `between` before each, which may throw to stop.
/// A tensor that no module takes is an error with the list: silence is how ports go wrong.
/// Throws Error(unreadable | invalid_file | unsupported), naming file and tensor.
void load_stage(
    ModelSet& set, Stage stage, const std::function<void()>& between = [] {});
/// Frees the memory of a stage; it can be loaded again.
void drop_stage(ModelSet& set, Stage stage);

/// Opens and loads everything at `path` but the agent. Throws also Error(not_found).
[[nodiscard]] ModelSet load_model_set(
    const std::filesystem::path& path, const tensors::Placement& placement,
    const std::function<void()>& between = [] {});

}  // namespace koma::models
