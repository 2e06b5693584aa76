// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/pipelines/panel_pipeline.h"

namespace koma::pipelines {

/// A large picture in two passes: drawn small, enlarged (Lanczos), drawn over at its full size with the same
/// conditions. The request is complete and has a `high_resolution`.
class HighResolutionPipeline {
 public:
  /// Throws Error for what cannot be done, Stopped between stages.
  HighResolutionPipeline(LoadedModel& model, const api::GenerationRequest& request, const PanelOptions& options,
                         const std::stop_token& stop);

  /// Of both passes.
  [[nodiscard]] int steps() const { return steps_; }
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  /// Once. Throws Stopped.
  [[nodiscard]] PanelPicture draw(const std::function<void(const StepReport&)>& report);

 private:
  [[nodiscard]] api::GenerationRequest first_request() const;

  LoadedModel& model_;
  api::GenerationRequest request_;
  PanelOptions options_;
  std::stop_token stop_;
  std::vector<std::string> notes_;
  bool twice_ = true;  ///< false: the picture is no larger than its first pass
  int first_width_ = 0, first_height_ = 0;
  int steps_ = 0;
};

}  // namespace koma::pipelines
