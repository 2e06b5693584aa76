// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/manga/geometry.h"
#include "engine/manga/ids.h"

namespace koma::manga {

enum class BalloonShape { ellipse, rounded, burst, box };
enum class TextDirection { vertical, horizontal };

/// A pointed tail from the body to the mouth.
struct Tail {
  Point tip;         ///< mm on the page
  double width = 0;  ///< of its root in mm; 0 lets the body's size decide
  double bend = 0;   ///< −1 … 1, sideways bulge as a share of the length
  UnknownFields unknown;
  friend bool operator==(const Tail&, const Tail&) = default;
};

/// How a text is set. Sizes in points (1/72 inch), pitch in em.
struct TextStyle {
  std::string font;  ///< family; empty takes the bundled one of the direction
  double size = 9;
  double smallest_size = 6;  ///< a text that does not fit is set smaller, down to this
  double line_pitch = 1.4;
  TextDirection direction = TextDirection::vertical;
  int tcy_digits = 2;  ///< longest run of digits set upright in one cell
  UnknownFields unknown;
  friend bool operator==(const TextStyle&, const TextStyle&) = default;
};

/// A balloon above the panels: what the reader sees, and by its place the model's dialogue box.
struct Balloon {
  BalloonId id;
  std::string name;  ///< empty: its text stands for it
  BalloonShape shape = BalloonShape::ellipse;
  Rect bounds;  ///< of the body, mm on the page
  std::vector<Tail> tails;
  std::string text;  ///< UTF-8; line feeds break lines
  TextStyle style;
  CharacterId speaker;
  double line_width = 0.35;  ///< mm
  double opacity = 1;        ///< of the white inside, 0…1
  bool hidden = false;       ///< neither shown nor printed, nor a dialogue box
  bool locked = false;       ///< the editor leaves it where it is
  UnknownFields unknown;
  friend bool operator==(const Balloon&, const Balloon&) = default;
};

}  // namespace koma::manga
