// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "engine/synthesis/background_stage.h"

namespace koma::synthesis {

namespace {

void draw_star(const Stage& s, double x, double y, double size) {
  Points star;
  for (int i = 0; i < 8; ++i) {
    const double r = i % 2 ? size * .38 : size;
    star.emplace_back(x + r * std::sin(i * CV_PI / 4), y - r * std::cos(i * CV_PI / 4));
  }
  s.canvas.fill(star, 255);
}

/// A fixed, irregular net of stars that leaves the moon alone.
void draw_stars(const Stage& s, double bottom, const cv::Point2d& moon, double clear) {
  constexpr double across = 118, down = 96;
  int row = 0;
  for (double y = 26; y < bottom - 12; y += down, ++row) {
    int column = 0;
    for (double x = 26 + (row % 2) * 54; x < s.width - 10; x += across, ++column) {
      const double height = y + ((row * 5 + column * 3) % 4) * 11 - 12;
      if (std::hypot(x - moon.x, height - moon.y) > clear) draw_star(s, x, height, (row + column) % 3 == 0 ? 15 : 10);
    }
  }
}

}  // namespace

void draw_cloud(const Stage& s, double x, double y, double size) {
  s.shape(curve({{x - size, y + size * .22},
                 {x - size * .86, y - size * .1},
                 {x - size * .5, y - size * .12},
                 {x - size * .2, y - size * .46},
                 {x + size * .26, y - size * .4},
                 {x + size * .46, y - size * .12},
                 {x + size * .88, y - size * .08},
                 {x + size, y + size * .2},
                 {x, y + size * .26}}),
          255);
}

void draw_moon(const Stage& s, double x, double y, double radius) {
  s.disc(x, y, radius, 255);
  s.disc(x - radius * .42, y - radius * .2, radius * .78, night_sky);
}

void draw_sky(const Stage& s) {
  if (s.night) {
    s.canvas.flood(night_sky);
    const double radius = std::min({46.0, s.width * .13, s.height * .14});
    const cv::Point2d moon(s.width - radius * 1.9, radius * 1.7);
    draw_stars(s, s.height * .6, moon, radius + 26);
    return draw_moon(s, moon.x, moon.y, radius);
  }
  s.canvas.flood(255);
  const int clouds = std::max(2, int(std::lround(s.width / 260)));
  const double size = std::min(74.0, s.width * .17);
  for (int i = 0; i < clouds; ++i)
    draw_cloud(s, (i + (i % 2 ? .62 : .4)) * s.width / clouds, s.height * (i % 2 ? .19 : .1) + 12, size);
}

void draw_window(const Stage& s, const cv::Rect2d& frame, double moon) {
  const double x0 = frame.x, y0 = frame.y, x1 = x0 + frame.width, y1 = y0 + frame.height;
  s.box(x0, y0, x1, y1, s.grey(255, night_sky), 1.5);
  if (s.night && moon > 0) {
    draw_moon(s, x0 + frame.width * moon, y0 + frame.height * .25,
              std::min({34.0, frame.width * .15, frame.height * .17}));
  } else if (s.night) {
    draw_star(s, x0 + frame.width * .25, y0 + frame.height * .22, 14);
    draw_star(s, x0 + frame.width * .76, y0 + frame.height * .34, 10);
    draw_star(s, x0 + frame.width * .28, y0 + frame.height * .72, 10);
  }
  s.stroke({{(x0 + x1) / 2, y0}, {(x0 + x1) / 2, y1}}, 1.3);
  s.stroke({{x0, (y0 + y1) / 2}, {x1, (y0 + y1) / 2}}, 1.3);
}

}  // namespace koma::synthesis
