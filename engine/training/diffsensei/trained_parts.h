// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>

#include "engine/api/training_request.h"
#include "engine/training/diffsensei/lora_training.h"
#include "engine/training/diffsensei/stage_networks.h"

namespace koma::training {

/// What learns of an image generator.
struct TrainedParts {
  NamedTensors parameters;
  std::map<std::string, std::string> notes;  ///< for the checkpoint's metadata
  std::unique_ptr<LoraLayers> lora;          ///< lives as long as the parameters
};

/// By `request`'s part of the denoiser; in stage condition also the resampler, and what DiffSensei adds.
[[nodiscard]] TrainedParts trained_parts(StageNetworks& networks, const api::TrainingRequest& request);

/// Low-rank changes as they were asked for, or as they are usual.
[[nodiscard]] LoraOptions lora_options(const api::Learning& told, std::int64_t usual_rank, std::uint64_t seed);
/// Every digit of their scale, for a checkpoint's metadata.
[[nodiscard]] std::string lora_scale_text(const LoraOptions& lora);

}  // namespace koma::training
