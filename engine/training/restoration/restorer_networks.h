// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "engine/models/diffrir.h"
#include "engine/training/flat_parameters.h"
#include "engine/training/restoration/restoration_batch.h"

namespace koma::training {

/// DiffRIR in its first stage (specs/llmga.md 3.4): the condition network `E` sees the clean picture too, so that its
/// vector tells the U-Net `G` how to restore. The second stage learns to find that vector without it.
class FirstStage final : public nn::Module {
 public:
  FirstStage(const nn::Weights& weights, const models::DiffRirConfig& config);
  /// The reference of a batch is laid beside its drawing. → [B, 256]
  [[nodiscard]] at::Tensor vector(const RestorationBatch& batch) const;
  /// vector [B, 256] → [B, 3, side, side]
  [[nodiscard]] at::Tensor restored(const RestorationBatch& batch, const at::Tensor& vector) const;
  [[nodiscard]] const models::DiffRirConfig& config() const { return config_; }

 private:
  models::DiffRirConfig config_;
  std::shared_ptr<models::DiffRirGenerator> generator_;
  std::shared_ptr<models::DiffRirEncoder> encoder_;
};

/// Every parameter under its name in the state dict.
[[nodiscard]] NamedTensors parameters_of(const nn::Module& module);

/// The measures of a first stage's weights, by their shapes. Throws Error(invalid_file | unsupported) naming `place`.
[[nodiscard]] models::DiffRirConfig first_stage_config(const std::map<std::string, at::Tensor>& weights,
                                                       const std::string& place);

/// Starts: a fresh first stage, which leaves every drawing as it is; and DiffRIR with the U-Net of a first stage, fresh
/// in the rest.
[[nodiscard]] std::shared_ptr<FirstStage> begin_first_stage(const models::DiffRirConfig& config, std::uint64_t seed,
                                                            const at::Device& device);
[[nodiscard]] std::shared_ptr<models::DiffRir> begin_second_stage(const std::map<std::string, at::Tensor>& first,
                                                                  const models::DiffRirConfig& config,
                                                                  std::uint64_t seed, const at::Device& device);
/// A first stage that only shows the way: its weights want no gradients.
[[nodiscard]] std::shared_ptr<FirstStage> open_first_stage(const std::map<std::string, at::Tensor>& weights,
                                                           const models::DiffRirConfig& config,
                                                           const at::Device& device);

}  // namespace koma::training
