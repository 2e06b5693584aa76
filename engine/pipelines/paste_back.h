// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/image.h"
#include "engine/pipelines/repaint_rect.h"

namespace koma::pipelines {

/// canvas·(1 − M) + drawn·M at `place`, in the canvas' own colours and channels (specs/inpaint.md 6). `drawn` (grey or
/// RGB) and the composite mask M (grey) have the place's size. Where M is 0 the canvas' bits are copied, so that
/// repeated edits never wear out what was kept; an RGBA canvas becomes opaque where M is. Throws
/// Error(invalid_argument) when sizes or channels do not fit.
[[nodiscard]] Image paste_back(const Image& canvas, const Image& drawn, const PixelRect& place, const Image& composite);

}  // namespace koma::pipelines
