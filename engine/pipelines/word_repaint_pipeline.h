// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/pipelines/panel_pipeline.h"

namespace koma::pipelines {

/// A repaint whose mask is found by words: the picture is noised a little and denoised again, while the text attention
/// to the words is collected (word_maps.h). What that draws is thrown away; the mask goes into a repaint, or is the
/// result.
class WordRepaintPipeline {
 public:
  /// Of `completed()` requests with an init_picture and `repaint->words`.
  WordRepaintPipeline(LoadedModel& model, const api::GenerationRequest& request, const PanelOptions& options,
                      const std::stop_token& stop);

  [[nodiscard]] int steps() const { return search_steps_ + repaint_steps_; }
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  /// Once. Throws Stopped, and Error(not_found) where the model sees the words nowhere in particular.
  [[nodiscard]] PanelPicture draw(const std::function<void(const StepReport&)>& report);

 private:
  [[nodiscard]] PanelPicture found(const std::function<void(const StepReport&)>& report);

  LoadedModel& model_;
  api::GenerationRequest request_;
  PanelOptions options_;
  std::stop_token stop_;
  Image picture_;
  int search_steps_ = 0, repaint_steps_ = 0;
  std::vector<std::string> notes_;
};

}  // namespace koma::pipelines
