// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "engine/api/generation_request.h"
#include "engine/base/image.h"
#include "engine/models/diffrir.h"

namespace koma::pipelines {

/// Whether a repaint's seam is to be repaired by DiffRIR.
[[nodiscard]] inline bool asks_seam_repair(const api::GenerationRequest& request) {
  return request.repaint && request.repaint->seam == "diffrir";
}

/// A part drawn anew and what it is drawn into, all of one size.
struct SeamPictures {
  Image drawn, original;  ///< grey or RGB alike
  Image composite;        ///< from the middle (128 of 255) on the drawing counts // grey
};

struct SeamRepair {
  std::uint64_t seed = 0;  ///< of DiffRIR's vector
  double blend = 1;        ///< 0…1: how much of what DiffRIR makes is taken, the rest is the drawing
};

/// The drawing with its tones and textures made to fit what is kept, by DiffRIR x1 (specs/inpaint.md 13.10,
/// specs/llmga.md 3.7). Kept pixels are the original's, to the last bit; a grey picture stays grey. One pass over the
/// whole picture, never in tiles: its attention looks at all of it. Throws Error(invalid_argument) when sizes or
/// channels differ, Error(unsupported) for DiffRIR x2 and x4.
[[nodiscard]] Image repair_seam(const models::DiffRir& model, const SeamPictures& pictures, const SeamRepair& wish);

}  // namespace koma::pipelines
