// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/synthesis/canvas.h"

namespace koma::synthesis {

/// Where a background is built. Templates are drawn in units of 1/512 of the square root of the area, so that wide and
/// tall panels show more of the same place, not a stretched one: things have fixed sizes and only their places follow
/// the panel. Greys are 120 and lighter, so that the ink step's threshold keeps them apart from lines.
struct Stage {
  Canvas& canvas;
  double width, height;
  bool night = false;
  double line = 5;  ///< pixels

  [[nodiscard]] int grey(int day, int at_night) const { return night ? at_night : day; }
  void shape(const Points& points, int grey, double thick = 1) const { canvas.shape(points, grey, thick * line); }
  void stroke(const Points& points, double thick = 1, int grey = 0) const { canvas.stroke(points, thick * line, grey); }
  void box(double x0, double y0, double x1, double y1, int grey, double thick = 1) const {
    shape({{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, grey, thick);
  }
  /// Without an outline.
  void patch(double x0, double y0, double x1, double y1, int grey) const {
    canvas.fill({{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, grey);
  }
  void disc(double x, double y, double radius, int grey) const {
    canvas.fill(ellipse(x, y, radius, radius, 0, 360, 32), grey);
  }
  /// From y to below the panel.
  void ground(double y, int grey) const { box(-20, y, width + 20, height + 20, grey); }
};

inline constexpr int night_sky = 130;

/// White with clouds, or dark with a moon and stars.
void draw_sky(const Stage& stage);
void draw_cloud(const Stage& stage, double x, double y, double size);
void draw_moon(const Stage& stage, double x, double y, double radius);
/// A window with a cross of bars; the night outside has stars, or a moon at a part of the window's width.
void draw_window(const Stage& stage, const cv::Rect2d& frame, double moon = 0);
/// A fir that stands at (x, ground).
void draw_fir(const Stage& stage, double x, double ground, double size, int grey);

void draw_school(const Stage& stage);
void draw_city(const Stage& stage);
void draw_room(const Stage& stage);
void draw_park(const Stage& stage);
void draw_beach(const Stage& stage);
void draw_forest(const Stage& stage);
void draw_mountains(const Stage& stage);
void draw_kitchen(const Stage& stage);
void draw_rooftop(const Stage& stage);

}  // namespace koma::synthesis
