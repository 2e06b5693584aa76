// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/generation_request.h"
#include "engine/base/image.h"
#include "engine/pipelines/prefill.h"
#include "engine/pipelines/repaint_crop.h"
#include "engine/pipelines/repaint_masks.h"
#include "engine/pipelines/screentone.h"

namespace koma::pipelines {

/// What happens to the seam before the drawing is pasted back.
enum class Seam {
  none,
  match,  ///< the drawing's tones are matched to the picture's around the hole
};

/// How a part is repainted; what is omitted follows specs/inpaint.md 13.
struct RepaintOptions {
  double strength = 1;                  ///< 0…1
  std::optional<int> context, feather;  ///< pixels of the picture, ≥ 0
  std::optional<Prefill> prefill;       ///< omitted: neighbours from strength 0.8 on, else and for ready masks none
  Seam seam = Seam::match;
  WorkingGrid grid;
  /// Black and white: paper and ink are pinned, tones matched in lightness only. Omitted: seen from the picture.
  std::optional<bool> grey;
  Image panel;                 ///< grey, 255 inside the panel's polygon; empty: the whole picture
  bool mask_is_ready = false;  ///< the mask is the denoise mask itself, as `grow_picture` makes it: it is not grown
  std::uint64_t seed = 0;      ///< of prefill noise

  /// The request's strength and `repaint` object. Where DiffRIR repairs the seam, tones are matched before it does.
  /// Throws Error(invalid_argument) for unknown words.
  [[nodiscard]] static RepaintOptions of(const api::GenerationRequest& request, const WorkingGrid& grid);
};

/// Everything about a repaint that is known before a model is asked.
struct RepaintPlan {
  PixelRect crop;             ///< the part of the picture that is drawn anew
  int width = 0, height = 0;  ///< at this size
  Image original;             ///< the crop at that size // grey or RGB
  Image picture;              ///< the same with the hole filled: what is encoded and noised
  Image denoise;              ///< 255 repaint, 0 keep, between: from a later step on // grey, that size
  Image composite;            ///< how much of the drawing is pasted // grey, the crop's size
  MaskReach reach;            ///< in pixels of the picture
  bool whole = false;         ///< the mask was everywhere: plain img2img, nothing is kept
  bool grey = false;
  std::optional<Screentone> tone;  ///< of a grey crop's kept part: taken out of `original`, put into what is pasted
  Seam seam = Seam::match;
  std::vector<std::string> notes;  ///< what was adjusted on the way, for the author
};

/// Selection → masks → crop with context → working picture (specs/inpaint.md 13.1 to 13.5). `mask` is white where the
/// picture is to be drawn anew; of another size it is scaled to the picture's, which is noted. Throws
/// Error(invalid_argument) when mask or picture is empty, or when no part of the mask lies in the panel.
[[nodiscard]] RepaintPlan plan_repaint(const Image& picture, const Image& mask, const RepaintOptions& options);

/// The same for a picture without a mask: plain img2img. Throws Error(invalid_argument).
[[nodiscard]] RepaintPlan plan_whole(const Image& picture, const RepaintOptions& options);

}  // namespace koma::pipelines
