// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <numbers>
#include <optional>

#include "engine/base/image.h"

namespace koma::pipelines {

/// One wave of a screen: brightness ~ cos(2π (x·across + y·down) + phase), in cycles per pixel.
struct ScreenWave {
  double across = 0, down = 0, phase = 0;
};
/// A whole turn of its phase.
inline constexpr double whole_turn = 2 * std::numbers::pi;

/// The dots of a screentone as they lie on a page: two waves at right angles (dots in a square lattice, as adhesive
/// tone sheets and their successors have them), or one (lines).
struct Screentone {
  ScreenWave first;
  std::optional<ScreenWave> second;  ///< none: a tone of lines
  bool binary = true;                ///< black and white only; else dots have soft edges

  /// Pixels from dot to dot.
  [[nodiscard]] double period() const;
};

/// The screen of a grey picture, if it has one with a period of 3 to 16 pixels: the strongest wave of what differs from
/// its surroundings, in areas that are neither white nor black on the average, refined until it holds from one end of
/// them to the other. `hole` (grey, of its size; may be empty): pixels above 0 are not looked at.
[[nodiscard]] std::optional<Screentone> find_screentone(const Image& picture, const Image& hole);

/// The picture without its dots: greys as dense as they were, lines as they were. Continuous tone is what models know;
/// resampled dots become moiré (specs/inpaint.md 14).
[[nodiscard]] Image without_screentone(const Image& picture, const Screentone& tone);

/// The greys of a picture as dots of this screen, in step with those around; white, black and what is nearly so stays.
/// `left`, `top`: where the picture lies on the page that the screen was found on, pixels.
[[nodiscard]] Image with_screentone(const Image& picture, const Screentone& tone, int left = 0, int top = 0);

}  // namespace koma::pipelines
