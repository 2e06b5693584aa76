// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "engine/api/request_builder.h"

namespace koma::api {

/// How a panel's picture is made fit for print.
struct PrintWish {
  double dots_per_inch = 600;
  std::string upscaler;                 ///< as Upscale::model
  std::optional<UpscaleFinish> finish;  ///< as Upscale::finish
};

/// The request that enlarges what the frame shows of the panel's accepted take to so many dots per inch; its result is
/// another take, in the frame's shape. Nothing when the take has as many already, or when so small a frame needs fewer
/// than 64 pixels. Throws Error(not_found) for a panel or picture that is not there, Error(invalid_argument) for a
/// frame without area or a picture beyond longest_upscaled_side.
[[nodiscard]] std::optional<GenerationRequest> print_request(const manga::Project& project, manga::PanelId panel,
                                                             const AssetLoader& assets, const PrintWish& wish);

}  // namespace koma::api
