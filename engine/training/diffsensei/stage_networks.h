// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/conditioning/text_conditioning.h"
#include "engine/models/model_set.h"
#include "engine/training/diffsensei/noise_path.h"
#include "engine/training/diffsensei/panel_samples.h"
#include "engine/training/diffsensei/stage_weights.h"

namespace koma::training {

/// A batch as the networks see it: what the frozen ones said about it, and the numbers drawn for it.
struct StageBatch {
  NoisedBatch picture;
  at::Tensor weights;   // [B, 1, 1, 1], of the rows' squared errors; undefined: all the same
  at::Tensor repaint;   // [B, 5, h, w]: hole and encoded picture around it; undefined unless the denoiser repaints
  at::Tensor text;      // [B, L, X]
  at::Tensor pooled;    // [B, P]; undefined without
  at::Tensor time_ids;  // [B, 6]
  at::Tensor dialogs;   // [B, 1, h, w], 1 where a dialog box lies

  at::Tensor clip;     // [B, N, S, C]: features of the references, zero where there is none; undefined in stage t2i
  at::Tensor magi;     // [B, N, M]; undefined without a Magi encoder
  at::Tensor present;  // [B, N, 1]: 1 where a reference shows the character
  at::Tensor boxes;    // [B, N, 4], zero where there is nobody
  at::Tensor codes;    // [B, N, 5] expression, pose, shot, facing, view; undefined unless the model has a painter
  /// Features of the characters as the panels draw them; stage mllm only.
  at::Tensor target_clip, target_magi;
};

/// Which networks a stage works with.
struct NetworkNeeds {
  bool characters = false;  ///< encoders of references, resampler
  bool targets = false;     ///< features of the panels' own crops too
  api::LongPrompts long_prompts = api::LongPrompts::cut;
  bool holes = false;       ///< a denoiser that repaints may be trained, on samples with holes
  double snr_gamma = 0;     ///< of NoisePath::weight; 0: every row weighs the same
  double noise_offset = 0;  ///< deviation of what is added to the noise of a whole channel (Guttenberg 2023)
};

/// The networks of a checkpoint for training: those that stay as they are and answer without gradient, and those whose
/// parameters a stage may train. Plain float32, never packed.
class StageNetworks {
 public:
  /// Reads and loads what is needed, earlier stages' weights put in. Throws what loading throws.
  StageNetworks(checkpoints::CheckpointLayout layout, const at::Device& device, const NetworkNeeds& needs,
                const ChangedWeights& changes, const std::filesystem::path& clip_vocabulary);

  /// Everything about a batch that no trained parameter has a part in. Without gradient.
  [[nodiscard]] StageBatch encode(const std::vector<PanelSample>& samples);
  /// The characters' tokens through the resampler, with its gradient; zero where there is no reference.
  /// → [B, N, T, X]
  [[nodiscard]] at::Tensor character_tokens(const at::Tensor& clip, const at::Tensor& magi,
                                            const at::Tensor& present) const;
  /// mean((denoiser − target)²) in float32, with the denoiser's gradient. `tokens` [B, N, T, X] or undefined: text
  /// only.
  [[nodiscard]] at::Tensor diffusion_loss(const StageBatch& batch, const at::Tensor& tokens) const;

  [[nodiscard]] models::ModelSet& set() noexcept { return set_; }
  [[nodiscard]] const models::ModelSet& set() const noexcept { return set_; }
  /// Frozen networks that never need a gradient keep `dtype` from now on, to save memory.
  void narrow_frozen(at::ScalarType dtype);

 private:
  void encode_text(const std::vector<PanelSample>& samples, StageBatch& batch);
  void encode_holes(const std::vector<PanelSample>& samples, StageBatch& batch, std::vector<at::Generator>& rows);
  void encode_pictures(const std::vector<PanelSample>& samples, StageBatch& batch, std::vector<at::Generator>& rows);
  void encode_characters(const std::vector<PanelSample>& samples, StageBatch& batch, std::vector<at::Generator>& rows);
  [[nodiscard]] models::UNetConditions conditions(const StageBatch& batch, const at::Tensor& tokens) const;

  models::ModelSet set_;
  NetworkNeeds needs_;
  NoisePath path_;
  conditioning::TextConditioner text_;
};

}  // namespace koma::training
