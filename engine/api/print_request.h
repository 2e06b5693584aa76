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
  double refine = 0;                    ///< as Upscale::refine; what is above 0 needs a model and words in the request
};

struct PrintSize {
  int width = 0, height = 0;  ///< pixels
  friend bool operator==(const PrintSize&, const PrintSize&) = default;
};

/// Of a frame in mm at so many dots per inch.
[[nodiscard]] PrintSize print_size(const manga::Rect& frame, double dots_per_inch);

/// A picture and its sides, known without reading its pixels.
struct PrintSource {
  Picture picture;
  PrintSize size;
};

/// The request that enlarges what a frame (mm) shows of a picture to so many dots per inch; its result is in the
/// frame's shape. Nothing when the picture has as many already, or when so small a frame needs fewer than 64 pixels.
/// Throws Error(invalid_argument) for a frame without area or a picture beyond longest_upscaled_side.
[[nodiscard]] std::optional<GenerationRequest> print_request(const manga::Rect& frame, const PrintSource& source,
                                                             const PrintWish& wish);

/// The same for the accepted take of a panel, whose picture is read. Throws Error(not_found) too, for a panel or
/// picture that is not there.
[[nodiscard]] std::optional<GenerationRequest> print_request(const manga::Project& project, manga::PanelId panel,
                                                             const AssetLoader& assets, const PrintWish& wish);

}  // namespace koma::api
