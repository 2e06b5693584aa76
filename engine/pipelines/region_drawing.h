// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/conditioning/region_prompts.h"
#include "engine/pipelines/loaded_model.h"
#include "engine/pipelines/panel_size.h"

namespace koma::pipelines {

/// The regions of one drawing (RPG): their texts, and what denoiser and ControlNets hear of them.
class RegionDrawing {
 public:
  /// `request` has regions; `part` of the panel is drawn. Throws what conditioning::region_prompts throws.
  RegionDrawing(const api::GenerationRequest& request, const models::ModelSet& set, const PanelSize& size,
                const UnitBox& part, std::vector<std::string>& notes);

  /// All texts one after the other, each of one window: what is longer is cut off with a note. The negative prompt is
  /// as long by repetition; `clip_skip` holds for the positive ones alone, as RPG defines it.
  [[nodiscard]] conditioning::TextPair encode(LoadedModel& model, const conditioning::PromptPair& prompts,
                                              conditioning::TextOptions options, const Between& between,
                                              std::vector<std::string>& notes);
  /// Says in `conditions` which positions read which part of the text that `encode` gave.
  void divide(models::UNetConditions& conditions) const;
  /// What a ControlNet hears: the base prompt alone, if there is one and the request does not want regions there.
  [[nodiscard]] models::UNetConditions for_control(const models::UNetConditions& conditions) const;
  /// All texts in one, for readers that know no regions.
  [[nodiscard]] std::string words() const;

 private:
  conditioning::RegionPrompts prompts_;
  models::Grid latent_;
  std::size_t levels_;
  at::Device device_;
  std::int64_t window_ = 0;  ///< tokens of one segment
  bool controls_too_;
};

}  // namespace koma::pipelines
