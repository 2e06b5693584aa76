// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/generation_request.h"
#include "engine/base/image.h"

namespace koma::eval {

/// Something to repaint, or a picture to grow.
struct SeamCase {
  bool grows = false, toned = false;
  Image original;                  ///< the true drawing, of the whole panel // grey
  Image mask;                      ///< 255 where it is to be drawn anew // grey, of its size
  UnitBox old{0, 0, 1, 1};         ///< of the panel, where a growing picture lies
  api::GenerationRequest request;  ///< what the drawing shows, without a picture to begin with

  /// "repaint, lines", "growth, tone" …
  [[nodiscard]] std::string kind() const;
};

/// Panels of people outside the training set in the judged sizes, twice as large. Repaints (an ellipse, a box or a
/// brush stroke over about a tenth of the panel) and growths (a fifth to two fifths of it along one or two sides) in
/// turn; every other pair has screentone of its own pitch and angle for greys. The same seed gives the same cases.
[[nodiscard]] std::vector<SeamCase> seam_cases(const std::string& model, std::uint64_t seed, int count);

/// As an author asks for it.
[[nodiscard]] api::GenerationRequest our_request(const SeamCase& seam);
/// The same, with the seam repaired by a restorer.
[[nodiscard]] api::GenerationRequest repaired_request(const SeamCase& seam, const std::string& restorer);
/// As diffusers' inpainting pipelines do with the same weights: the whole picture at full strength, a binary mask that
/// is mixed in after every step (`upstream_quirks`; specs/inpaint.md 1). A growing picture lies on white paper.
[[nodiscard]] api::GenerationRequest stock_request(const SeamCase& seam);

}  // namespace koma::eval
