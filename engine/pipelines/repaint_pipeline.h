// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "engine/pipelines/panel_pipeline.h"
#include "engine/pipelines/repaint_plan.h"

namespace koma::pipelines {

/// A picture and the part of it that is to be drawn anew.
struct RepaintCanvas {
  Image picture;
  Image mask;                  ///< white is drawn anew
  bool mask_is_ready = false;  ///< it is the denoise mask itself and is not grown
};

/// A part of a picture drawn anew: crop with context, fill, draw around what is kept, match tones, paste back
/// (specs/inpaint.md 13). The request is complete; the result has the size of the picture, and its pixels outside the
/// mask's reach are the picture's own.
class RepaintPipeline {
 public:
  /// Throws Error for what cannot be done, Stopped between stages.
  RepaintPipeline(LoadedModel& model, const api::GenerationRequest& request, const RepaintCanvas& canvas,
                  const PanelOptions& options, const std::stop_token& stop);

  [[nodiscard]] int steps() const { return panel_->steps(); }
  [[nodiscard]] std::vector<std::string> notes() const;
  /// Once. Throws Stopped.
  [[nodiscard]] PanelPicture draw(const std::function<void(const StepReport&)>& report);

 private:
  /// The drawing after DiffRIR, where the request asks for it.
  [[nodiscard]] Image repaired(const Image& matched) const;

  LoadedModel& model_;
  api::GenerationRequest request_;
  std::stop_token stop_;
  Image picture_;
  bool ink_;
  RepaintPlan plan_;
  std::unique_ptr<PanelPipeline> panel_;
};

/// A rectangle as a part, 0…1, of a picture of width × height.
[[nodiscard]] UnitBox part_of(const PixelRect& rect, int width, int height);
/// A request for a part of the picture: boxes and control pictures are given in 0…1 of the part, characters that lie
/// outside of it are left out.
[[nodiscard]] api::GenerationRequest request_of_part(const api::GenerationRequest& request, const UnitBox& part);

}  // namespace koma::pipelines
