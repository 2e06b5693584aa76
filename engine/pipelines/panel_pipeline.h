// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/api/generation_request.h"
#include "engine/conditioning/text_conditioning.h"
#include "engine/models/model_set.h"
#include "engine/pipelines/denoise_loop.h"
#include "engine/pipelines/panel_size.h"
#include "engine/samplers/schedule_config.h"

namespace koma::pipelines {

/// Recorded random numbers, for comparisons with the reference implementations; undefined: drawn from the seed.
struct Randomness {
  at::Tensor noise;       // [1, 4, h, w] standard normal
  at::Tensor magi_noise;  // [characters, patches]
};

struct PanelOptions {
  bool grey_references = true;  ///< convert reference pictures to grey first, as DiffSensei's demo does
  /// Experiments that show what a condition does: characters are seen all over the panel; no dialog box is told.
  bool character_masks = true, dialog_mask = true;
  Randomness recorded;
};

/// Latents and what became of them.
struct PanelPicture {
  at::Tensor latents;  ///< in the denoiser's scale // [1, 4, h, w]
  at::Tensor decoded;  ///< the autoencoder's output, about −1…1 // [1, C, H, W]
  Image image;         ///< finished
};

/// One request to one picture with one loaded model (specs/diffsensei.md 3). The request is complete: seed, size, steps
/// and the like are filled in by `completed()`; its count is not looked at. Encodes everything in its constructor.
class PanelPipeline {
 public:
  /// Throws Error for what cannot be done, Stopped between stages.
  PanelPipeline(const models::ModelSet& set, conditioning::TextConditioner& text, const api::GenerationRequest& request,
                const PanelOptions& options, const std::stop_token& stop);

  [[nodiscard]] int steps() const;
  [[nodiscard]] const PanelSize& size() const { return size_; }
  /// What was adjusted on the way.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  /// What the denoiser is told: rows negative, positive; one row without guidance.
  [[nodiscard]] const models::UNetConditions& conditions() const { return prepared_.conditions; }
  /// Throws Stopped.
  [[nodiscard]] PanelPicture draw(const std::function<void(const StepReport&)>& report) const;

 private:
  [[nodiscard]] models::UNetConditions encoded(conditioning::TextConditioner& text);
  [[nodiscard]] at::Tensor noise() const;
  [[nodiscard]] Image finished(const at::Tensor& decoded) const;

  const models::ModelSet& set_;
  api::GenerationRequest request_;
  PanelOptions options_;
  std::stop_token stop_;
  std::vector<std::string> notes_;
  PanelSize size_;
  samplers::Guidance guidance_;
  samplers::ScheduleConfig schedule_;
  models::PreparedConditions prepared_;
};

/// The request with every open choice made: the model's defaults, its own size, a drawn seed, the sampler's name.
[[nodiscard]] api::GenerationRequest completed(const api::GenerationRequest& request, const models::ModelSet& set);

/// Where the tokenizers of a loaded DiffSensei lie.
[[nodiscard]] conditioning::TokenizerPlaces tokenizer_places(const models::ModelSet& set);

}  // namespace koma::pipelines
