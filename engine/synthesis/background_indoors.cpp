// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "engine/synthesis/background_stage.h"

namespace koma::synthesis {

namespace {

void draw_clock(const Stage& s, double x, double y, double radius) {
  s.shape(ellipse(x, y, radius, radius, 0, 360, 32), 255, 1.4);
  s.stroke({{x, y - radius * .62}, {x, y}, {x + radius * .42, y + radius * .2}}, 1.2);
}

void draw_desk(const Stage& s, double x, double y) {
  for (const double leg : {-46.0, 46.0}) s.box(x + leg - 5, y + 8, x + leg + 5, y + 120, 140);
  s.shape({{x - 50, y - 16}, {x + 50, y - 16}, {x + 64, y + 14}, {x - 64, y + 14}}, s.grey(255, 225));
  s.box(x - 64, y + 14, x + 64, y + 28, s.grey(220, 180));
}

/// A lamp that hangs from the ceiling; at night it throws a cone of light.
void draw_hanging_lamp(const Stage& s, double x, double y, double floor) {
  if (s.night) s.canvas.fill({{x - 34, y + 40}, {x + 34, y + 40}, {x + 150, floor}, {x - 150, floor}}, 240);
  s.stroke({{x, -10}, {x, y}});
  s.shape({{x - 20, y}, {x + 20, y}, {x + 52, y + 42}, {x - 52, y + 42}}, s.grey(190, 255));
}

void draw_curtains(const Stage& s, double x, double top, double side) {
  const double bottom = top + side * 1.3;
  const int grey = s.grey(190, 165);
  s.shape({{x - 16, top - 14}, {x + side * .3, top - 14}, {x + side * .12, bottom}, {x - 16, bottom}}, grey);
  s.shape({{x + side * .7, top - 14}, {x + side + 16, top - 14}, {x + side + 16, bottom}, {x + side * .88, bottom}},
          grey);
}

void draw_drawers(const Stage& s, double x0, double x1, double floor) {
  s.box(x0, floor - 130, x1, floor + 6, s.grey(205, 160));
  s.stroke({{x0, floor - 65}, {x1, floor - 65}});
  for (const double y : {-98.0, -32.0}) s.disc((x0 + x1) / 2, floor + y, 8, 0);
}

void draw_pot(const Stage& s, double x, double y) {
  s.stroke({{x - 48, y - 34}, {x + 48, y - 34}}, 2);
  s.shape(curve({{x - 34, y - 46}, {x, y - 62}, {x + 34, y - 46}}), 255);
  s.disc(x, y - 64, 8, 0);
  s.shape({{x - 36, y - 46}, {x + 36, y - 46}, {x + 32, y}, {x - 32, y}}, 140);
}

void draw_fridge(const Stage& s, double x0, double x1, double floor, double tall) {
  const double top = floor - tall, split = top + tall * .36;
  s.box(x0, top, x1, floor, s.grey(255, 225), 1.4);
  s.stroke({{x0, split}, {x1, split}}, 1.2);
  s.stroke({{x0 + 18, split - 40}, {x0 + 18, split - 14}}, 2);
  s.stroke({{x0 + 18, split + 16}, {x0 + 18, split + 62}}, 2);
}

void draw_tiles(const Stage& s, double x1, double y0, double y1) {
  s.patch(-10, y0, x1, y1, s.grey(240, 185));
  for (double y = y0 + 4; y < y1; y += 42) s.stroke({{-10, y}, {x1, y}}, 1, s.grey(190, 145));
  for (double x = 30; x < x1; x += 56) s.stroke({{x, y0}, {x, y1}}, 1, s.grey(190, 145));
}

}  // namespace

void draw_school(const Stage& s) {
  s.canvas.flood(s.grey(235, 190));
  const double bottom = s.height * .58, top = bottom - std::min(s.height * .5, 290.0);
  const int windows = std::max(1, int(std::lround(s.width / 171)));
  for (int i = 0; i < windows; ++i)
    draw_window(s, {i * s.width / windows + 14, top, s.width / windows - 28, bottom - top}, i == windows - 1 ? .75 : 0);
  if (top > 150) draw_clock(s, s.width * .5, top * .5, 48);
  const double floor = s.height * .8;
  s.ground(floor, s.grey(190, 150));
  const double inset = std::max(76.0, s.width * .14);
  for (const double x : {inset, s.width - inset}) draw_desk(s, x, floor - 26);
}

void draw_room(const Stage& s) {
  s.canvas.flood(s.grey(255, 195));
  const double floor = s.height * .78;
  const double x = s.width * .08, side = std::min(150.0, s.width * .3), top = std::max(s.height * .1, floor - 460);
  draw_hanging_lamp(s, s.width * .5, std::max(10.0, top - 90), floor);
  s.ground(floor, s.grey(220, 160));
  draw_window(s, {x, top, side, side * 1.2}, .62);
  draw_curtains(s, x, top, side);
  const double px = s.width * .72, pw = std::min(110.0, s.width * .2);
  s.box(px, top + 6, px + pw, top + pw * .8, s.grey(230, 225), 1.4);
  s.shape({{px + 8, top + pw * .8 - 8}, {px + pw * .4, top + pw * .3}, {px + pw * .62, top + pw * .8 - 8}}, 140);
  draw_drawers(s, px - 24, px + pw + 40, floor);
}

void draw_kitchen(const Stage& s) {
  s.canvas.flood(s.grey(255, 200));
  const double floor = s.height * .9, counter = floor - std::min(150.0, s.height * .3);
  const double cupboard = std::min(180.0, s.width * .42), fridge = s.width - std::min(150.0, s.width * .36);
  const double top = std::max(-10.0, counter - 480), bottom = std::min(top + s.height * .3, top + 170);
  draw_tiles(s, fridge, bottom + 20, counter);
  s.box(-10, top, cupboard, bottom, s.grey(205, 160), 1.3);
  s.stroke({{cupboard * .5, top}, {cupboard * .5, bottom}}, 1.2);
  for (const double x : {.42, .58}) s.stroke({{cupboard * x, bottom - 44}, {cupboard * x, bottom - 16}}, 2);
  // The window is beside the fridge, or above it where there is no room.
  const double gap = fridge - cupboard - 48, y0 = std::max(20.0, top + 20), tall = std::max(64.0, bottom - 10 - y0);
  const double side = s.width - cupboard - 38;
  draw_window(s,
              gap > 70 ? cv::Rect2d(cupboard + 24, y0, std::min(gap, tall * 1.5), tall)
                       : cv::Rect2d(cupboard + 20, y0, side, side),
              .75);
  s.ground(floor, s.grey(190, 150));
  s.box(-10, counter, fridge, floor, s.grey(225, 175), 1.3);
  s.box(-10, counter - 14, fridge, counter + 8, s.grey(255, 225));
  for (double x = 100; x < fridge - 20; x += 110) s.stroke({{x, counter + 20}, {x, floor - 10}}, 1.2);
  draw_pot(s, std::min(82.0, s.width * .22), counter - 16);
  draw_fridge(s, fridge, s.width - 8, floor + 6, std::min(350.0, s.height * .7));
}

}  // namespace koma::synthesis
