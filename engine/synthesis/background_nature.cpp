// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "engine/synthesis/background_stage.h"

namespace koma::synthesis {

namespace {

void draw_palm(const Stage& s, double x, double ground, double size) {
  const double tx = x + size * .22, ty = ground - size;
  s.shape(joined(curve({{x - size * .08, ground}, {x - size * .02, ground - size * .5}, {tx - size * .04, ty}}, false),
                 curve({{tx + size * .05, ty}, {x + size * .09, ground - size * .5}, {x + size * .09, ground}}, false)),
          s.grey(190, 165));
  constexpr double leaves[][2] = {{-.62, .22}, {-.5, -.26}, {.5, -.24}, {.64, .2}, {-.24, .46}, {.3, .48}};
  for (const auto& leaf : leaves) {
    const double dx = leaf[0] * size, dy = leaf[1] * size;
    s.shape(curve({{tx, ty},
                   {tx + dx * .4, ty + dy * .5 - size * .2},
                   {tx + dx, ty + dy},
                   {tx + dx * .5, ty + dy * .6 - size * .02}}),
            s.grey(150, 145));
  }
}

void draw_parasol(const Stage& s, double x, double ground, double size) {
  s.box(x - 5, ground - size, x + 5, ground, 255);
  const double y = ground - size * .72, r = size * .52;
  s.shape(ellipse(x, y, r, r * .78, 180, 360, 24), 255, 1.2);
  for (const int side : {-1, 1})
    s.canvas.fill({{x, y - r * .76}, {x + side * r * .34, y - r * .7}, {x + side * r * .62, y}, {x + side * r * .2, y}},
                  140);
  s.shape({{x - r, y}, {x + r, y}, {x + r, y + 4}, {x - r, y + 4}}, 0);
}

void draw_boat(const Stage& s, double x, double y) {
  s.shape({{x - 34, y}, {x + 34, y}, {x + 22, y + 18}, {x - 22, y + 18}}, 140);
  s.shape({{x - 2, y - 6}, {x - 2, y - 66}, {x + 30, y - 6}}, 255);
}

void draw_waves(const Stage& s, double from, double to) {
  int row = 0;
  for (double y = from + 26; y < to - 14; y += 34, ++row) {
    for (double x = row % 2 ? -30 : 30; x < s.width; x += 124)
      s.stroke(curve({{x, y}, {x + 18, y - 9}, {x + 36, y}, {x + 54, y - 9}, {x + 72, y}}, false), 1.4, 255);
  }
}

/// A peak with a jagged cap of snow.
void draw_peak(const Stage& s, double x, double base, double tall, double half) {
  const auto at = [&](double across, double up) { return cv::Point2d(x + across * half, base - up * tall); };
  s.shape({at(-1, 0), at(-.42, .56), at(-.34, .62), at(0, 1), at(.3, .7), at(.4, .66), at(1, 0)}, s.grey(195, 160),
          1.2);
  s.shape({at(-.36, .6), at(0, 1), at(.36, .66), at(.22, .52), at(.1, .66), at(-.04, .46), at(-.18, .64)}, 255);
}

void draw_mushroom(const Stage& s, double x, double ground) {
  s.box(x - 10, ground - 26, x + 10, ground, 255);
  s.shape(ellipse(x, ground - 26, 32, 30, 180, 360, 18), s.grey(140, 190));
}

}  // namespace

void draw_fir(const Stage& s, double x, double ground, double size, int grey) {
  s.box(x - size * .05, ground - size * .2, x + size * .05, ground, s.grey(140, 135));
  s.shape({{x, ground - size},
           {x + size * .15, ground - size * .7},
           {x + size * .09, ground - size * .7},
           {x + size * .21, ground - size * .42},
           {x + size * .11, ground - size * .42},
           {x + size * .27, ground - size * .13},
           {x - size * .27, ground - size * .13},
           {x - size * .11, ground - size * .42},
           {x - size * .21, ground - size * .42},
           {x - size * .09, ground - size * .7},
           {x - size * .15, ground - size * .7}},
          grey);
}

void draw_beach(const Stage& s) {
  draw_sky(s);
  const double horizon = s.height * .44, shore = s.height * .7;
  s.ground(horizon, s.grey(205, 155));
  draw_boat(s, s.width * .52, horizon - 10);
  draw_waves(s, horizon, shore);
  s.shape(
      joined(
          curve(
              {{-20, shore + 14}, {s.width * .25, shore - 12}, {s.width * .55, shore + 12}, {s.width + 20, shore - 16}},
              false),
          {{s.width + 20, s.height + 20}, {-20, s.height + 20}}),
      s.grey(240, 195));
  const double size = std::min(300.0, s.height * .62);
  draw_palm(s, s.width * .1, shore + 40, size);
  draw_parasol(s, s.width - std::min(90.0, s.width * .22), shore + 60, std::min(230.0, s.height * .5));
}

void draw_forest(const Stage& s) {
  s.canvas.flood(s.grey(255, night_sky));
  const double ground = s.height * .8, tall = std::min(360.0, s.height * .78);
  if (s.night) draw_sky(s);
  int rows = 0;
  for (double y = ground - 130; y > s.height * .36; y -= 130) ++rows;
  for (int row = rows; row > 0; --row)
    for (double x = row % 2 ? 20 : -60; x < s.width + 90; x += 150)
      draw_fir(s, x, ground - row * 130 + 60, tall * .7, s.grey(225, 160));
  s.ground(ground - 30, s.grey(225, 155));
  for (double x = 70; x < s.width + 60; x += 128) draw_fir(s, x, ground - 6, tall * .66, s.grey(195, 175));
  for (const double x : {.02, .97}) draw_fir(s, s.width * x, ground + 44, tall, s.grey(150, 150));
  draw_mushroom(s, std::min(120.0, s.width * .3), s.height - 14);
  draw_mushroom(s, s.width - std::min(100.0, s.width * .22), s.height - 26);
}

void draw_mountains(const Stage& s) {
  draw_sky(s);
  const double base = s.height * .7, tall = std::min(300.0, s.height * .5);
  constexpr double heights[] = {.82, 1.0, .7};
  for (const int layer : {1, 0})
    for (int i = 0; i * 250 < s.width + 250; ++i)
      if (i % 2 == layer) draw_peak(s, i * 250 - 10, base + 20, tall * heights[i % 3], tall * .74);
  s.shape(
      joined(curve({{-20, base + 20}, {s.width * .22, base - 16}, {s.width * .6, base + 24}, {s.width + 20, base - 10}},
                   false),
             {{s.width + 20, s.height + 20}, {-20, s.height + 20}}),
      s.grey(230, 150));
  for (const double x : {.07, .2, .83, .95}) draw_fir(s, s.width * x, base + 62, 120, s.grey(150, 180));
}

}  // namespace koma::synthesis
