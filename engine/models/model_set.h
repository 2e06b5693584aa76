// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "engine/models/autoencoder_kl.h"
#include "engine/models/clip_text_model.h"
#include "engine/models/clip_vision_model.h"
#include "engine/models/model_traits.h"
#include "engine/models/resampler.h"
#include "engine/models/unet_2d_condition.h"
#include "engine/models/vit_mae.h"
#include "engine/tensors/device.h"

namespace koma::models {

/// All networks of one checkpoint in DiffSensei's folder layout (specs/diffsensei.md 1.1), ready to run. Owned by the
/// generator that loaded it; immutable after loading.
struct ModelSet {
  std::filesystem::path folder;  ///< the checkpoint's; the parts lie in its image_generator/
  ModelTraits traits;
  tensors::Placement placement;
  int sample_size = 128;                        ///< latent cells along a side of the model's own size
  std::string scheduler_config;                 ///< text of scheduler_config.json
  bool force_zeros_for_empty_prompt = true;     ///< no negative prompt means zero embeddings, not the encoded ""
  std::shared_ptr<ClipTextModel> text_encoder;  ///< null when the checkpoint has the second encoder only (as mini)
  std::shared_ptr<ClipTextModel> text_encoder_2;
  std::shared_ptr<ClipVisionModel> clip_image_encoder;
  std::shared_ptr<VitMae> magi_image_encoder;  ///< null when the resampler takes no Magi vector
  std::shared_ptr<Resampler> image_proj_model;
  std::shared_ptr<UNet2DConditionModel> unet;
  std::shared_ptr<AutoencoderKL> vae;  ///< always float32: SDXL's overflows in float16

  [[nodiscard]] std::filesystem::path part(const char* name) const { return folder / "image_generator" / name; }
};

/// Loads every part; calls `between` before each, which may throw to stop.
/// A tensor that no module takes is an error with the list: silence is how ports go wrong.
/// Throws Error(not_found | unreadable | invalid_file | unsupported), naming file and tensor.
[[nodiscard]] ModelSet load_model_set(
    const std::filesystem::path& folder, const tensors::Placement& placement,
    const std::function<void()>& between = [] {});

}  // namespace koma::models
