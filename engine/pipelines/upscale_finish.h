// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/api/generation_request.h"
#include "engine/base/image.h"

namespace koma::pipelines {

/// An enlarged picture whose paper and ink are the original's. Networks let paper turn grey and ink pale: first the
/// tones are stretched so that paper and ink have the original's means again, then what is paper (≥ 250) or ink (≤ 12)
/// in a whole neighbourhood of 3×3 original pixels becomes it exactly. Lines between are the network's.
/// Both grey or RGB alike, of any two sizes. Throws Error(invalid_argument) for other channels.
[[nodiscard]] Image pinned(const Image& enlarged, const Image& original);

/// What `finish` makes of a picture that was enlarged from `original`, at the same size.
[[nodiscard]] Image upscale_finish(const Image& enlarged, const Image& original, api::UpscaleFinish finish);

}  // namespace koma::pipelines
