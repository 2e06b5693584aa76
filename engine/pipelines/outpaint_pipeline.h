// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/pipelines/outpaint.h"
#include "engine/pipelines/panel_pipeline.h"

namespace koma::pipelines {

/// A picture continued into a frame that grew: placed in it, its edges go on, then the new area is drawn, side by side
/// where much is to be invented (specs/inpaint.md 13, "Outpaint"). The request is complete and has an `init_picture`
/// and an `init_box`; the result has the request's shape at the picture's resolution.
class OutpaintPipeline {
 public:
  /// Throws Error for what cannot be done, Stopped between stages.
  OutpaintPipeline(LoadedModel& model, const api::GenerationRequest& request, const PanelOptions& options,
                   const std::stop_token& stop);

  /// Of all passes.
  [[nodiscard]] int steps() const { return steps_; }
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  /// Once. Throws Stopped.
  [[nodiscard]] PanelPicture draw(const std::function<void(const StepReport&)>& report);

 private:
  LoadedModel& model_;
  api::GenerationRequest request_;
  PanelOptions options_;
  std::stop_token stop_;
  std::vector<std::string> notes_;
  Image picture_;
  PixelRect place_;  ///< of the picture in the whole frame
  int steps_ = 0;
  std::vector<PixelRect> passes_;  ///< frames in the whole frame, the last is all of it
};

}  // namespace koma::pipelines
