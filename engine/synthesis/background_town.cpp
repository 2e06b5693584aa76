// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "engine/synthesis/background_stage.h"

namespace koma::synthesis {

namespace {

/// Rows of windows; at night two of three are lit.
void draw_lights(const Stage& s, double x, double top, double bottom, int seed) {
  int pane = seed;
  for (double y = top + 26; y < bottom; y += 56) {
    for (double wx = x + 18; wx < x + 76; wx += 40, ++pane)
      s.patch(wx, y, wx + 22, y + 26, s.grey(140, pane % 3 == 0 ? 130 : 255));
  }
}

void draw_tree(const Stage& s, double x, double ground, double size) {
  s.box(x - size * .12, ground - size * .7, x + size * .12, ground, s.grey(170, 150));
  Points crown;
  for (int i = 0; i < 14; ++i) {
    const double angle = 2 * CV_PI * i / 14, r = size * (i % 2 ? .52 : .44);
    crown.emplace_back(x + r * std::cos(angle), ground - size * 1.0 + r * std::sin(angle));
  }
  s.shape(curve(crown), s.grey(205, 170));
}

void draw_lamp_post(const Stage& s, double x, double ground, double tall) {
  if (s.night) s.disc(x, ground - tall, 62, 205);
  s.box(x - 5, ground - tall, x + 5, ground + 8, 140);
  s.shape(ellipse(x, ground - tall, 24, 24), 255, 1.2);
}

void draw_bench(const Stage& s, double x, double ground) {
  for (const double leg : {-58.0, 58.0}) s.box(x + leg - 6, ground - 40, x + leg + 6, ground + 22, 140);
  for (const double y : {-84.0, -58.0}) s.box(x - 78, ground + y, x + 78, ground + y + 18, s.grey(255, 220));
  s.box(x - 84, ground - 34, x + 84, ground - 14, s.grey(255, 220));
}

void draw_mesh(const Stage& s, double top, double bottom) {
  constexpr double step = 58;
  const double tall = bottom - top;
  for (double x = -tall; x < s.width + tall; x += step) {
    s.stroke({{x, top}, {x + tall, bottom}}, 1, s.grey(150, 185));
    s.stroke({{x + tall, top}, {x, bottom}}, 1, s.grey(150, 185));
  }
  const int posts = std::max(2, int(std::lround(s.width / 200)));
  for (int i = 0; i <= posts; ++i) {
    const double x = std::clamp(i * s.width / posts, 8.0, s.width - 8);
    s.box(x - 7, top - 6, x + 7, bottom, s.grey(220, 200));
  }
  s.box(-20, top - 8, s.width + 20, top + 8, s.grey(220, 200));
}

void draw_water_tank(const Stage& s, double x, double ground, double size) {
  for (const double leg : {-.38, .38}) s.box(x + size * leg - 6, ground - size * .7, x + size * leg + 6, ground, 150);
  s.shape(
      curve({{x - size * .5, ground - size * 1.5}, {x, ground - size * 1.72}, {x + size * .5, ground - size * 1.5}}),
      s.grey(205, 170), 1.2);
  s.box(x - size * .5, ground - size * 1.5, x + size * .5, ground - size * .6, s.grey(255, 210), 1.2);
  s.stroke({{x - size * .5, ground - size * 1.1}, {x + size * .5, ground - size * 1.1}});
}

}  // namespace

void draw_city(const Stage& s) {
  constexpr double far[] = {.3, .14, .34, .2, .38}, near[] = {.6, .5, .66, .55, .62};
  if (s.night) draw_sky(s);
  for (int i = 0; i * 106 < s.width + 20; ++i)
    s.box(i * 106 - 20, far[i % 5] * s.height, i * 106 + 76, s.height + 20, s.grey(205, 150));
  for (int i = 0; i * 110 < s.width + 30; ++i) {
    const double x = i * 110 - 30, top = near[i % 5] * s.height;
    s.box(x, top, x + 100, s.height + 20, s.grey(255, 175));
    draw_lights(s, x, top, s.height, i);
  }
  // A pavement with its kerb, for people to stand on.
  s.ground(s.height * .87, s.grey(235, 160));
  s.stroke({{-20, s.height * .87 + 14}, {s.width + 20, s.height * .87 + 14}}, .8);
}

void draw_park(const Stage& s) {
  draw_sky(s);
  const double ground = s.height * .74;
  const int trees = std::max(2, int(std::lround(s.width / 190)));
  s.ground(ground, s.grey(230, 160));
  for (int i = 0; i < trees; ++i)
    draw_tree(s, (i + .5) * s.width / trees, ground, std::min(200.0, s.height * .42) * (i % 2 ? .82 : 1));
  draw_bench(s, s.width - std::min(110.0, s.width * .3), ground + 26);
  draw_lamp_post(s, std::min(46.0, s.width * .1), ground + 14, std::min(300.0, s.height * .55));
}

void draw_rooftop(const Stage& s) {
  draw_sky(s);
  const double floor = s.height * .8, fence = floor - std::min(230.0, s.height * .44);
  constexpr double roofs[] = {.5, .9, .3, .7, .45};
  for (int i = 0; i * 118 < s.width + 20; ++i) {
    const double x = i * 118 - 14, top = floor - (floor - fence) * (.3 + .5 * roofs[i % 5]);
    s.box(x, top, x + 96, floor, s.grey(215, 155));
    if (s.night) draw_lights(s, x, top, floor - 30, i + 1);
  }
  draw_mesh(s, fence, floor - 26);
  s.ground(floor, s.grey(225, 165));
  s.box(-20, floor - 30, s.width + 20, floor + 4, s.grey(255, 200));
  for (double x = s.width * .5 - 900; x < s.width + 900; x += 150)
    s.stroke({{s.width * .5 + (x - s.width * .5) * .62, floor + 4}, {x, s.height}}, 1, s.grey(170, 140));
  draw_water_tank(s, s.width - std::min(84.0, s.width * .2), floor + 6, std::min(150.0, s.width * .34));
}

}  // namespace koma::synthesis
