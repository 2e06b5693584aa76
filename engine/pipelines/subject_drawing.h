// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/api/generation_request.h"
#include "engine/conditioning/subject_conditioning.h"
#include "engine/pipelines/loaded_model.h"
#include "engine/pipelines/panel_size.h"

namespace koma::pipelines {

/// A drawing that MS-Diffusion puts subjects into (specs/msdiffusion.md): the request's characters, each with pictures,
/// a phrase and a box. What provably changes nothing is not computed: pictures without a box (but where the layout is
/// found, or a ControlNet hears them), a scale of 0, dummy tokens, the negative half. Of one generation, on one thread.
class SubjectDrawing {
 public:
  /// Reads the pictures. `notes` say what will have no effect. The request must have a subject_adapter.
  /// Throws Error(not_found | unreadable | invalid_file) naming the picture.
  SubjectDrawing(const api::GenerationRequest& request, const PanelSize& size, std::vector<std::string>& notes);

  /// The prompt as the text encoders hear it, and how it becomes windows.
  struct Prompt {
    std::string text;
    conditioning::TextOptions options;
  };
  /// First, while the text encoders are at hand: encodes the phrases and, for a found layout, looks them up.
  void hear(LoadedModel& model, const Prompt& prompt, const Between& between, std::vector<std::string>& notes);
  /// Then: the pictures become keys and values, the boxes masks.
  void tell(LoadedModel& model, models::UNetConditions& conditions, const Between& between);
  /// At last: what the denoiser has prepared gets the subjects' keys and values.
  void join(models::PreparedConditions& prepared, const models::UNet2DConditionModel& denoiser) const;

  /// What ControlNets are told: with upstream_quirks the pictures' tokens too, without masks (specs/msdiffusion.md 13).
  [[nodiscard]] models::UNetConditions for_control(const models::UNetConditions& conditions) const;
  /// Whether regions are found anew in every step, so that no step is like another.
  [[nodiscard]] bool finds_layout() const { return seen_ && layout_.automatic; }

 private:
  [[nodiscard]] std::vector<std::string> phrases() const;
  [[nodiscard]] std::string who(std::size_t subject) const;

  api::SubjectAdapter adapter_;
  api::SubjectLayout layout_;
  std::vector<api::PlacedCharacter> subjects_;
  std::vector<conditioning::SubjectPicture> pictures_;
  models::Grid latent_;
  double scale_ = 1;
  bool quirks_ = false;
  bool seen_ = false;                 ///< the denoiser sees them
  bool heard_ = false;                ///< ControlNets hear them
  at::Tensor phrases_;                // [subjects, width]
  std::vector<nn::TokenSpan> spans_;  ///< per subject
  at::Tensor tokens_;                 // [1, dummies + P · tokens, X], for ControlNets
  models::SubjectKeyValues projected_;
};

}  // namespace koma::pipelines
