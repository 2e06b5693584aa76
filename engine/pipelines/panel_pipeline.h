// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/api/generation_request.h"
#include "engine/conditioning/character_conditioning.h"
#include "engine/pipelines/denoise_loop.h"
#include "engine/pipelines/loaded_model.h"
#include "engine/pipelines/panel_size.h"
#include "engine/pipelines/redraw_start.h"
#include "engine/pipelines/region_drawing.h"
#include "engine/pipelines/subject_drawing.h"
#include "engine/samplers/schedule_config.h"
#include "engine/tensors/noise.h"

namespace koma::pipelines {

/// Recorded random numbers, for comparisons with the reference implementations; undefined: drawn from the seed.
struct Randomness {
  at::Tensor noise;       // [1, 4, h, w] standard normal
  at::Tensor magi_noise;  // [characters, patches]
};

struct PanelOptions {
  bool grey_references = true;  ///< as the model says (ModelTraits::reference); false: pictures keep their colours
  /// Experiments that show what a condition does: characters are seen all over the panel; no dialog box is told.
  bool character_masks = true, dialog_mask = true;
  bool tiled = false;  ///< decode in tiles, which takes less memory
  /// Textual inversions at hand: the word in a prompt, and the file.
  std::vector<std::pair<std::string, std::filesystem::path>> embeddings = {};
  Randomness recorded = {};
  std::optional<Redraw> redraw = {};
  std::optional<PanelSize> size = {};  ///< decided elsewhere (a repaint's crop), not by the request's sides
  std::string sought_words = {};       ///< that the prompt contains: the text attention to them is collected
  UnitBox panel_part = {0, 0, 1, 1};   ///< of the panel that is drawn, in 0…1 of it: a split divides the whole panel
};

/// Latents and what became of them.
struct PanelPicture {
  at::Tensor latents;  ///< in the denoiser's scale // [1, 4, h, w]
  at::Tensor decoded;  ///< the autoencoder's output, about −1…1 // [1, C, H, W]
  Image image;         ///< finished
  Image changed = {};  ///< as api::FinishedPicture::changed
};

/// One request to one picture with one model. The request is complete: seed, size, steps and the like are filled in by
/// `completed()`; its count is not looked at, and what it draws over is in the options. Encodes texts, characters and
/// control pictures in its constructor; each stage of the model is loaded when its turn comes.
class PanelPipeline {
 public:
  /// Throws Error for what cannot be done, Stopped between stages.
  PanelPipeline(LoadedModel& model, const api::GenerationRequest& request, const PanelOptions& options,
                const std::stop_token& stop);

  /// Steps that will be reported.
  [[nodiscard]] int steps() const { return int(sampler_->schedule().timesteps.size()) - first_step_; }
  [[nodiscard]] const PanelSize& size() const { return size_; }
  /// What was adjusted on the way.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  /// What the denoiser is told: rows negative, positive; one row without guidance.
  [[nodiscard]] const models::UNetConditions& conditions() const { return conditions_; }
  /// Once. Throws Stopped.
  [[nodiscard]] PanelPicture draw(const std::function<void(const StepReport&)>& report);
  /// Instead of `draw`: the latents alone, for what is learned from the denoiser on the way. Throws Stopped.
  [[nodiscard]] PanelPicture look(const std::function<void(const StepReport&)>& report);

 private:
  [[nodiscard]] Between between() const;
  [[nodiscard]] std::vector<std::int64_t> latent_shape() const;
  void tell_text();
  void tell_layout();
  void tell_characters();
  /// Blends in what the language agent makes of the characters.
  void adapt(conditioning::CharacterTokens& tokens);
  /// The prompt as the language agent reads it: without weights.
  [[nodiscard]] std::string words_of_prompt() const;
  /// All that the text encoders hear of the positive prompt.
  [[nodiscard]] std::string said_prompt(std::vector<std::string>& notes) const;
  void check_recorded() const;
  [[nodiscard]] at::Tensor noise();
  void make_start();
  void start_from_picture();
  [[nodiscard]] std::vector<ControlStep> controls();
  [[nodiscard]] at::Tensor denoised(const std::function<void(const StepReport&)>& report);

  LoadedModel& model_;
  models::ModelSet& set_;
  api::GenerationRequest request_;
  PanelOptions options_;
  std::stop_token stop_;
  std::vector<std::string> notes_;
  PanelSize size_;
  samplers::Guidance guidance_;
  tensors::NoiseStream stream_;
  std::unique_ptr<samplers::Sampler> sampler_;
  int first_step_ = 0;
  std::optional<RegionDrawing> regions_;
  models::UNetConditions conditions_;
  std::optional<SubjectDrawing> subjects_;
  at::Tensor start_;         // [1, 4, h, w]
  at::Tensor extra_inputs_;  // [1, 5, h, w], nine-channel models only
  StepHooks hooks_;
};

/// The request with every open choice made: the model's defaults, its own size, a drawn seed, the sampler's name.
[[nodiscard]] api::GenerationRequest completed(const api::GenerationRequest& request, const models::ModelSet& set);

}  // namespace koma::pipelines
