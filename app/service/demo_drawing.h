// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/api/generation_request.h"
#include "engine/base/image.h"

namespace koma::app {

/// A manga panel drawn by hand-written rules from what a request says: its people in their boxes, the same person for
/// the same name, calm white where dialogue lies, a background that the prompt or the seed chooses. Size and seed must
/// be filled in; the same request always gives the same grey pixels. Throws Error(invalid_argument) for an empty box.
[[nodiscard]] Image demoDrawing(const api::GenerationRequest& request);

/// How the drawing looks when `done` (0…1) of the denoising is behind it: noise at 0, out of which the large shapes
/// come before the small ones. A quarter of the drawing's size, as previews are small.
[[nodiscard]] Image demoPreview(const Image& drawing, double done, std::uint64_t seed);

}  // namespace koma::app
