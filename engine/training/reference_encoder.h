// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "engine/models/clip_vision_model.h"
#include "engine/models/resampler.h"
#include "engine/training/flat_parameters.h"

namespace koma::training {

/// Picture encoder and resampler together: what turns a reference drawing into tokens.
struct ReferenceEncoder {
  std::shared_ptr<models::ClipVisionModel> vision;
  std::shared_ptr<models::Resampler> resampler;

  /// From the run's checkpoint. Throws Error(not_found | invalid_file).
  [[nodiscard]] static ReferenceEncoder load(const std::filesystem::path& folder, const at::Device& device);
  [[nodiscard]] static ReferenceEncoder create(std::uint64_t seed, const at::Device& device);
  /// To be trained, from what `source` stores or makes.
  [[nodiscard]] static ReferenceEncoder create(std::shared_ptr<const tensors::WeightSource> source,
                                               const at::Device& device);

  [[nodiscard]] NamedTensors parameters() const;
  /// pictures [B, 1, 96, 96] in −1…1 → tokens [B, 16, 128]
  [[nodiscard]] at::Tensor tokens(const at::Tensor& pictures) const;
};

}  // namespace koma::training
