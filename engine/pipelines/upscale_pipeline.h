// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/pipelines/panel_pipeline.h"
#include "engine/pipelines/picture_enlarger.h"
#include "engine/pipelines/upscale_plan.h"

namespace koma::pipelines {

/// Throws Error(invalid_argument) for a request whose `upscale` lacks what it needs, or that asks for something else
/// at the same time.
void refuse_upscale(const api::GenerationRequest& request);

/// What one tile of `refine` asks of the model: the complete request at a tile's size, for planning memory.
[[nodiscard]] api::GenerationRequest refine_request(const api::GenerationRequest& request, const models::ModelSet& set);

/// Who enlarges and who draws over.
struct UpscaleHands {
  const PictureEnlarger* enlarger = nullptr;  ///< null: Lanczos
  LoadedModel* model = nullptr;               ///< the request's, for `refine`; null without
};

/// The request's start picture enlarged to its width and height (api::Upscale): by a network as often as it takes, then
/// scaled to size, drawn over tile by tile where the request asks, and finished.
class UpscalePipeline {
 public:
  /// The request has an `upscale`, a start picture, sizes and a seed; with a model it is complete.
  /// Throws Error(invalid_argument | out_of_memory | not_found | unreadable | invalid_file).
  UpscalePipeline(const UpscaleHands& hands, const api::GenerationRequest& request, const PanelOptions& options,
                  const std::stop_token& stop);

  /// Tiles of the network, and steps of tiles that are drawn over.
  [[nodiscard]] int steps() const { return steps_; }
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  /// Once; `report` is told how many steps are done. Throws Stopped.
  [[nodiscard]] Image draw(const std::function<void(int done)>& report);

 private:
  [[nodiscard]] int network_tiles() const;
  [[nodiscard]] int refine_steps() const;
  [[nodiscard]] Image enlarged(const TileDone& done) const;
  [[nodiscard]] Image refined(const Image& picture, const TileDone& done);
  void refine_tile(Image& canvas, std::size_t index, const TileDone& done);

  UpscaleHands hands_;
  api::GenerationRequest request_;
  PanelOptions options_;
  std::stop_token stop_;
  Image picture_;  ///< the part that is shown, grey where it has no colours
  UpscalePlan plan_;
  api::UpscaleFinish finish_ = api::UpscaleFinish::plain;
  std::vector<PixelRect> tiles_;
  int overlap_ = 0;
  std::vector<std::string> notes_;
  int steps_ = 0;
};

}  // namespace koma::pipelines
