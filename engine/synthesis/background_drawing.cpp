// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/background_drawing.h"

#include <algorithm>
#include <cmath>

#include "engine/synthesis/random.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

namespace {

/// Templates are drawn in units of 1/512 of the square root of the area, so that wide and tall panels show more of the
/// same place, not a stretched one.
struct Stage {
  Canvas& canvas;
  double width, height;
  void box(double x0, double y0, double x1, double y1, int grey, double line = 4) const {
    canvas.shape({{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, grey, line);
  }
};

void draw_school(const Stage& s) {
  s.canvas.flood(235);
  const double top = s.height * .08, bottom = s.height * .58;
  const int windows = std::max(1, int(std::lround(s.width / 171)));
  for (int i = 0; i < windows; ++i) {
    const double x0 = i * s.width / windows + 14, x1 = (i + 1) * s.width / windows - 14;
    s.box(x0, top, x1, bottom, 255, 6);
    s.canvas.stroke({{(x0 + x1) / 2, top}, {(x0 + x1) / 2, bottom}}, 6);
    s.canvas.stroke({{x0, (top + bottom) / 2}, {x1, (top + bottom) / 2}}, 6);
  }
  s.box(-10, s.height * .8, s.width + 10, s.height + 10, 190, 5);
}

void draw_city(const Stage& s) {
  constexpr double far[] = {.3, .14, .34, .2, .38}, near[] = {.6, .5, .66, .55, .62};
  for (int i = 0; i * 106 < s.width + 20; ++i)
    s.box(i * 106 - 20, far[i % 5] * s.height, i * 106 + 76, s.height + 20, 205);
  for (int i = 0; i * 110 < s.width + 30; ++i) {
    const double x = i * 110 - 30, top = near[i % 5] * s.height;
    s.box(x, top, x + 100, s.height + 20, 255);
    for (double y = top + 26; y < s.height; y += 56) {
      for (double wx = x + 18; wx < x + 76; wx += 40)
        s.canvas.fill({{wx, y}, {wx + 22, y}, {wx + 22, y + 26}, {wx, y + 26}}, 140);
    }
  }
}

void draw_room(const Stage& s) {
  s.canvas.flood(255);
  const double floor = s.height * .78;
  s.box(-10, floor, s.width + 10, s.height + 10, 220, 5);
  const double x = s.width * .08, top = s.height * .1, side = std::min(150.0, s.width * .3);
  s.box(x, top, x + side, top + side * 1.2, 255, 6);  // window
  s.canvas.stroke({{x + side / 2, top}, {x + side / 2, top + side * 1.2}}, 5);
  s.canvas.shape(
      {{x - 16, top - 14}, {x + side * .3, top - 14}, {x + side * .12, top + side * 1.3}, {x - 16, top + side * 1.3}},
      190, 4);
  s.canvas.shape({{x + side * .7, top - 14},
                  {x + side + 16, top - 14},
                  {x + side + 16, top + side * 1.3},
                  {x + side * .88, top + side * 1.3}},
                 190, 4);
  const double px = s.width * .72, pw = std::min(110.0, s.width * .2);
  s.box(px, top + 6, px + pw, top + pw * .8, 230, 6);            // picture on the wall
  s.box(px - 24, floor - 130, px + pw + 40, floor + 6, 205, 5);  // drawers
  s.canvas.stroke({{px - 24, floor - 65}, {px + pw + 40, floor - 65}}, 4);
}

void draw_tree(const Stage& s, double x, double ground, double size) {
  s.box(x - size * .12, ground - size * .7, x + size * .12, ground, 170, 4);
  Points crown;
  for (int i = 0; i < 14; ++i) {
    const double angle = 2 * CV_PI * i / 14, r = size * (i % 2 ? .52 : .44);
    crown.emplace_back(x + r * std::cos(angle), ground - size * 1.0 + r * std::sin(angle));
  }
  s.canvas.shape(curve(crown), 205, 5);
}

void draw_park(const Stage& s) {
  const double ground = s.height * .74;
  s.box(-10, ground, s.width + 10, s.height + 10, 230, 5);
  for (const double x : {.24, .78}) {
    s.canvas.shape(curve({{x * s.width - 60, s.height * .16},
                          {x * s.width - 30, s.height * .11},
                          {x * s.width + 20, s.height * .1},
                          {x * s.width + 60, s.height * .16},
                          {x * s.width, s.height * .18}}),
                   255, 4);
  }
  const int trees = std::max(2, int(std::lround(s.width / 190)));
  for (int i = 0; i < trees; ++i)
    draw_tree(s, (i + .5) * s.width / trees, ground, std::min(200.0, s.height * .42) * (i % 2 ? .82 : 1));
}

void draw_focus_lines(const Stage& s) {
  Random random(7);
  const cv::Point2d middle(s.width / 2, s.height / 2);
  constexpr int rays = 44;
  for (int i = 0; i < rays; ++i) {
    const double angle = 2 * CV_PI * (i + random.uniform(-.3, .3)) / rays, width = random.uniform(.018, .045);
    const double start = random.uniform(.72, .92);
    const auto at = [&](double a, double r) {
      return middle + cv::Point2d(r * std::cos(a) * s.width / 2, r * std::sin(a) * s.height / 2);
    };
    s.canvas.fill({at(angle, start), at(angle - width, 3), at(angle + width, 3)}, 0);
  }
}

}  // namespace

void draw_background(Canvas& canvas, int background, bool) {
  const double unit = std::sqrt(double(canvas.width()) * canvas.height()) / 512;
  canvas.set_frame({unit, 0, 0, 0, unit, 0});
  const Stage stage{canvas, canvas.width() / unit, canvas.height() / unit};
  switch (background) {
    case tone:
      return canvas.flood(190);
    case school:
      return draw_school(stage);
    case city:
      return draw_city(stage);
    case room:
      return draw_room(stage);
    case park:
      return draw_park(stage);
    case focus_lines:
      return draw_focus_lines(stage);
    default:
      return canvas.flood(255);
  }
}

}  // namespace koma::synthesis
