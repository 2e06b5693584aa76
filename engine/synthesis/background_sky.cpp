// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "engine/synthesis/background_stage.h"

namespace koma::synthesis {

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

void draw_stars(const Stage& s, double x0, double y0, double x1, double y1) {
  // A fixed, irregular net of four-pointed stars.
  constexpr double across = 118, down = 96;
  int row = 0;
  for (double y = y0 + 26; y < y1 - 12; y += down, ++row) {
    int column = 0;
    for (double x = x0 + 26 + (row % 2) * 54; x < x1 - 10; x += across, ++column) {
      const double dy = ((row * 5 + column * 3) % 4) * 11 - 12, size = (row + column) % 3 == 0 ? 15 : 10;
      Points star;
      for (int i = 0; i < 8; ++i) {
        const double r = i % 2 ? size * .38 : size;
        star.emplace_back(x + r * std::sin(i * CV_PI / 4), y + dy - r * std::cos(i * CV_PI / 4));
      }
      s.canvas.fill(star, 255);
    }
  }
}

void draw_moon(const Stage& s, double x, double y, double radius) {
  s.disc(x, y, radius * 1.32, night_sky);
  s.disc(x, y, radius, 255);
  s.disc(x - radius * .42, y - radius * .2, radius * .78, night_sky);
}

void draw_sky(const Stage& s) {
  if (s.night) {
    s.canvas.flood(night_sky);
    draw_stars(s, 0, 0, s.width, s.height * .6);
    const double radius = std::min({46.0, s.width * .13, s.height * .14});
    return draw_moon(s, s.width - radius * 1.9, radius * 1.7, radius);
  }
  s.canvas.flood(255);
  const int clouds = std::max(2, int(std::lround(s.width / 260)));
  const double size = std::min(74.0, s.width * .17);
  for (int i = 0; i < clouds; ++i)
    draw_cloud(s, (i + (i % 2 ? .62 : .4)) * s.width / clouds, s.height * (i % 2 ? .19 : .1) + 12, size);
}

void draw_window(const Stage& s, double x0, double y0, double x1, double y1, bool moon) {
  s.box(x0, y0, x1, y1, s.grey(255, night_sky), 1.5);
  if (s.night) {
    const double radius = std::min(34.0, (x1 - x0) * .16);
    if (moon) {
      draw_moon(s, x1 - radius * 1.6, y0 + radius * 1.7, radius);
    } else {
      draw_stars(s, x0 + 4, y0 + 8, x1 - 8, y1);
    }
  }
  s.stroke({{(x0 + x1) / 2, y0}, {(x0 + x1) / 2, y1}}, 1.3);
  s.stroke({{x0, (y0 + y1) / 2}, {x1, (y0 + y1) / 2}}, 1.3);
}

}  // namespace koma::synthesis
